import QtQuick
import Fairhall.Ui

// The hall's notice in large letters, as large as its length allows.
Rectangle {
    id: root
    required property string title
    required property string text
    required property real size
    radius: Theme.radiusDisplay
    color: Theme.night2

    Words {
        id: head
        x: 36
        y: 28
        text: root.title
        color: Theme.fog
        font.pixelSize: Theme.hallFoot
    }
    Words {
        objectName: "notice"
        anchors { left: parent.left; right: parent.right; top: head.bottom; bottom: parent.bottom; leftMargin: 36; rightMargin: 36; topMargin: 20; bottomMargin: 28 }
        text: root.text
        color: Theme.white
        font.pixelSize: root.size
        fontSizeMode: Text.Fit
        minimumPixelSize: Theme.hallLeast
        wrapMode: latin ? Text.Wrap : Text.WrapAnywhere
        lineHeight: latin ? 1.15 : 1
        elide: Text.ElideRight
        strong: true
    }
}
