import QtQuick
import Fairhall.Ui

// The number as large as it gets, and its window below.
Rectangle {
    id: root
    required property QtObject card
    required property var texts
    required property bool low
    readonly property real big: (low ? 196 : 330) * Math.min(1, 4 / card.number.length)
    readonly property real line: caption.y + caption.height + Theme.capHeight * big + (low ? 12 : 28)
    readonly property real lower: window.visible ? window.line : later.visible ? later.y + later.height : line
    width: 960
    height: note.visible ? note.y + note.height + (low ? 12 : 20) : lower + (low ? 28 : 48)
    radius: Theme.radius
    color: Theme.white

    Rectangle {
        width: parent.width
        height: 12
        color: Theme.now
        topLeftRadius: Theme.radius
        topRightRadius: Theme.radius
    }
    Words {
        id: caption
        anchors.horizontalCenter: parent.horizontalCenter
        y: root.low ? 16 : 28
        text: root.texts["kiosk.ticket.you-are"]
        font.pixelSize: Theme.kioskElderBody
    }
    Signs {
        anchors.horizontalCenter: parent.horizontalCenter
        y: root.line - baselineOffset
        text: root.card.number
        font.pixelSize: root.big
    }
    Row {
        id: window
        readonly property real big: root.low ? 120 : 156
        readonly property real small: root.low ? 84 : 108
        readonly property real line: root.line + (root.low ? 28 : 48) + Theme.capHeight * big
        anchors.horizontalCenter: parent.horizontalCenter
        visible: root.card.window !== ""
        spacing: 28
        Words {
            visible: text !== ""
            y: window.line - baselineOffset
            text: root.texts["kiosk.window.before"]
            strong: true
            font.pixelSize: window.small
        }
        Signs {
            y: window.line - baselineOffset
            text: root.card.window
            font.pixelSize: window.big
        }
        Words {
            visible: text !== ""
            y: window.line - baselineOffset
            text: root.texts["kiosk.window.after"]
            strong: true
            font.pixelSize: window.small
        }
    }
    FitWords {
        id: later
        visible: root.card.window === "" && text !== ""
        x: 48; y: root.line + (root.low ? 12 : 28)
        width: 864
        horizontalAlignment: Text.AlignHCenter
        said: root.card.windowText
        strong: true
        big: root.low ? 84 : 108
        least: 60
    }
    FitWords {
        id: note
        visible: text !== ""
        x: 48; y: root.lower + (root.low ? 16 : 20)
        width: 864
        horizontalAlignment: Text.AlignHCenter
        said: root.card.note
        big: Theme.kioskElderBody
        least: Theme.kioskElderNote
    }
}
