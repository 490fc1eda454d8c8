import QtQuick
import Fairhall.Ui

// A ticket that was looked for: what it is waiting for stands on the sign.
Page {
    id: root
    required property QtObject card
    required property QtObject help
    required property QtObject papers
    signal done
    signal back

    NumberCard {
        id: number
        x: Theme.kioskMargin
        y: Theme.kioskInset
        visible: !root.elder
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
        visible: root.elder
        anchors.top: large.bottom
        height: root.actionY - large.y - large.height - (paper.visible ? paper.height : 0)
        low: root.low
        card: root.card
    }
    Facts {
        visible: !root.elder
        anchors { top: number.bottom; topMargin: 36 }
        terse: root.low
        model: root.card.facts
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
