import QtQuick
import Fairhall.Ui

// The hub cannot be heard: what still works, since when this picture stands.
Rectangle {
    id: root
    required property QtObject screen
    required property QtObject texts
    readonly property bool low: height < 300
    readonly property real small: low ? Theme.hallFoot : Math.min(46, width / 19)
    radius: low ? 0 : Theme.radiusDisplay
    color: Theme.warn

    Column {
        x: 36
        width: parent.width - 72
        anchors.verticalCenter: parent.verticalCenter
        spacing: root.low ? 2 : Theme.space5

        Words {
            objectName: "trouble"
            width: parent.width
            text: root.screen.trouble
            color: Theme.white
            font.pixelSize: root.low ? 54 : latin ? Math.min(72, root.width / 13) : 80
            strong: true
            wrapMode: latin ? Text.WordWrap : Text.NoWrap
            maximumLineCount: latin && !root.low ? 2 : 1
            fontSizeMode: latin && !root.low ? Text.FixedSize : Text.HorizontalFit
            minimumPixelSize: Theme.hallFoot
        }
        Words {
            visible: !root.low
            width: parent.width
            wrapMode: latin ? Text.WordWrap : Text.WrapAnywhere
            text: root.texts["display.away.valid"]
            color: Theme.white
            font.pixelSize: root.small
        }
        Words {
            visible: !root.low && text !== ""
            text: root.screen.since
            color: Theme.white
            font.pixelSize: root.small
        }
        FitSigns {
            size: root.low ? 36 : 42
            room: parent.width
            text: root.screen.troubleEnglish
            color: Theme.white
        }
    }
}
