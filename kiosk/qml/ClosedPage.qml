import QtQuick
import Fairhall.Ui

// No tickets now: when there are, how to book one, and what can be done meanwhile. Who has a number may still ask for it.
Page {
    id: root
    required property QtObject sign
    required property QtObject advice
    required property QtObject help
    signal opened(string page)
    signal languageWanted
    signal elderWanted
    readonly property real gap: !low ? 36 : elder ? 20 : 32

    Column {
        id: when
        visible: root.sign.hours !== ""
        x: Theme.kioskMargin
        y: Theme.kioskInset + (root.low ? 0 : 8)
        width: 960
        spacing: root.low ? 4 : 12
        Words {
            text: root.texts["kiosk.closed.next"]
            color: Theme.muted
            font.pixelSize: root.elder ? Theme.kioskElderBody : Theme.kioskFoot
        }
        Row {
            spacing: 28
            Words {
                anchors.baseline: time.baseline
                text: root.sign.day
                strong: true
                font.pixelSize: latin ? 84 : 92
            }
            Signs {
                id: time
                text: root.sign.opens
                font.pixelSize: 112
            }
        }
        Row {
            spacing: 24
            Words {
                id: caption
                text: root.texts["kiosk.closed.hours"]
                color: Theme.muted
                font.pixelSize: root.elder ? Theme.kioskElderBody : Theme.kioskFoot
            }
            Signs {
                anchors.baseline: caption.baseline
                text: root.sign.hours
                font.pixelSize: 48
            }
        }
        Item { width: 1; height: 8 }
        Rectangle {
            width: parent.width; height: 3
            color: Theme.pine
        }
    }
    Rectangle {
        id: plate
        visible: root.advice.qr !== ""
        x: Theme.kioskMargin
        anchors { top: when.bottom; topMargin: root.gap }
        width: root.low ? 240 : meanwhile.visible ? 320 : 440
        height: width; radius: Theme.radius
        color: Theme.white
        Image {
            objectName: "qr"
            anchors { fill: parent; margins: 4 }
            source: root.advice.qr
            smooth: false
        }
    }
    Column {
        visible: plate.visible
        anchors { left: plate.right; leftMargin: 48; verticalCenter: plate.verticalCenter }
        width: 1020 - x
        spacing: 8
        Words {
            width: parent.width
            text: root.texts["kiosk.closed.book"]
            strong: true
            font.pixelSize: root.elder ? 60 : 52
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.kioskElderBody
        }
        Prose {
            width: parent.width
            said: root.texts["kiosk.closed.book-line"]
            color: Theme.muted
            size: root.elder ? Theme.kioskElderBody : Theme.kioskFoot
        }
    }
    Column {
        id: meanwhile
        readonly property Item over: plate.visible ? plate : when
        visible: root.sign.meanwhile !== ""
        x: Theme.kioskMargin
        y: over.y + over.height + root.gap
        width: 960
        Rectangle {
            visible: plate.visible
            width: parent.width; height: 2
            color: Theme.line
        }
        Item { width: 1; height: root.gap - 8; visible: plate.visible }
        Words {
            bottomPadding: root.low ? 4 : 12
            text: root.texts["kiosk.closed.meanwhile"]
            strong: true
            font.pixelSize: root.elder ? Theme.kioskElderBody : Theme.kioskBody
        }
        Prose {
            readonly property real room: root.footY - 16 - parent.y - y
            readonly property real spacing: lineHeight * (/[\u2e80-\uffef]/.test(said) ? 1.45 : 1.27)
            width: parent.width
            said: root.sign.meanwhile
            size: Lines.fitted(said, root.elder ? Theme.kioskElderBody : 42, root.elder ? Theme.kioskElderLeast : Theme.kioskLeast, false, width, room, spacing)
            lineHeight: root.low || root.elder ? 1 : 1.15
        }
    }
    FootRow {
        ElderButton {
            texts: root.texts
            elder: root.elder
            onClicked: root.elderWanted()
        }
        FootButton {
            objectName: "number"
            icon: "M4 6h16v4a2 2 0 0 0 0 4v4H4v-4a2 2 0 0 0 0-4zM14 6v2.5M14 10.8v2.4M14 15.5v2.5"
            text: root.texts["kiosk.foot.number"]
            elder: root.elder
            onClicked: root.opened("number")
        }
        LanguageButton {
            texts: root.texts
            elder: root.elder
            onClicked: root.languageWanted()
        }
        HelpButton {
            texts: root.texts
            elder: root.elder
            help: root.help
        }
    }
}
