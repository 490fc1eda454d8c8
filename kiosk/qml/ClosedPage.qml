import QtQuick
import Fairhall.Ui

// No tickets now: when there are. Who has a number may still ask for it.
Page {
    id: root
    required property QtObject sign
    required property QtObject advice
    required property QtObject help
    signal opened(string page)
    signal languageWanted
    signal elderWanted

    Column {
        id: when
        visible: root.sign.hours !== ""
        x: Theme.kioskMargin
        y: Theme.kioskInset + (root.low ? 0 : 24)
        width: 960
        spacing: 16
        Words {
            text: root.texts["kiosk.closed.next"]
            color: Theme.muted
            font.pixelSize: root.elder ? Theme.kioskElderBody : Theme.kioskFoot
        }
        Words {
            width: parent.width
            text: root.sign.opening
            strong: true
            font.pixelSize: 104
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 72
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
    Scan {
        x: Theme.kioskMargin
        anchors { top: when.bottom; topMargin: 48 }
        height: 300
        elder: root.elder
        code: root.advice.qr
        title: root.texts["kiosk.closed.book"]
        line: root.texts["kiosk.closed.book-line"]
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
