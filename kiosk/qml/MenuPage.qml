pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// Tiles in one or two columns between what filters them and what stands below: search, more, help; then the foot row.
Page {
    id: root
    required property QtObject menu
    required property QtObject desk
    required property QtObject help
    required property QtObject aloud
    property bool home: false
    onLowChanged: menu.lay(low)
    Component.onCompleted: menu.lay(low)
    signal chosen(string key)
    signal opened(string page)
    signal audienceWanted(string who)
    signal back
    readonly property bool beside: home && elder && low
    readonly property real space: root.elder ? 20 : 16
    readonly property real upper: Theme.kioskInset + (audiences.visible ? audiences.height + 24 : 0)
    readonly property real room: bars.y - upper - (bars.height > 0 ? 24 : 0)
    readonly property real most: home && !elder ? 440 : 300
    readonly property bool says: notice.text !== "" && (room - notice.height - 24 - (menu.rows - 1) * space) / menu.rows > (elder ? 170 : 140)
    readonly property real tall: Math.min(most, (room - (says ? notice.height + 24 : 0) - (menu.rows - 1) * space) / menu.rows)

    Row {
        id: audiences
        visible: !root.home && root.desk.twoAudiences
        x: Theme.kioskMargin
        y: Theme.kioskInset
        spacing: 20
        Repeater {
            model: ["", "person", "enterprise"]
            Choice {
                required property string modelData
                objectName: "audience-" + (modelData || "all")
                width: modelData ? 360 : 200
                height: root.elder ? 112 : 88
                elder: root.elder
                on: root.desk.audience === modelData
                text: root.texts["kiosk.services." + (modelData || "all")]
                onClicked: root.audienceWanted(modelData)
            }
        }
    }
    Grid {
        x: Theme.kioskMargin
        y: root.upper
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
    Prose {
        id: notice
        visible: root.says
        x: Theme.kioskMargin
        y: bars.y - height - 24
        width: 960
        said: root.home ? root.desk.notice : ""
        color: Theme.muted
        horizontalAlignment: Text.AlignHCenter
        size: root.elder ? Theme.kioskElderNote : Theme.kioskLeast
        maximumLineCount: 3
        elide: Text.ElideRight
    }
    Column {
        id: bars
        x: Theme.kioskMargin
        y: root.footY - 28 - height
        spacing: 16
        Button {
            visible: root.menu.pages > 1 && !root.beside
            objectName: "more"
            width: 960
            height: 112
            plain: root.home && root.elder
            text: root.menu.turnText
            note: root.menu.pageText
            onClicked: root.menu.next()
        }
        Row {
            visible: root.home && !root.elder
            spacing: 20
            Bar {
                objectName: "search"
                width: root.desk.lost ? 960 : 610
                icon: "M10.5 3.5a7 7 0 1 0 0 14a7 7 0 1 0 0-14M16 16l5 5"
                text: root.texts["kiosk.home.search"]
                note: root.desk.offer
                onClicked: root.opened("search")
            }
            Bar {
                objectName: "number"
                visible: !root.desk.lost
                width: 330
                icon: "M4 6h16v4a2 2 0 0 0 0 4v4H4v-4a2 2 0 0 0 0-4zM14 6v2.5M14 10.8v2.4M14 15.5v2.5"
                text: root.texts["kiosk.foot.number"]
                onClicked: root.opened("number")
            }
        }
        Row {
            visible: root.home && root.elder
            spacing: 20
            Button {
                visible: root.beside && root.menu.pages > 1
                objectName: "more"
                width: 330
                height: 120
                plain: true
                text: root.menu.turnText
                onClicked: root.menu.next()
            }
            Button {
                objectName: "help"
                width: root.beside && root.menu.pages > 1 ? 610 : 960
                height: 120
                icon: "M12 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8M4.5 21c0-9 15-9 15 0"
                text: root.texts["kiosk.foot.help-elder"]
                onClicked: root.help.call()
            }
        }
    }
    FootRow {
        ElderButton {
            visible: root.home
            texts: root.texts
            elder: root.elder
            onClicked: root.desk.toggleElder()
        }
        FootButton {
            visible: root.home && root.elder && !root.desk.lost
            objectName: "number-elder"
            icon: "M4 6h16v4a2 2 0 0 0 0 4v4H4v-4a2 2 0 0 0 0-4zM14 6v2.5M14 10.8v2.4M14 15.5v2.5"
            text: root.texts["kiosk.foot.number"]
            elder: true
            onClicked: root.opened("number")
        }
        AgainButton {
            visible: root.home && root.desk.reads
            texts: root.texts
            aloud: root.aloud
        }
        FootButton {
            visible: root.home && root.desk.booked && !root.elder
            objectName: "check-in"
            icon: "M4 5.5h16v15H4zM8 3v5M16 3v5M8 14l3 3l5-5.5"
            text: root.texts["kiosk.foot.check-in"]
            onClicked: root.opened("check-in")
        }
        LanguageButton {
            visible: root.home
            texts: root.texts
            elder: root.elder
            onClicked: root.desk.toggleLanguage()
        }
        BackButton {
            visible: !root.home
            texts: root.texts
            elder: root.elder
            onClicked: root.back()
        }
        HelpButton {
            visible: !root.home || !root.elder
            texts: root.texts
            elder: root.elder
            help: root.help
        }
    }
}
