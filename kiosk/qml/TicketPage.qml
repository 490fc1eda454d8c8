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
        brief: root.low
        card: root.card
        texts: root.texts
    }
    Facts {
        id: facts
        visible: !root.elder
        anchors { top: number.bottom; topMargin: 36 }
        elder: false
        model: root.card.facts
    }
    Scan {
        readonly property real room: root.actionY - 24 - facts.y - facts.height - 32
        visible: !root.elder && code !== "" && room > 150
        x: Theme.kioskMargin
        anchors { top: facts.bottom; topMargin: 32 }
        height: Math.min(240, room)
        elder: false
        code: root.card.qr
        title: root.texts[root.card.proof === "" ? "kiosk.ticket.phone" : "kiosk.ticket.phone-draw"]
        line: root.texts[root.card.proof === "" ? "kiosk.ticket.phone-line" : "kiosk.ticket.phone-draw-line"]
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
        FootButton {
            objectName: "reprint"
            visible: root.papers.mayReprint
            icon: "M7 8V3.5h10V8M7 17H4.5V8.5h15V17H17M7 13.5h10v7H7z"
            text: root.texts["kiosk.ticket.reprint"]
            elder: root.elder
            onClicked: root.papers.reprint()
        }
        AgainButton {
            visible: root.reads
            texts: root.texts
            aloud: root.aloud
        }
        HelpButton {
            visible: !root.reads && root.card.proof === ""
            texts: root.texts
            elder: root.elder
            help: root.help
        }
    }
    Words {
        visible: !root.reads
        x: root.papers.mayReprint ? 550 : Theme.kioskMargin
        y: root.footY
        width: root.papers.mayReprint ? 470 : 960
        height: 132
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.Wrap
        text: root.card.proof
        color: Theme.muted
        font.pixelSize: root.elder ? Theme.kioskElderLeast : Theme.kioskLeast
    }
}
