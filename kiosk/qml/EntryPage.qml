import QtQuick
import Fairhall.Ui

// A number or an ID, typed or read: to see where a number stands, or to check in. On a wide screen, which is low, the
// filled button stands between back and help.
Page {
    id: root
    required property QtObject entry
    required property QtObject reading
    required property QtObject help
    required property string letters
    required property bool booking
    signal back

    // In rows of at most eight, as long as each other.
    function lettered() {
        const each = Math.ceil(letters.length / Math.ceil(letters.length / 8))
        return letters.match(new RegExp(`.{1,${each || 1}}`, "g")) ?? []
    }
    Field {
        id: field
        x: Theme.kioskMargin
        y: Theme.kioskInset
        icon: root.booking ? "M4 5.5h16v15H4zM8 3v5M16 3v5M8 14l3 3l5-5.5" : "M4 6h16v4a2 2 0 0 0 0 4v4H4v-4a2 2 0 0 0 0-4zM14 6v2.5M14 10.8v2.4M14 15.5v2.5"
        text: root.entry.shown
        hint: root.texts[root.booking ? "kiosk.check-in.hint" : "kiosk.number.hint"]
        note: ""
        elder: root.elder
    }
    Whereabouts {
        x: Theme.kioskMargin
        y: field.y + field.height + 24
        width: 960
        height: (root.low ? back.y : submit.y) - y - 24
        texts: root.texts
        reading: root.reading
        booking: root.booking
        elder: root.elder
    }
    Button {
        id: submit
        objectName: "submit"
        x: root.low ? back.x + back.width + 20 : Theme.kioskMargin
        y: root.low ? back.y : back.y - height - 20
        width: root.low ? 360 : 960
        height: root.low ? back.height : 152
        ready: root.entry.ready
        text: root.texts[root.booking ? "kiosk.check-in.submit" : "kiosk.number.submit"]
        onClicked: root.entry.submit()
    }
    BackButton {
        id: back
        x: Theme.kioskMargin
        y: keys.y - height - 20
        width: root.low ? 280 : 470
        height: root.low ? 120 : root.elder ? 112 : 96
        texts: root.texts
        elder: root.elder
        onClicked: root.back()
    }
    HelpButton {
        x: 1020 - width
        y: back.y
        width: back.width
        height: back.height
        texts: root.texts
        elder: root.elder
        help: root.help
    }
    Keyboard {
        id: keys
        y: parent.height - height
        texts: root.texts
        widest: root.elder ? 140 : 120
        keyHeight: Math.min(root.low ? (root.elder ? 124 : 112) : 132, (root.height - (root.low ? 450 : 620)) / rows.length - 14)
        rows: root.booking ? ["123456", "7890X"] : [...root.lettered(), "12345", "67890"]
        onPressed: key => root.entry.typed.press(key)
        onErased: root.entry.typed.erase()
        onCleared: root.entry.typed.clear()
    }
}
