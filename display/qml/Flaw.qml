import QtQuick
import Fairhall.Ui

// What is wrong with the layout's file, in the corner, for whoever edits it; the last good layout stands behind it.
Rectangle {
    id: root
    objectName: "flaw"
    required property string title
    required property string text
    visible: text !== ""
    width: Math.min(1000, parent.width - 40)
    height: told.height + 32
    color: Theme.warn

    Column {
        id: told
        x: 20
        y: 16
        width: parent.width - 40
        spacing: Theme.space2
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
