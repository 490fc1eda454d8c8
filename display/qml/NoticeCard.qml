import QtQuick
import Fairhall.Ui

// The hall's notice in large letters, as large as its length allows. Chinese breaks after its stops and after an "and".
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
        text: phrased(root.text.replace(/([\u548c\u4e0e\u6216])(?=[\u4e00-\u9fff]{2})/g, "$1\u200b"))
        color: Theme.white
        font.pixelSize: root.size
        fontSizeMode: Text.Fit
        minimumPixelSize: Theme.hallLeast
        wrapMode: Text.Wrap
        lineHeight: latin ? 1.15 : 1
        elide: Text.ElideRight
        strong: true
    }
}
