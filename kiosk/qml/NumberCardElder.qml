import QtQuick
import Fairhall.Ui

// The number as large as it gets, and its window below.
Rectangle {
    id: root
    required property QtObject card
    required property var texts
    required property bool low
    readonly property real big: (low ? 196 : note.visible ? 270 : 300) * Math.min(1, 4 / card.number.length)
    width: 960
    height: window.y + (window.visible ? window.height : 0) + (note.visible ? note.height : 0) + 28
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
        y: root.low ? 20 : 40
        text: root.texts["kiosk.ticket.you-are"]
        font.pixelSize: Theme.kioskElderBody
    }
    Signs {
        id: number
        anchors.horizontalCenter: parent.horizontalCenter
        y: caption.y + caption.height + (root.low ? 24 : 40) + Theme.capHeight * root.big - baselineOffset
        text: root.card.number
        font.pixelSize: root.big
    }
    Words {
        id: window
        y: caption.y + caption.height + Theme.capHeight * root.big + (root.low ? 48 : 80)
        x: 48
        width: 864
        horizontalAlignment: Text.AlignHCenter
        visible: text !== ""
        text: root.card.windowText
        strong: true
        font.pixelSize: root.low ? 84 : 110
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 60
    }
    Words {
        id: note
        visible: text !== ""
        anchors.top: window.bottom
        x: 48
        width: 864
        horizontalAlignment: Text.AlignHCenter
        text: root.card.note
        font.pixelSize: Theme.kioskElderBody
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.kioskElderNote
    }
}
