import QtQuick
import Fairhall.Ui

// The lowest row: back at the left.
Row {
    readonly property int shown: visibleChildren.length
    x: Theme.kioskMargin
    y: 1736
    width: 960
    height: 132
    spacing: 20
}
