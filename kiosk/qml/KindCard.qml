import QtQuick
import Fairhall.Ui

// One kind of ticket.
Press {
    id: root
    required property string icon
    required property string title
    required property string line
    required property bool elder
    width: 960
    height: elder ? 300 : 256

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: root.down ? Theme.pine : Theme.white
        border { width: root.elder ? Theme.borderElder : Theme.border; color: root.down ? Theme.pine : Theme.edge }
    }
    Rectangle {
        id: plate
        x: 42
        anchors.verticalCenter: parent.verticalCenter
        width: 112; height: 112; radius: 12
        color: root.down ? Theme.white : Theme.pine
        Icon {
            anchors.centerIn: parent
            width: 68
            path: root.icon
            color: root.down ? Theme.pine : Theme.white
        }
    }
    Column {
        anchors { left: plate.right; leftMargin: 42; right: parent.right; rightMargin: 24; verticalCenter: parent.verticalCenter }
        spacing: 6
        Words {
            text: root.title
            color: root.down ? Theme.white : Theme.ink
            strong: true
            font.pixelSize: root.elder ? 72 : 60
        }
        Words {
            width: parent.width
            text: root.line
            color: root.down ? Theme.white : Theme.muted
            font.pixelSize: root.elder ? Theme.kioskElderBody : 34
            wrapMode: Text.Wrap
            lineHeight: 1.1
        }
    }
}
