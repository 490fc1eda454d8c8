pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// Tiles in one or two columns; a pager where they do not fit; the foot row.
Item {
    id: root
    required property QtObject menu
    required property var texts
    required property bool elder
    property bool home: false
    property string notice: ""
    signal chosen(string key)
    signal back
    signal elderWanted
    signal languageWanted
    readonly property real space: root.elder ? 20 : 16
    readonly property real room: menu.pages > 1 ? 830 : 1000
    readonly property real tall: Math.min(240, (room - (menu.rows - 1) * space) / menu.rows)
    anchors.fill: parent

    Grid {
        x: Theme.kioskMargin
        y: Theme.kioskReach
        columns: root.menu.columns
        columnSpacing: 20
        rowSpacing: root.space
        Repeater {
            model: root.menu.model
            Tile {
                width: (960 - (root.menu.columns - 1) * 20) / root.menu.columns
                height: root.tall
                elder: root.elder
                onClicked: root.chosen(key)
            }
        }
    }
    Words {
        visible: root.notice !== "" && root.menu.pages === 1
        x: Theme.kioskMargin
        y: 1690 - height
        width: 960
        text: root.notice
        color: Theme.muted
        horizontalAlignment: Text.AlignHCenter
        font.pixelSize: root.elder ? Theme.kioskElderLeast : Theme.kioskLeast
        wrapMode: Text.Wrap
        maximumLineCount: 3
        elide: Text.ElideRight
    }
    Button {
        visible: root.menu.pages > 1
        objectName: "more"
        x: Theme.kioskMargin
        y: 1556
        width: 960
        height: 132
        text: root.texts["kiosk.foot.more"]
        note: root.menu.pageText
        onClicked: root.menu.next()
    }
    FootRow {
        FootButton {
            visible: root.home
            objectName: "elder"
            icon: "M3 19L9 5l6 14M5.2 14h7.6M18 8v7M14.5 11.5h7"
            text: root.texts[root.elder ? "kiosk.foot.normal" : "kiosk.foot.elder"]
            elder: root.elder
            onClicked: root.elderWanted()
        }
        FootButton {
            visible: root.home
            objectName: "language"
            icon: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18"
            text: root.texts["kiosk.foot.language"]
            elder: root.elder
            onClicked: root.languageWanted()
        }
        FootButton {
            visible: !root.home
            objectName: "back"
            icon: "M15 5l-7 7l7 7"
            text: root.texts["kiosk.foot.back"]
            elder: root.elder
            onClicked: root.back()
        }
    }
}
