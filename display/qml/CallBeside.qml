import QtQuick
import Fairhall.Ui

// A call in one line: number, direction, counter.
Item {
    id: root
    required property Item call
    readonly property real size: Math.min(call.most, height * 1.05)
    readonly property real between: 36 + size * (call.arrow === "" ? 0.2 : 0.9)

    Words {
        id: please
        x: 48
        width: latin ? implicitWidth : 56
        anchors.verticalCenter: parent.verticalCenter
        text: root.call.lead
        color: root.call.ink
        font.pixelSize: latin ? 48 : 54
        wrapMode: latin ? Text.NoWrap : Text.WrapAnywhere
        lineHeight: 0.9
        strong: true
    }
    FitSigns {
        id: number
        objectName: "number"
        anchors { left: please.right; leftMargin: 34; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
        size: root.size
        room: words.x - x - root.between - Math.min(label.wanted, root.size * 0.7)
        text: root.call.number
        color: root.call.ink
    }
    Arrow {
        anchors { right: words.left; rightMargin: Math.max(label.width, root.call.several ? root.size * 1.25 : 0) + 36 + root.size * 0.14; verticalCenter: parent.verticalCenter }
        width: root.size * 0.56
        path: root.call.arrow
        color: root.call.ink
        ink: root.call.color
    }
    FitSigns {
        id: label
        objectName: "label"
        anchors { right: words.left; rightMargin: 36; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
        size: root.size
        room: words.x - number.x - number.width - root.between
        text: root.call.label
        color: root.call.ink
    }
    Column {
        id: words
        x: parent.width - 52 - counter.width
        anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: root.size * 0.2 - 23 }
        spacing: -root.size * 0.03

        Words {
            id: counter
            text: root.call.texts["display.band.window"]
            color: root.call.ink
            font.pixelSize: (root.size * 0.1 + 51) * (latin ? 0.8 : 1)
            strong: true
        }
        FitSigns {
            objectName: "english"
            size: root.size * 0.1 + 13
            room: counter.width + 36
            text: root.call.english
            color: root.call.ink
        }
    }
}
