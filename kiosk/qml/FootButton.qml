import QtQuick
import Fairhall.Ui

// A quiet button of the foot row; they share its width. Where four stand side by side the icon goes before the words do.
Press {
    id: root
    required property string text
    required property string icon
    property bool elder: false
    width: (parent.width - (parent.shown - 1) * parent.spacing) / parent.shown
    height: parent.height

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: root.down ? Theme.pine : "transparent"
        border { width: root.elder ? Theme.borderElder : Theme.border; color: root.down ? Theme.pine : Theme.edge }
    }
    Row {
        anchors { centerIn: parent; horizontalCenterOffset: sign.visible ? -4 : 0 } // an icon is narrower than its box
        spacing: root.width < 300 ? 8 : 16
        Icon {
            id: sign
            visible: root.width > 250 || (!root.elder && label.implicitWidth < root.width - 64)
            anchors.verticalCenter: parent.verticalCenter
            path: root.icon
            color: root.down ? Theme.white : Theme.ink
        }
        Words {
            id: label
            anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
            width: Math.min(implicitWidth, root.width - (root.width < 300 ? 16 : 48) - (sign.visible ? sign.width + parent.spacing : 0))
            text: root.text
            color: root.down ? Theme.white : Theme.ink
            strong: true
            font.pixelSize: root.elder ? Theme.kioskElderBody : Theme.kioskFoot
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: root.elder ? Theme.kioskElderLeast : Theme.kioskLeast
        }
    }
}
