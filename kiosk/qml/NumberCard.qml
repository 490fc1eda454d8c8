import QtQuick
import Fairhall.Ui

// The number and its window, under a yellow edge, at `most` so large; `brief` leaves out what for.
Rectangle {
    id: root
    required property QtObject card
    required property var texts
    property bool brief: false
    property real most: 220
    readonly property int length: card.number.length + Math.max(card.window.length, 2)
    readonly property real big: Math.min(most, length < 6 || (card.window === "" && card.later === "") || (length === 6 && card.window.length === 1 && texts["kiosk.ticket.unit"] === "") ? 220 : length < 7 ? 176 : 150)
    readonly property real line: 122 + Theme.capHeight * big
    width: 960
    height: below.y + below.height + (below.height > 0 ? 28 : 12)
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
        x: 48; y: 32
        text: root.texts["kiosk.ticket.number"]
        color: Theme.muted
        font.pixelSize: Theme.kioskFoot
    }
    Words {
        anchors { right: parent.right; rightMargin: 48 }
        y: 32
        visible: root.card.window !== "" || root.card.later !== ""
        text: root.card.windowCaption
        color: Theme.muted
        font.pixelSize: Theme.kioskFoot
    }
    Signs {
        x: 48
        y: root.line - baselineOffset
        text: root.card.number
        font.pixelSize: root.big
    }
    Row {
        anchors { right: parent.right; rightMargin: 48 }
        visible: root.card.window !== ""
        spacing: 20
        Signs {
            y: root.line - baselineOffset
            text: root.card.window
            font.pixelSize: root.big
        }
        Words {
            visible: text !== ""
            y: root.line - baselineOffset
            text: root.texts["kiosk.ticket.unit"]
            strong: true
            font.pixelSize: 68
        }
    }
    Prose {
        visible: root.card.window === ""
        anchors { right: parent.right; rightMargin: 48 }
        y: root.line - height + 12
        width: 340
        horizontalAlignment: Text.AlignRight
        said: root.card.later
        strong: true
        size: 48
    }
    Column {
        id: below
        x: 48; y: root.line + 32
        width: 864
        spacing: 2
        Words {
            visible: !root.brief
            width: parent.width
            text: root.card.service
            font.pixelSize: Theme.kioskBody
            elide: Text.ElideRight
        }
        Words {
            visible: text !== ""
            width: parent.width
            text: root.card.note
            strong: true
            font.pixelSize: Theme.kioskBody
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.kioskLeast
        }
    }
}
