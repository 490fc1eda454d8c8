import QtQuick
import Fairhall.Ui

// One of a few of which one is chosen: filled and with a tick when it is; round, so that it is no row of a list.
Press {
    id: root
    required property string text
    required property bool on
    required property bool elder

    Rectangle {
        anchors.fill: parent
        radius: height / 2
        color: root.on !== root.down ? Theme.pine : Theme.white
        border { width: root.elder ? Theme.borderElder : Theme.border; color: root.on ? Theme.pine : Theme.edge }
    }
    Row {
        anchors.centerIn: parent
        spacing: 16
        Icon {
            visible: root.on
            anchors.verticalCenter: parent.verticalCenter
            path: "M4 12.5l5.5 5.5L20 7"
            thick: 3
            color: root.on !== root.down ? Theme.white : Theme.ink
        }
        Words {
            anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
            text: root.text
            strong: true
            color: root.on !== root.down ? Theme.white : Theme.ink
            font.pixelSize: root.elder ? Theme.kioskElderBody : Theme.kioskBody
        }
    }
}
