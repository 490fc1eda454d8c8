import QtQuick
import Fairhall.Ui

// A quiet button of the foot row; they share its width.
Press {
    id: root
    required property string text
    required property string icon
    property bool elder: false
    width: (parent.width - (parent.shown - 1) * parent.spacing) / Math.max(2, parent.shown)
    height: parent.height

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: root.down ? Theme.pine : "transparent"
        border { width: root.elder ? Theme.borderElder : Theme.border; color: root.down ? Theme.pine : Theme.edge }
    }
    Row {
        anchors.centerIn: parent
        spacing: 16
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            path: root.icon
            color: root.down ? Theme.white : Theme.ink
        }
        Words {
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            color: root.down ? Theme.white : Theme.ink
            strong: true
            font.pixelSize: root.elder ? Theme.kioskElderBody : Theme.kioskFoot
        }
    }
}
