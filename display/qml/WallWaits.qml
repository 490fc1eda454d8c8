import QtQuick
import QtQuick.Shapes
import Fairhall.Ui

// From the ticket to the call: what half and nine tenths of the people waited, over the day.
Item {
    id: root
    required property var waits
    required property var ticks
    required property string warn
    required property string alarm
    required property QtObject texts

    component Axis: Signs {
        required property real at
        anchors { right: parent.left; rightMargin: -44 }
        y: at - height / 2
        color: Theme.fog
        font.pixelSize: 22
        font.variableAxes: { "wght": 400 }
    }
    Words {
        objectName: "noWaits"
        x: 76
        y: 150 - height - 8
        visible: root.waits.half_now === "" && root.waits.half === ""
        text: root.texts["display.wall.no-waits"]
        color: Theme.fog
        font.pixelSize: 26
    }
    Axis { at: root.waits.alarm_y; text: root.alarm }
    Axis { at: root.waits.warn_y; text: root.warn }
    Axis { at: 150; text: "0" }

    Item {
        id: chart
        x: 60
        width: 912
        height: 150

        Shape {
            anchors.fill: parent
            ShapePath {
                strokeColor: Theme.amber
                strokeWidth: 1.5
                strokeStyle: ShapePath.DashLine
                dashPattern: [1.5, 4]
                fillColor: "transparent"
                PathSvg { path: root.waits.warn }
            }
            ShapePath {
                strokeColor: Theme.coral
                strokeWidth: 1.5
                strokeStyle: ShapePath.DashLine
                dashPattern: [1.5, 4]
                fillColor: "transparent"
                PathSvg { path: root.waits.alarm }
            }
            ShapePath {
                strokeColor: Theme.white
                strokeWidth: 3
                fillColor: "transparent"
                joinStyle: ShapePath.RoundJoin
                PathSvg { path: root.waits.ninety }
            }
            ShapePath {
                strokeColor: Theme.teal
                strokeWidth: 4
                fillColor: "transparent"
                joinStyle: ShapePath.RoundJoin
                PathSvg { path: root.waits.half }
            }
        }
        Rectangle {
            y: 150
            width: 912
            height: 2
            color: Theme.edge
        }
        Repeater {
            model: root.ticks
            Signs {
                required property var model
                x: model.x - width / 2
                y: 158
                text: model.text
                color: Theme.fog
                font.pixelSize: 22
                font.variableAxes: { "wght": 400 }
            }
        }
    }
    component End: Row {
        id: end
        required property string words
        required property string value
        required property real at
        required property color colour
        x: 984
        y: at - height / 2
        visible: value !== ""
        spacing: 6
        Words {
            id: said
            text: end.words
            color: end.colour
            font.pixelSize: 22
        }
        Signs {
            y: said.baselineOffset - baselineOffset
            text: end.value
            color: end.colour
            font.pixelSize: 30
        }
    }
    End {
        objectName: "ninety"
        words: root.texts["display.wall.ninety"]
        value: root.waits.ninety_now
        at: root.waits.ninety_y
        colour: Theme.white
    }
    End {
        objectName: "half"
        words: root.texts["display.wall.half"]
        value: root.waits.half_now
        at: Math.max(root.waits.half_y, root.waits.ninety_y + 34)
        colour: Theme.teal
    }
}
