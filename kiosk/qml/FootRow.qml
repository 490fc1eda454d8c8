import QtQuick
import Fairhall.Ui

// The lowest row of a page: back at the left, help at the right.
Row {
    property int least: 1
    readonly property int shown: Math.max(least, visibleChildren.length)
    x: Theme.kioskMargin
    y: parent.height - 184
    width: 960
    height: 132
    spacing: 20
}
