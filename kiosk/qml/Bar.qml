import QtQuick
import Fairhall.Ui

// A white bar that leads to another page.
Press {
    id: root
    required property string icon
    required property string text
    property string note: ""
    height: 112

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: root.down ? Theme.pine : Theme.white
        border { width: Theme.border; color: root.down ? Theme.pine : Theme.edge }
    }
    Icon {
        id: sign
        x: root.note === "" ? 28 : 36
        anchors.verticalCenter: parent.verticalCenter
        width: 44
        path: root.icon
        color: root.down ? Theme.white : Theme.ink
    }
    Words {
        anchors { left: sign.right; leftMargin: 18; right: more.left; rightMargin: 12; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
        text: root.text
        color: root.down ? Theme.white : Theme.ink
        font.pixelSize: Theme.kioskBody
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.kioskLeast
    }
    Words {
        id: more
        anchors { right: parent.right; rightMargin: text === "" ? 4 : 32; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
        text: root.note
        color: root.down ? Theme.white : Theme.muted
    }
}
