import QtQuick
import QtQuick.Shapes
import Fairhall.Ui

// How many waited for one group today, and how many do now.
Item {
    id: root
    required property var group
    required property real chartHeight

    Words {
        id: name
        width: mark.visible ? 340 - mark.width : 296
        text: root.group.letter + " " + root.group.name
        color: Theme.white
        font.pixelSize: 26
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 18
        elide: Text.ElideRight
        strong: true
    }
    Words {
        id: mark
        objectName: "groupMark"
        anchors { right: parent.left; rightMargin: -352; baseline: name.baseline }
        visible: text !== ""
        text: root.group.mark
        color: root.group.colour
        font.pixelSize: 24
        strong: true
    }
    Item {
        y: 46
        width: 296
        height: root.chartHeight

        Shape {
            width: 296
            height: 96
            transform: Scale { yScale: root.chartHeight / 96 }
            ShapePath {
                strokeColor: "transparent"
                fillColor: Qt.darker(root.group.colour, 4.2)
                PathSvg { path: root.group.area }
            }
            ShapePath {
                strokeColor: Theme.amber
                strokeWidth: 1.5
                strokeStyle: ShapePath.DashLine
                dashPattern: [1.5, 4]
                fillColor: "transparent"
                PathSvg { path: root.group.warn }
            }
            ShapePath {
                strokeColor: Theme.coral
                strokeWidth: 1.5
                strokeStyle: ShapePath.DashLine
                dashPattern: [1.5, 4]
                fillColor: "transparent"
                PathSvg { path: root.group.alarm }
            }
            ShapePath {
                strokeColor: root.group.colour
                strokeWidth: 3
                fillColor: "transparent"
                joinStyle: ShapePath.MiterJoin
                PathSvg { path: root.group.line }
            }
        }
        Rectangle {
            y: parent.height
            width: parent.width
            height: 2
            color: Theme.edge
        }
        Rectangle {
            id: dot
            x: root.group.end - width / 2
            y: root.group.dot * root.chartHeight / 96 - height / 2
            width: 12
            height: 12
            radius: 6
            color: root.group.colour
        }
        Signs {
            objectName: "groupNow"
            x: 310
            y: Math.min(dot.y + 6, root.chartHeight - 12) - height / 2 + 3
            text: root.group.now
            color: Theme.white
            font.pixelSize: text.length > 2 ? 30 : 42
        }
    }
}
