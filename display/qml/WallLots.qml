pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// How much oftener or seldomer each window was drawn than it should have been, inside what chance allows.
Item {
    id: root
    required property var dots
    required property string most
    required property int letters
    required property QtObject texts
    readonly property real margin: 76
    readonly property real half: 44
    readonly property real pitch: (width - margin) / Math.max(1, marks.count)
    readonly property int every: Math.max(1, Math.ceil((10 + 13 * letters) / pitch))

    component Axis: Words {
        color: Theme.fog
        font.pixelSize: 20
        width: root.margin - 10
        horizontalAlignment: Text.AlignRight
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 16
    }
    Words {
        visible: marks.count === 0
        y: 12
        text: root.texts["display.wall.no-lots"]
        color: Theme.fog
        font.pixelSize: 26
    }
    Item {
        visible: marks.count > 0
        anchors.fill: parent
        Axis { y: -height / 2 + 8; text: "+" + root.most }
        Axis { y: root.half - height / 2; text: root.texts["display.wall.expected"] }
        Axis { y: 2 * root.half - height / 2 - 8; text: "−" + root.most }
    }
    Repeater {
        id: marks
        model: root.dots

        Item {
            id: mark
            required property var model
            required property int index
            readonly property color colour: model.outside ? Theme.coral : Theme.teal
            objectName: "lot"
            x: root.margin + index * root.pitch
            width: root.pitch
            height: root.height

            Rectangle {
                y: root.half * (1 - mark.model.band)
                width: mark.width
                height: root.half * 2 * mark.model.band
                color: Theme.night3
            }
            Rectangle {
                y: root.half - 1
                width: mark.width
                height: 2
                color: Theme.fog
            }
            Rectangle {
                x: mark.width / 2 - 1.5
                y: Math.min(root.half, root.half * (1 - mark.model.off))
                width: 3
                height: Math.abs(root.half * mark.model.off)
                color: mark.colour
            }
            Rectangle {
                x: mark.width / 2 - width / 2
                y: root.half * (1 - mark.model.off) - height / 2
                width: Math.min(14, root.pitch * 0.7)
                height: width
                radius: mark.model.outside ? 0 : width / 2
                color: mark.colour
            }
            Signs {
                anchors.horizontalCenter: parent.horizontalCenter
                y: 2 * root.half + 4
                visible: mark.index % root.every === 0
                text: mark.model.label
                color: Theme.white
                font.pixelSize: 20
                font.variableAxes: { "wght": 500 }
            }
        }
    }
}
