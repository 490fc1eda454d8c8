import QtQuick
import Fairhall.Ui

// No paper: this page is all there is, so it stays longer and the code is large (a wide screen has it on the sign).
Page {
    id: root
    required property QtObject card
    required property QtObject linger
    required property QtObject papers
    required property QtObject aloud
    required property QtObject help
    required property bool reads
    signal done

    NumberCardElder {
        id: large
        visible: root.elder
        x: Theme.kioskMargin
        y: Theme.kioskInset
        low: true // the code takes as much
        card: root.card
        texts: root.texts
    }
    Item {
        visible: root.elder
        x: Theme.kioskMargin
        y: large.y + large.height + 16
        width: 960
        height: root.actionY - y - 16
        Rectangle {
            id: code
            visible: root.card.qr !== "" && !root.low
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            width: Math.min(parent.height, 360); height: width; radius: Theme.radius
            color: Theme.white
            Image {
                objectName: "qr"
                anchors { fill: parent; margins: 4 }
                source: root.card.qr
                smooth: false
            }
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter
            width: code.visible ? code.x - 24 : parent.width
            spacing: 12
            FitWords {
                width: parent.width
                said: root.texts["kiosk.unprinted.keep-elder"]
                strong: true
                big: 56
                least: Theme.kioskElderBody
            }
            Prose {
                visible: text !== ""
                width: parent.width
                said: root.low ? root.card.brief : root.card.brief.replace(/( · |\. )(?=[^·.]*$)/, "\n")
                size: Theme.kioskElderBody
            }
            Words {
                visible: code.visible
                text: root.texts["kiosk.unprinted.scan"]
                color: Theme.muted
                font.pixelSize: Theme.kioskElderBody
            }
        }
    }
    NumberCard {
        id: number
        visible: !root.elder
        x: Theme.kioskMargin
        y: Theme.kioskInset
        brief: true
        card: root.card
        texts: root.texts
    }
    Words {
        id: facts
        visible: text !== "" && !root.elder
        x: Theme.kioskMargin
        anchors { top: number.bottom; topMargin: root.low ? 28 : latin ? 30 : 18 }
        width: 960
        text: root.card.brief
        strong: true
        font.pixelSize: Theme.kioskTile
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.kioskElderLeast
    }
    Rectangle {
        id: plate
        readonly property real over: facts.visible ? facts.y + facts.height : number.y + number.height
        visible: root.card.qr !== "" && !root.low && !root.elder // on a wide screen it stands on the sign
        x: Theme.kioskMargin
        y: over + (root.actionY - over - height) / 2
        width: 360; height: width; radius: Theme.radius
        color: Theme.white
        Image {
            objectName: "qr"
            anchors { fill: parent; margins: 4 }
            source: root.card.qr
            smooth: false
        }
    }
    Column {
        visible: !root.elder
        x: plate.visible ? plate.x + plate.width + 48 : Theme.kioskMargin
        y: plate.over + (root.actionY - plate.over - height) / 2
        width: 1020 - x
        spacing: 8
        Words {
            visible: plate.visible
            width: parent.width
            text: root.texts["kiosk.unprinted.scan"]
            strong: true
            font.pixelSize: 48
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.kioskBody
        }
        Prose {
            visible: plate.visible
            width: parent.width
            said: root.card.scanLine
            color: Theme.muted
            size: Theme.kioskFoot
        }
        Item { width: 1; height: 12; visible: plate.visible }
        Rectangle {
            width: parent.width; height: 2
            color: Theme.line
        }
        Item { width: 1; height: 12 }
        Words {
            width: parent.width
            text: root.texts["kiosk.unprinted.keep"]
            strong: true
            font.pixelSize: 48
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.kioskBody
        }
        Prose {
            width: parent.width
            said: root.texts["kiosk.unprinted.keep-line"]
            color: Theme.muted
            size: Theme.kioskFoot
        }
    }
    FootRow {
        layoutDirection: Qt.RightToLeft // what comes later leaves Help under the finger
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
            text: root.texts["kiosk.unprinted.reprint"]
            elder: root.elder
            onClicked: root.papers.reprint()
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
