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
    Rectangle {
        id: plate
        visible: root.card.qr !== ""
        x: Theme.kioskMargin
        anchors { top: number.bottom; topMargin: 24 }
        width: root.low ? 240 : 350; height: width; radius: Theme.radius
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
        visible: !root.low
        x: Theme.kioskMargin
        y: root.actionY - 40 - height - 6
        text: root.texts["kiosk.unprinted.left"].replace("{seconds}", root.linger.left)
        color: Theme.muted
        font.pixelSize: root.elder ? Theme.kioskElderLeast : Theme.kioskLeast
    }
    Words {
        visible: root.papers.staffTold && !root.low
        x: Theme.kioskMargin
        y: root.actionY - 40 - height - 6
        width: 960
        horizontalAlignment: Text.AlignRight
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
        count: root.low ? root.linger.left : 0
        onClicked: root.done()
    }
}
