import QtQuick
import Fairhall.Ui

// The hub cannot be heard, or draws have paused: what still holds, since when this picture stands.
Rectangle {
    id: root
    required property QtObject screen
    readonly property bool low: height < 300
    readonly property real small: low ? Theme.hallFoot : Lines.fitted(screen.kept, 52, Theme.hallLeast, false, width - 72, height * 0.2, 1.35)
    radius: low ? 0 : Theme.radiusDisplay
    color: Theme.warn

    Column {
        x: 36
        width: parent.width - 72
        anchors.verticalCenter: parent.verticalCenter
        spacing: root.low ? 2 : root.small * 0.4

        Words {
            objectName: "trouble"
            width: parent.width
            text: root.low ? root.screen.trouble.replace("，\n", "，").replace("\n", " ") : root.screen.trouble
            color: Theme.white
            font.pixelSize: root.low ? 54 : Math.min(latin ? 72 : 80, root.width / (latin ? 13 : 10.5), root.height * 0.15)
            strong: true
            wrapMode: latin && !root.low ? Text.WordWrap : Text.NoWrap
            fontSizeMode: latin && !root.low ? Text.FixedSize : Text.HorizontalFit
            lineHeight: latin ? 1 : 0.88
            minimumPixelSize: Theme.hallFoot
        }
        Prose {
            visible: !root.low
            width: parent.width
            said: root.screen.kept
            color: Theme.white
            size: root.small
        }
        Prose {
            visible: !root.low && text !== ""
            width: parent.width
            said: root.screen.since
            color: Theme.white
            size: root.small
        }
        FitSigns {
            size: root.low ? 36 : root.small * (latin ? 1 : 1.2)
            room: parent.width
            text: root.screen.troubleEnglish
            color: Theme.white
        }
    }
}
