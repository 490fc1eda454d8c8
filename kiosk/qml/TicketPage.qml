import QtQuick
import Fairhall.Ui

// The ticket is out, or on its way.
Page {
    id: root
    required property QtObject card
    required property QtObject linger
    required property QtObject papers
    required property QtObject aloud
    required property QtObject help
    required property bool reads
    signal done

    NumberCard {
        id: number
        visible: !root.elder
        x: Theme.kioskMargin
        y: Theme.kioskInset
        brief: root.low && root.card.qr === ""
        card: root.card
        texts: root.texts
    }
    Facts {
        id: facts
        visible: !root.elder
        anchors { top: number.bottom; topMargin: 28 }
        model: root.card.facts
    }
    Scan {
        id: scan
        readonly property real room: root.actionY - 20 - facts.y - facts.height - 24
        visible: !root.elder && !root.low && code !== ""
        x: Theme.kioskMargin
        anchors { top: facts.bottom; topMargin: 24 }
        height: Math.min(240, room)
        elder: false
        code: root.card.qr
        title: root.card.phone
        line: root.card.phoneLine
        note: root.card.proof
    }
    Words {
        visible: !root.elder && root.card.qr === ""
        x: Theme.kioskMargin
        anchors.top: facts.bottom
        width: 960
        height: root.actionY - facts.y - facts.height
        verticalAlignment: Text.AlignVCenter
        text: root.card.proof
        color: Theme.muted
    }
    NumberCardElder {
        id: large
        visible: root.elder
        x: Theme.kioskMargin
        y: Theme.kioskInset
        low: root.low
        card: root.card
        texts: root.texts
    }
    ElderLines {
        visible: root.elder
        anchors.top: large.bottom
        height: root.actionY - large.y - large.height
        low: root.low
        card: root.card
    }
    Button {
        objectName: "done"
        x: Theme.kioskMargin
        y: root.actionY
        width: 960
        text: root.texts["kiosk.ticket.done"]
        count: root.linger.left
        onClicked: root.done()
    }
    FootRow {
        least: 2
        layoutDirection: Qt.RightToLeft // what comes later moves nothing
        HelpButton {
            texts: root.texts
            elder: root.elder
            help: root.help
        }
        AgainButton {
            visible: root.reads
            texts: root.texts
            aloud: root.aloud
        }
        FootButton {
            objectName: "reprint"
            visible: root.papers.mayReprint
            icon: "M7 8V3.5h10V8M7 17H4.5V8.5h15V17H17M7 13.5h10v7H7z"
            text: root.texts[root.reads ? "kiosk.found.reprint" : "kiosk.ticket.reprint"]
            elder: root.elder
            onClicked: root.papers.reprint()
        }
    }
}
