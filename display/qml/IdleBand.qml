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
            font.pixelSize: Math.min(140, root.width * 0.16, root.height * 0.36)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.hallList
            strong: true
        }
        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: text !== ""
            text: root.screen.line
            color: Theme.white
            width: Math.min(implicitWidth, root.width - 96)
            font.pixelSize: 56
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.hallLeast
        }
        Signs {
            anchors.horizontalCenter: parent.horizontalCenter
            text: root.screen.english
            color: Theme.fog
            width: Math.min(implicitWidth, root.width - 96)
            font.pixelSize: 44
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
        }
    }
}
