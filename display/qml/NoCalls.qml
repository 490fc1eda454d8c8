import QtQuick
import Fairhall.Ui

// Where the calls will be listed, before the first of a day: a phone follows the queues meanwhile.
Item {
    id: root
    required property string words
    required property string status
    required property QtObject texts
    required property real size

    Row {
        anchors.centerIn: parent
        spacing: Theme.space9

        Rectangle {
            width: Math.min(300, root.height - 48)
            height: width
            visible: root.status !== ""
            radius: Theme.radius
            color: Theme.white
            Image {
                objectName: "status"
                anchors { fill: parent; margins: 4 }
                source: root.status
                smooth: false
            }
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space2

            Words {
                text: root.words
                color: root.status === "" ? Theme.fog : Theme.white
                font.pixelSize: root.size
            }
            Words {
                visible: root.words !== "" && root.status !== ""
                text: root.texts["display.recent.status"]
                color: Theme.fog
                font.pixelSize: root.size * 0.75
            }
        }
    }
}
