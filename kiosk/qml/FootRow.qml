import QtQuick
import Fairhall.Ui

// The lowest row of a page: back at the left, help at the right, their words of one size. Where four stand in it and the
// words of one leave no room beside them, all have their icons over their words.
Row {
    property int least: 1
    readonly property int shown: Math.max(least, visibleChildren.length)
    readonly property real fits: Math.min(1, ...[...visibleChildren].map(each => each.fits ?? 1))
    readonly property real fitsUnder: Math.min(1, ...[...visibleChildren].map(each => each.fitsUnder ?? 1))
    readonly property bool stacked: shown > 3 && [...visibleChildren].some(each => each.fits < each.least)
    x: Theme.kioskMargin
    y: parent.height - 184
    width: 960
    height: 132
    spacing: 20
}
