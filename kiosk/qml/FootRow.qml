import QtQuick
import Fairhall.Ui

// The lowest row of a page: back at the left, help at the right.
Row {
    readonly property int shown: visibleChildren.length
    x: Theme.kioskMargin
    y: parent.height - 184
    width: 960
    height: 132
    spacing: 20
}
