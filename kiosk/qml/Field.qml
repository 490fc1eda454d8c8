import QtQuick
import Fairhall.Ui

// What is typed, and at its right what came of it.
Rectangle {
    id: root
    required property string icon
    required property string text
    required property string hint
    required property string note
    property bool elder: false
    width: 960
    height: 116
    radius: Theme.radius
    color: Theme.white
    border { width: 4; color: Theme.pine }

    Icon {
        id: sign
        x: 36
        anchors.verticalCenter: parent.verticalCenter
        width: 44
        path: root.icon
    }
    Signs {
        id: typed
        anchors { left: sign.right; leftMargin: 28; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
        text: root.text
        font.pixelSize: 54
    }
    Rectangle {
        anchors { left: typed.right; leftMargin: 8; verticalCenter: parent.verticalCenter }
        width: 4; height: 58
        color: Theme.pine
    }
    Words {
        visible: root.text === ""
        anchors { left: typed.right; leftMargin: 24; right: note.left; rightMargin: 12; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
        text: root.hint
        color: Theme.muted
        font.pixelSize: root.elder ? Theme.kioskElderBody : 36
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: root.elder ? Theme.kioskElderNote : Theme.kioskLeast
        elide: Text.ElideRight
    }
    Words {
        id: note
        anchors { right: parent.right; rightMargin: 32; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
        text: root.note
        color: Theme.muted
        font.pixelSize: Theme.kioskLeast
    }
}
