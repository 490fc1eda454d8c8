import QtQuick
import Fairhall.Ui

// Which kind of ticket: the last touch before the draw.
Page {
    id: root
    required property QtObject reading
    required property QtObject help
    required property string way
    required property bool booked
    required property bool guided
    required property string warning
    signal chosen(string kind)
    signal opened(string page)
    signal back
    readonly property bool apart: elder && !low // the foot row is back and help alone
    readonly property real room: footY - 28 - (more.visible ? more.height + 24 : 0) - Theme.kioskInset - below.height - 24 - (banner.visible ? banner.height + 24 : 0)
    readonly property int cards: booked ? 3 : 2
    readonly property real free: room - (cards - 1) * 24
    readonly property bool tight: free / cards < (elder ? 240 : 200)
    readonly property bool roomy: !elder && !booked && free / cards > 280
    readonly property real most: Math.max(normal.needs, priority.needs, booked ? appointment.needs : 0)
    readonly property bool level: cards * (most + (elder ? 40 : 12)) <= free
    readonly property real needs: level ? cards * most : normal.needs + priority.needs + (booked ? appointment.needs : 0)
    readonly property real spare: Math.min(booked ? 112 : 180, (free - needs) / cards)

    Column {
        x: Theme.kioskMargin
        y: Theme.kioskInset
        spacing: 24
        Rectangle {
            id: banner
            visible: root.warning !== ""
            width: 960
            height: words.height + 48
            radius: Theme.radius
            color: Theme.now
            Words {
                id: alert
                x: 36
                anchors.baseline: words.baseline
                text: "▲"
                strong: true
                font.pixelSize: words.big
            }
            FitWords {
                id: words
                x: alert.x + alert.width + 16
                anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
                width: 924 - x
                said: root.warning
                strong: true
                big: root.elder ? Theme.kioskElderBody : 38
                least: root.elder ? Theme.kioskElderLeast : 34
            }
        }
        KindCard {
            id: normal
            objectName: "kind-normal"
            icon: "M12 3.5a4 4 0 1 0 0 8a4 4 0 1 0 0-8M4.5 20.5c0-9 15-9 15 0"
            title: root.texts["kiosk.kind.normal"]
            line: root.texts["kiosk.kind.normal-line-" + root.way]
            elder: root.elder
            tight: root.tight
            roomy: root.roomy
            least: root.level ? root.most : 0
            spare: root.spare
            onClicked: root.chosen("normal")
        }
        KindCard {
            id: priority
            objectName: "kind-priority"
            icon: "M12 20.5C5 15 3 12 3 8.8C3 3.5 9.5 2.5 12 7C14.5 2.5 21 3.5 21 8.8C21 12 19 15 12 20.5Z"
            title: root.texts["kiosk.kind.priority"]
            line: root.texts["kiosk.kind.priority-line"]
            elder: root.elder
            tight: root.tight
            roomy: root.roomy
            least: root.level ? root.most : 0
            spare: root.spare
            onClicked: root.chosen("priority")
        }
        KindCard {
            id: appointment
            visible: root.booked
            objectName: "kind-booked"
            icon: "M4 5.5h16v15H4zM8 3v5M16 3v5M8 14l3 3l5-5.5"
            title: root.texts["kiosk.check-in.title"]
            line: root.texts["kiosk.kind.booked-line"]
            elder: root.elder
            tight: root.tight
            roomy: root.roomy
            least: root.level ? root.most : 0
            spare: root.spare
            onClicked: root.opened("check-in")
        }
        Column {
            id: below
            topPadding: 8
            spacing: 16
            Row {
                visible: !root.elder || !(root.booked || (root.low && banner.visible))
                spacing: 28
                Mark {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: root.way === "draw" || root.way === "later"
                    height: 54
                    stick: Theme.pine
                }
                Prose {
                    width: 960 - x
                    said: root.texts["kiosk.kind.fair-" + root.way]
                    size: root.elder ? Theme.kioskElderNote : 34
                }
            }
            Row {
                visible: asked.text !== ""
                spacing: 28
                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    width: 64
                    color: Theme.pine
                    path: root.reading.kind === "id-card" ? "M2.5 5h19v14h-19zM8.3 8a1.9 1.9 0 1 0 0 3.8a1.9 1.9 0 1 0 0-3.8M5.3 16.2c0-4.4 6-4.4 6 0M14.5 10h4M14.5 14h4" : "M3.5 8V4h4.5M16 4h4.5v4M20.5 16v4H16M8 20H3.5v-4M6.5 12h11"
                }
                Words {
                    id: asked
                    objectName: "reading"
                    anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
                    width: Math.min(implicitWidth, 960 - x)
                    text: root.reading.line
                    font.pixelSize: root.elder ? Theme.kioskElderNote : 34
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: root.elder ? Theme.kioskElderLeast : Theme.kioskLeast
                }
            }
        }
    }
    Button {
        id: more
        visible: root.guided && root.apart
        objectName: "guide"
        x: Theme.kioskMargin
        y: root.footY - 28 - height
        width: 960
        height: 120
        plain: true
        text: root.texts["kiosk.foot.guide"]
        onClicked: root.opened("guide")
    }
    FootRow {
        BackButton {
            texts: root.texts
            elder: root.elder
            onClicked: root.back()
        }
        FootButton {
            visible: root.guided && !root.apart
            objectName: "guide"
            icon: "M5 3.5h10l4 4v13H5zM9 11h6M9 15h6"
            text: root.texts["kiosk.foot.guide"]
            elder: root.elder
            onClicked: root.opened("guide")
        }
        HelpButton {
            texts: root.texts
            elder: root.elder
            help: root.help
        }
    }
}
