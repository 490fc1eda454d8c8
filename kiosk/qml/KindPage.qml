import QtQuick
import Fairhall.Ui

// Which kind of ticket: the last touch before the draw.
Item {
    id: root
    required property var texts
    required property QtObject reading
    required property bool elder
    required property bool fair
    required property string warning
    signal chosen(string kind)
    signal back
    anchors.fill: parent

    Column {
        x: Theme.kioskMargin
        y: Theme.kioskReach
        spacing: 24
        Rectangle {
            visible: root.warning !== ""
            width: 960
            height: words.height + 48
            radius: Theme.radius
            color: Theme.now
            Words {
                id: words
                x: 36
                anchors.verticalCenter: parent.verticalCenter
                width: 888
                text: "▲ " + root.warning
                strong: true
                font.pixelSize: root.elder ? Theme.kioskElderLeast + 6 : 38
                wrapMode: Text.Wrap
            }
        }
        KindCard {
            objectName: "kind-normal"
            icon: "M12 3.5a4 4 0 1 0 0 8a4 4 0 1 0 0-8M4.5 20.5c0-9 15-9 15 0"
            title: root.texts["kiosk.kind.normal"]
            line: root.texts[root.fair ? "kiosk.kind.normal-line-draw" : "kiosk.kind.normal-line"]
            elder: root.elder
            onClicked: root.chosen("normal")
        }
        KindCard {
            objectName: "kind-priority"
            icon: "M12 20.5C5 15 3 12 3 8.8C3 3.5 9.5 2.5 12 7C14.5 2.5 21 3.5 21 8.8C21 12 19 15 12 20.5Z"
            title: root.texts["kiosk.kind.priority"]
            line: root.texts["kiosk.kind.priority-line"]
            elder: root.elder
            onClicked: root.chosen("priority")
        }
        Row {
            spacing: 28
            Mark {
                y: 14
                visible: root.fair
                height: 54
                stick: Theme.pine
            }
            Words {
                text: root.texts[root.fair ? "kiosk.kind.fair" : "kiosk.kind.fair-line"]
                font.pixelSize: root.elder ? Theme.kioskElderLeast + 6 : 34
            }
        }
        Words {
            objectName: "reading"
            visible: text !== ""
            text: root.reading.line
            font.pixelSize: root.elder ? Theme.kioskElderLeast + 6 : 34
        }
    }
    FootRow {
        FootButton {
            objectName: "back"
            icon: "M15 5l-7 7l7 7"
            text: root.texts["kiosk.foot.back"]
            elder: root.elder
            onClicked: root.back()
        }
    }
}
