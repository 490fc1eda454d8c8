import QtQuick
import Fairhall.Ui

// No paper: this page is all there is, so it stays longer and the code is large.
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
        x: Theme.kioskMargin
        y: Theme.kioskInset
        brief: true
        card: root.card
        texts: root.texts
    }
    Facts {
        id: facts
        visible: !root.low
        anchors { top: number.bottom; topMargin: 24 }
        elder: root.elder
        model: root.card.facts
    }
    Rectangle {
        id: plate
        visible: root.card.qr !== ""
        x: Theme.kioskMargin
        anchors { top: facts.visible && facts.height > 0 ? facts.bottom : number.bottom; topMargin: 24 }
        width: 240; height: width; radius: Theme.radius
        color: Theme.white
        Image {
            objectName: "qr"
            anchors { fill: parent; margins: 6 }
            source: root.card.qr
            smooth: false
        }
    }
    Column {
        x: plate.visible ? plate.x + plate.width + 54 : Theme.kioskMargin
        width: 1020 - x
        anchors.verticalCenter: plate.verticalCenter
        spacing: 6
        Words {
            visible: plate.visible
            text: root.texts["kiosk.unprinted.scan"]
            strong: true
            font.pixelSize: 40
        }
        Words {
            visible: plate.visible
            width: parent.width
            text: root.card.scanLine
            color: Theme.muted
            font.pixelSize: root.elder ? Theme.kioskElderLeast : Theme.kioskLeast
            wrapMode: Text.Wrap
        }
        Rectangle {
            visible: plate.visible
            width: parent.width; height: 2
            color: Theme.line
        }
        Words {
            text: root.texts["kiosk.unprinted.keep"]
            strong: true
            font.pixelSize: 40
        }
        Words {
            width: parent.width
            text: root.texts["kiosk.unprinted.keep-line"]
            color: Theme.muted
            font.pixelSize: root.elder ? Theme.kioskElderLeast : Theme.kioskLeast
            wrapMode: Text.Wrap
        }
    }
    Words {
        visible: root.papers.staffTold && !root.low
        x: Theme.kioskMargin
        y: root.actionY - 24 - height
        text: root.texts["kiosk.unprinted.told"]
        color: Theme.muted
        font.pixelSize: root.elder ? Theme.kioskElderLeast : Theme.kioskLeast
    }
    FootRow {
        FootButton {
            objectName: "reprint"
            visible: root.papers.mayReprint
            icon: "M7 8V3.5h10V8M7 17H4.5V8.5h15V17H17M7 13.5h10v7H7z"
            text: root.texts["kiosk.unprinted.reprint"]
            elder: root.elder
            onClicked: root.papers.reprint()
        }
        AgainButton {
            visible: root.reads
            texts: root.texts
            aloud: root.aloud
        }
        HelpButton {
            texts: root.texts
            elder: root.elder
            help: root.help
        }
    }
    Button {
        objectName: "done"
        x: Theme.kioskMargin
        y: root.actionY
        width: 960
        text: root.texts["kiosk.unprinted.done"]
        count: root.linger.left
        onClicked: root.done()
    }
}
