pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// What to do, a line each: for whom over what.
Column {
    id: root
    required property var model
    required property bool elder
    required property bool low
    x: Theme.kioskMargin
    y: Theme.kioskInset + (low ? 0 : 24)
    width: 960
    spacing: low ? 20 : 32

    Repeater {
        model: root.model
        Column {
            id: hint
            required property string head
            required property string text
            width: root.width
            spacing: 8
            Words {
                width: parent.width
                text: hint.head
                color: Theme.pine
                strong: true
                font.pixelSize: root.elder ? Theme.kioskElderBody : Theme.kioskBody
            }
            Words {
                width: parent.width
                text: hint.text
                font.pixelSize: root.elder ? 60 : 52
                wrapMode: Text.Wrap
            }
            Item { width: 1; height: root.low ? 4 : 16 }
            Rectangle {
                width: parent.width; height: 2
                color: Theme.line
            }
        }
    }
}
