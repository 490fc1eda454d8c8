pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// The ticket is out, or on its way.
Item {
    id: root
    required property QtObject card
    required property var texts
    required property bool elder
    required property QtObject linger
    required property bool mayReprint
    signal done
    signal reprint
    anchors.fill: parent

    NumberCard {
        id: number
        x: Theme.kioskMargin
        y: Theme.kioskReach
        height: root.card.note === "" ? 412 : 476
        card: root.card
        texts: root.texts
    }
    Row {
        id: facts
        x: Theme.kioskMargin
        anchors { top: number.bottom; topMargin: 36 }
        height: repeater.count ? 124 : 0
        Repeater {
            id: repeater
            model: root.card.facts
            Item {
                id: fact
                required property string caption
                required property string value
                width: 960 / Math.max(2, repeater.count)
                height: parent.height
                Rectangle {
                    width: 4
                    height: parent.height
                    color: Theme.pine
                }
                Words {
                    x: 30
                    text: fact.caption
                    color: Theme.muted
                    font.pixelSize: root.elder ? Theme.kioskElderLeast : 32
                }
                Words {
                    x: 30; y: 46
                    width: parent.width - 44
                    text: fact.value
                    strong: true
                    font.pixelSize: root.elder ? 60 : 52
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: 34
                    elide: Text.ElideRight
                }
            }
        }
    }
    Rectangle {
        visible: root.card.qr !== ""
        x: Theme.kioskMargin
        anchors { top: facts.bottom; topMargin: 32 }
        width: 960
        height: Math.min(240, 1532 - facts.y - facts.height - 32)
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
        y: 1556
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
    }
    Words {
        x: root.mayReprint ? 550 : Theme.kioskMargin
        y: 1736
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
