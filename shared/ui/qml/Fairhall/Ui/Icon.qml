import QtQuick
import QtQuick.Shapes
import Fairhall.Ui

// A line icon: an SVG path on a 24×24 grid.
Item {
    id: root
    required property string path
    property color color: Theme.ink
    property real thick: 2
    width: 40
    height: width

    Shape {
        width: 24
        height: 24
        scale: root.width / 24
        transformOrigin: Item.TopLeft
        ShapePath {
            strokeColor: root.color
            strokeWidth: root.thick
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathSvg { path: root.path }
        }
    }
}
