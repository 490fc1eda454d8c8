import QtQuick
import Fairhall.Ui

// The number and its window, under a yellow edge.
Rectangle {
    id: root
    required property QtObject card
    required property var texts
    property bool brief: false
    readonly property int length: card.number.length + Math.max(card.window.length, 2)
    readonly property int big: length < 6 || (length === 6 && card.window.length === 1) ? 220 : length < 7 ? 190 : 150
    width: 960
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
        x: 48; y: 36
        text: root.texts["kiosk.ticket.number"]
        color: Theme.muted
        font.pixelSize: Theme.kioskFoot
    }
    Words {
        anchors { right: parent.right; rightMargin: 48 }
        y: 36
        text: root.card.windowCaption
        color: Theme.muted
        font.pixelSize: Theme.kioskFoot
    }
    Signs {
        id: number
        x: 48
        y: 36 - baselineOffset + 250
        text: root.card.number
        font.pixelSize: root.big
    }
    Row {
        anchors { right: parent.right; rightMargin: 48 }
        y: 36
        visible: root.card.window !== ""
        spacing: 20
        Signs {
            id: window
            y: 250 - baselineOffset
            text: root.card.window
            font.pixelSize: root.big
        }
        Words {
            visible: text !== ""
            y: 250 - baselineOffset
            text: root.texts["kiosk.ticket.unit"]
            strong: true
            font.pixelSize: 68
        }
    }
    Words {
        visible: root.card.window === ""
        anchors { right: parent.right; rightMargin: 48 }
        y: 110
        width: 320
        horizontalAlignment: Text.AlignRight
        text: root.card.later
        wrapMode: Text.Wrap
        strong: true
        font.pixelSize: 48
    }
    Words {
        visible: !root.brief
        x: 48; y: 332
        width: 864
        text: root.card.service
        font.pixelSize: 40
        elide: Text.ElideRight
    }
    Words {
        visible: text !== ""
        x: 48; y: root.brief ? 326 : 396
        width: 864
        text: root.card.note
        strong: true
        font.pixelSize: 40
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 30
    }
}
