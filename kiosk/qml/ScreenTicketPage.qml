import QtQuick
import Fairhall.Ui

// No paper: this page is all there is, so it stays longer and the code is large.
Page {
    id: root
    required property QtObject card
    required property QtObject linger
    required property bool mayReprint
    required property QtObject desk
    required property bool staffTold
    signal done
    signal reprint

    NumberCard {
        id: number
        x: Theme.kioskMargin
        y: Theme.kioskInset
        height: root.card.note === "" ? 330 : 394
        brief: true
        card: root.card
        texts: root.texts
    }
    Rectangle {
        id: plate
        visible: root.card.qr !== ""
        x: Theme.kioskMargin
        anchors { top: number.bottom; topMargin: 24 }
        width: root.low ? 226 : 350; height: width; radius: Theme.radius
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
        spacing: root.low ? 2 : 12
        Words {
            visible: plate.visible
            text: root.texts["kiosk.unprinted.scan"]
            strong: true
            font.pixelSize: root.low ? 40 : 46
        }
        Words {
            visible: plate.visible
            width: parent.width
            text: root.texts["kiosk.unprinted.scan-line"]
            color: Theme.muted
            font.pixelSize: root.low ? 30 : 34
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
            font.pixelSize: root.low ? 40 : 46
        }
        Words {
            width: parent.width
            text: root.texts["kiosk.unprinted.keep-line"]
            color: Theme.muted
            font.pixelSize: root.low ? 30 : 34
            wrapMode: Text.Wrap
        }
    }
    Words {
        visible: root.staffTold && !root.low
        x: Theme.kioskMargin
        y: root.actionY - 92
        width: 960
        horizontalAlignment: Text.AlignRight
        text: root.texts["kiosk.unprinted.told"]
        color: Theme.muted
        font.pixelSize: root.elder ? Theme.kioskElderLeast : Theme.kioskLeast
    }
    FootRow {
        FootButton {
            objectName: "reprint"
            visible: root.mayReprint
            icon: "M7 8V3.5h10V8M7 17H4.5V8.5h15V17H17M7 13.5h10v7H7z"
            text: root.texts["kiosk.unprinted.reprint"]
            elder: root.elder
            onClicked: root.reprint()
        }
        AgainButton {
            visible: root.desk.reads
            texts: root.texts
            desk: root.desk
        }
    }
    Progress {
        visible: !root.low
        x: Theme.kioskMargin
        y: root.actionY - 40
        width: 960
        part: root.linger.part
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
