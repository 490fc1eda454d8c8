pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// Find a service by the letters of its name.
Page {
    id: root
    required property QtObject search
    required property QtObject help
    required property QtObject advice
    signal chosen(string key)
    signal back
    readonly property real room: low_row.y - 20 - list.y
    readonly property int rows: Math.floor(room / (low ? 100 : 112))
    readonly property real rowHeight: room / rows - 12
    readonly property real shrunk: {
        let least = 1;
        for (let n = 0; n < hits.count; n += 1)
            least = Math.min(least, hits.itemAt(n)?.fits ?? 1);
        return Math.max(0.75, least);
    }
    onRowsChanged: search.resize(rows)
    Component.onCompleted: search.resize(rows)

    Field {
        x: Theme.kioskMargin
        y: Theme.kioskInset
        icon: "M10.5 3.5a7 7 0 1 0 0 14a7 7 0 1 0 0-14M16 16l5 5"
        text: root.search.typed.text
        hint: root.texts["kiosk.search.hint"]
        note: root.search.countText
    }
    Column {
        id: list
        x: Theme.kioskMargin
        y: Theme.kioskInset + 116 + 16
        spacing: 12
        Repeater {
            id: hits
            model: root.search.model
            HitRow {
                height: root.rowHeight
                shrunk: root.shrunk
                onClicked: root.chosen(key)
            }
        }
    }
    Hints {
        visible: root.search.nothing
        y: list.y + 16
        elder: false
        low: root.low
        room: low_row.y - 24 - y
        model: root.advice.model
    }
    Row {
        id: low_row
        x: Theme.kioskMargin
        y: keys.y - height - 20
        height: 96
        spacing: 20
        readonly property int shown: visibleChildren.length
        width: 960
        BackButton {
            texts: root.texts
            elder: root.elder
            onClicked: root.back()
        }
        FootButton {
            visible: root.search.pages > 1
            objectName: "more"
            icon: "M6 9l6 6l6-6"
            text: `${root.search.turnText} ${root.search.pageText}`
            onClicked: root.search.next()
        }
        HelpButton {
            texts: root.texts
            elder: root.elder
            help: root.help
        }
    }
    Keyboard {
        id: keys
        y: parent.height - height
        lower: root.low ? 24 : 45
        texts: root.texts
        onPressed: key => root.search.typed.press(key)
        onErased: root.search.typed.erase()
        onCleared: root.search.typed.clear()
    }
}
