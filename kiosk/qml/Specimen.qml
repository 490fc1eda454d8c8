pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// What to look for, drawn, and marked in yellow where to look: the `ticket`'s number (and its code, if `scanned`), the
// number on an ID `card` (the whole card, if that is `laid` down), or the code on a `phone`. Of a ticket so much is `seen`.
Item {
    id: root
    required property string what
    property bool scanned: false
    property bool laid: false
    property real seen: height
    width: what === "card" ? 420 : what === "phone" ? 230 : 300
    height: what === "card" ? 265 : what === "phone" ? 330 : 460

    component Stripe: Rectangle {
        height: 12
        radius: 4
        color: Theme.line
    }
    component Ring: Rectangle {
        anchors { fill: parent; margins: -14 }
        radius: 12
        color: "transparent"
        border { width: 9; color: Theme.now }
    }
    component Code: Item {
        id: code
        width: 105
        height: width
        readonly property real dot: width / 15
        Repeater {
            model: [[0, 0], [10, 0], [0, 10]]
            Rectangle {
                required property var modelData
                x: modelData[0] * code.dot
                y: modelData[1] * code.dot
                width: 5 * code.dot; height: width
                color: "transparent"
                border { width: code.dot; color: Theme.ink }
                Rectangle {
                    anchors { fill: parent; margins: 2 * code.dot }
                    color: Theme.ink
                }
            }
        }
        Repeater {
            model: ["6.0", "8.1", "7.2", "6.4", "8.4", "0.6", "2.7", "4.6", "6.6", "7.7", "9.6", "12.6", "14.7", "11.8", "8.9", "6.10", "7.12", "9.11", "8.14", "11.11", "13.10", "12.13", "14.12", "10.14", "14.14"]
            Rectangle {
                required property string modelData
                x: Number(modelData.split(".")[0]) * code.dot
                y: Number(modelData.split(".")[1]) * code.dot
                width: code.dot; height: width
                color: Theme.ink
            }
        }
    }

    Rectangle {
        visible: root.what === "ticket"
        anchors.fill: parent
        color: Theme.white
        Stripe { x: 75; y: 22; width: 150; color: Theme.muted }
        Rectangle {
            x: 24; y: 62
            width: 252; height: 100
            color: Theme.ink
            Ring {}
            Signs {
                anchors { horizontalCenter: parent.horizontalCenter; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
                text: "D047"
                color: Theme.now
                font.pixelSize: 88
            }
        }
        Stripe { x: 90; y: 206; width: 120; height: 34; color: Theme.muted }
        Repeater {
            model: [96, 128, 72]
            Item {
                required property int index
                required property int modelData
                y: 262 + 26 * index
                Stripe { x: 24; width: 70 }
                Stripe { x: 276 - width; width: parent.modelData; color: Theme.muted }
            }
        }
        Code {
            objectName: "specimen-code"
            visible: root.seen >= y + height
            x: 24; y: 345
            width: 90
            Ring { visible: root.scanned }
        }
        Mark {
            visible: root.seen >= y + height
            x: 160; y: 350
            height: 80
            stick: Theme.muted
        }
    }
    Rectangle {
        visible: root.what === "card"
        anchors.fill: parent
        radius: 20
        color: Theme.white
        border { width: 2; color: Theme.edge }
        Ring { visible: root.laid; radius: 30 }
        Repeater {
            model: [110, 170, 190, 220, 150]
            Stripe {
                required property int index
                required property int modelData
                x: 32; y: 36 + 28 * index
                width: modelData
            }
        }
        Rectangle {
            x: 284; y: 30
            width: 104; height: 132; radius: 8
            color: Theme.mist
            Icon {
                anchors.centerIn: parent
                width: 96
                path: "M12 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8M4.5 21c0-9 15-9 15 0"
                color: Theme.pine
            }
        }
        Item {
            x: 51; y: 202
            width: 318; height: 26
            Ring { visible: !root.laid }
            Repeater {
                model: 18
                Rectangle {
                    required property int index
                    x: 18 * index
                    width: 12; height: 26; radius: 3
                    color: Theme.ink
                }
            }
        }
    }
    Rectangle {
        visible: root.what === "phone"
        anchors.fill: parent
        radius: 30
        color: Theme.ink
        Rectangle {
            anchors { fill: parent; margins: 12 }
            radius: 20
            color: Theme.white
            Stripe { x: 48; y: 26; width: 110; color: Theme.muted }
            Code {
                x: 38; y: 76
                width: 130
                Ring {}
            }
            Stripe { x: 28; y: 246; width: 150 }
            Stripe { x: 28; y: 270; width: 100 }
        }
    }
}
