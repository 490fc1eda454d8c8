import QtQuick
import Fairhall.Ui

// The head of a part of the wall: what it is, and how to read it.
Item {
    id: root
    required property string title
    required property string note
    height: 46

    Words {
        id: title
        text: root.title
        color: Theme.white
        font.pixelSize: 28
        strong: true
    }
    Words {
        anchors { right: parent.right; left: title.right; leftMargin: 24; baseline: title.baseline }
        horizontalAlignment: Text.AlignRight
        text: root.note
        color: Theme.fog
        font.pixelSize: 23
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 18
        elide: Text.ElideRight
    }
    Rectangle {
        y: 44
        width: parent.width
        height: 2
        color: Theme.edge
    }
}
