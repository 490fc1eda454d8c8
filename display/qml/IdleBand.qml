import QtQuick
import Fairhall.Ui

// Where calls will appear, while there are none.
Rectangle {
    id: root
    required property QtObject screen
    radius: Theme.radiusDisplay
    color: Theme.night2

    Column {
        anchors.centerIn: parent
        spacing: Theme.space4

        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            objectName: "title"
            text: root.screen.title
            color: Theme.white
            width: Math.min(implicitWidth, root.width - 96)
            font.pixelSize: 140
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.hallList
            strong: true
        }
        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: text !== ""
            text: root.screen.line
            color: Theme.white
            font.pixelSize: 56
        }
        Signs {
            anchors.horizontalCenter: parent.horizontalCenter
            text: root.screen.english
            color: Theme.fog
            font.pixelSize: 44
        }
    }
}
