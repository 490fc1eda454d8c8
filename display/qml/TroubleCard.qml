import QtQuick
import Fairhall.Ui

// The hub cannot be heard: what still works, since when this picture stands.
Rectangle {
    id: root
    required property QtObject screen
    required property QtObject texts
    radius: Theme.radiusDisplay
    color: Theme.warn

    Column {
        x: 36
        width: parent.width - 72
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space5

        Words {
            objectName: "trouble"
            width: parent.width
            text: root.screen.trouble
            color: Theme.white
            font.pixelSize: 80
            strong: true
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.hallFoot
        }
        Words {
            text: root.texts["display.away.valid"]
            color: Theme.white
            font.pixelSize: 46
        }
        Words {
            text: root.screen.since
            color: Theme.white
            font.pixelSize: 46
        }
        FitSigns {
            size: 36
            room: parent.width
            text: root.screen.troubleEnglish
            color: Theme.white
        }
    }
}
