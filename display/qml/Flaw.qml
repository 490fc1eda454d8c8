import QtQuick
import Fairhall.Ui

// What is wrong with the layout's file, for whoever edits it: above the picture of the last good one, which it leaves whole.
Rectangle {
    id: root
    objectName: "flaw"
    required property string title
    required property string text
    visible: text !== ""
    height: told.height + 16
    color: Theme.warn

    Column {
        id: told
        x: 56
        y: 6
        width: parent.width - 112
        Words {
            width: parent.width
            text: root.title
            color: Theme.white
            font.pixelSize: 30
            strong: true
            wrapMode: Text.Wrap
        }
        Words {
            objectName: "flawText"
            width: parent.width
            text: root.text
            color: Theme.white
            font.pixelSize: 28
            wrapMode: Text.Wrap
        }
    }
}
