import QtQuick
import Fairhall.Ui

// The hall's notice in large letters, as large as its length allows: a phrase a line where that makes it no smaller.
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
    Prose {
        objectName: "notice"
        anchors { left: parent.left; right: parent.right; top: head.bottom; bottom: parent.bottom; leftMargin: 36; rightMargin: 36; topMargin: 20; bottomMargin: 28 }
        readonly property string phrases: root.text.replace(/([，。；！？])(?=.)/g, "$1\n")
        readonly property real together: fitting(root.text)
        function fitting(words: string): real {
            return Lines.fitted(words, root.size, Theme.hallLeast, strong, width, height, 1.45);
        }
        said: fitting(phrases) >= together ? phrases : root.text
        size: together
        color: Theme.white
        lineHeightMode: Text.FixedHeight
        lineHeight: size * 1.45
        elide: Text.ElideRight
        strong: true
    }
}
