import QtQuick
import Fairhall.Ui

// The ticket is out, or on its way.
Page {
    id: root
    required property QtObject card
    required property QtObject linger
    required property bool mayReprint
    required property QtObject desk
    signal done
    signal reprint

    NumberCard {
        id: number
        x: Theme.kioskMargin
        y: Theme.kioskInset
        height: (root.low ? -76 : 0) + (root.card.note === "" ? 412 : 476)
        brief: root.low
        card: root.card
        texts: root.texts
    }
    Facts {
        id: facts
        anchors { top: number.bottom; topMargin: 36 }
        elder: root.elder
        model: root.card.facts
    }
    Rectangle {
        visible: root.card.qr !== "" && height > 100
        x: Theme.kioskMargin
        anchors { top: facts.bottom; topMargin: 32 }
        width: 960
        height: Math.min(240, root.actionY - 24 - facts.y - facts.height - 32)
        radius: Theme.radius
        color: Theme.white
        Image {
            id: code
            objectName: "qr"
            x: 8; y: 8
            width: parent.height - 16
            height: width
            source: root.card.qr
            smooth: false
        }
        Column {
            anchors { left: code.right; leftMargin: 24; right: parent.right; rightMargin: 24; verticalCenter: parent.verticalCenter }
            spacing: 8
            Words {
                text: root.texts["kiosk.ticket.phone"]
                strong: true
                font.pixelSize: 40
            }
            Words {
                width: parent.width
                text: root.texts["kiosk.ticket.phone-line"]
                color: Theme.muted
                font.pixelSize: root.elder ? Theme.kioskElderLeast : Theme.kioskLeast
                wrapMode: Text.Wrap
            }
        }
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
        FootButton {
            objectName: "reprint"
            visible: root.mayReprint
            icon: "M7 8V3.5h10V8M7 17H4.5V8.5h15V17H17M7 13.5h10v7H7z"
            text: root.texts["kiosk.ticket.reprint"]
            elder: root.elder
            onClicked: root.reprint()
        }
        AgainButton {
            visible: root.desk.reads
            texts: root.texts
            desk: root.desk
        }
    }
    Words {
        visible: !root.desk.reads
        x: root.mayReprint ? 550 : Theme.kioskMargin
        y: root.footY
        width: root.mayReprint ? 470 : 960
        height: 132
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.Wrap
        text: root.card.proof
        color: Theme.muted
        font.pixelSize: root.elder ? Theme.kioskElderLeast : Theme.kioskLeast
    }
}
