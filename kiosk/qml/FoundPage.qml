import QtQuick
import Fairhall.Ui

// A ticket that was looked for: where it is stands on the sign, what to do now below it.
Page {
    id: root
    required property QtObject card
    required property QtObject help
    required property QtObject papers
    required property QtObject advice
    readonly property bool waits: card.status === "waiting"
    readonly property real free: (paper.visible ? paper.y : actionY) - 24
    signal done
    signal back

    NumberCard {
        id: number
        x: Theme.kioskMargin
        y: Theme.kioskInset
        visible: !root.elder
        most: root.low && root.card.note !== "" ? 176 : 220
        card: root.card
        texts: root.texts
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
        visible: root.elder && root.waits
        anchors.top: large.bottom
        height: root.free - large.y - large.height
        low: root.low
        card: root.card
    }
    Facts {
        id: facts
        visible: !root.elder
        anchors { top: number.bottom; topMargin: count === 0 ? 0 : root.low ? 24 : 36 }
        terse: root.low
        model: root.card.facts
    }
    Scan {
        id: scan
        readonly property real room: root.free - facts.y - facts.height - 24
        visible: !root.elder && root.waits && code !== "" && room >= 160
        x: Theme.kioskMargin
        y: root.free - height
        height: Math.min(220, room)
        elder: false
        code: root.card.qr
        title: root.card.phone
        line: root.card.phoneLine
    }
    Hints {
        visible: !scan.visible && !(root.elder && root.waits)
        y: 24 + (root.elder ? large.y + large.height : facts.y + facts.height)
        elder: root.elder
        low: root.low
        room: root.free - y
        beside: root.low && root.waits
        model: root.advice.model
    }
    Words {
        id: paper
        visible: root.card.paperLine !== ""
        x: Theme.kioskMargin
        y: root.actionY - height - 20
        width: 960
        horizontalAlignment: Text.AlignHCenter
        text: root.card.paperLine
        strong: true
        font.pixelSize: root.elder ? Theme.kioskElderBody : Theme.kioskBody
    }
    Button {
        objectName: "done"
        x: Theme.kioskMargin
        y: root.actionY
        width: 960
        text: root.texts["kiosk.found.done"]
        onClicked: root.done()
    }
    FootRow {
        BackButton {
            texts: root.texts
            elder: root.elder
            onClicked: root.back()
        }
        FootButton {
            objectName: "reprint"
            visible: root.papers.mayReprintFound
            icon: "M7 8V3.5h10V8M7 17H4.5V8.5h15V17H17M7 13.5h10v7H7z"
            text: root.texts["kiosk.found.reprint"]
            elder: root.elder
            onClicked: root.papers.reprintFound()
        }
        HelpButton {
            texts: root.texts
            elder: root.elder
            help: root.help
        }
    }
}
