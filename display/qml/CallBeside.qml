import QtQuick
import Fairhall.Ui

// A call in one line: number, direction, counter. 8 号窗口, but Counter 8.
Item {
    id: root
    required property Item call
    readonly property real size: Math.min(call.most, height * 1.05)
    readonly property real between: 36 + size * (call.arrow === "" ? 0.2 : 0.9)
    readonly property bool first: counter.latin
    readonly property real free: width - 52 - counter.width - please.x - please.width - 34 - between
    readonly property real need: call.several ? Math.max(whole.wanted, size * 1.18) : whole.wanted
    readonly property real column: Math.max(label.width, call.several ? Math.min(size * 1.25, free - number.width) : 0)
    readonly property real edge: first ? width - 52 - counter.width - 36 - column : words.x - 36 - column

    FitSigns {
        id: whole
        visible: false
        size: root.size
        room: root.width
        text: root.call.label
    }
    Words {
        id: please
        x: 48
        width: latin ? implicitWidth : 56
        anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
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
        room: Math.max(root.free - Math.min(root.need, root.size * 0.7), root.free * wanted / (wanted + root.need))
        text: root.call.number
        color: root.call.ink
    }
    Arrow {
        x: root.edge - width - root.size * 0.11
        anchors.verticalCenter: parent.verticalCenter
        width: root.size * 0.54
        path: root.call.arrow
        color: root.call.ink
        ink: root.call.color
    }
    FitSigns {
        id: label
        objectName: "label"
        x: root.first ? words.x + counter.width + 36 : words.x - 36 - width
        anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
        size: Math.min(root.size, number.font.pixelSize)
        room: root.free - number.width
        text: root.call.label
        color: root.call.ink
    }
    Column {
        id: words
        x: root.first ? root.width - 52 - root.column - 36 - counter.width : root.width - 52 - counter.width
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
            size: root.size * 0.1 + 18
            room: counter.width + 36
            text: root.call.english
            color: root.call.ink
        }
    }
}
