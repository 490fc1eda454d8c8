import QtQuick
import Fairhall.Ui

// A number or an ID, typed or read: to see where a number stands, or to check in.
Page {
    id: root
    required property QtObject entry
    required property QtObject reading
    required property QtObject help
    required property string letters
    required property bool booking
    signal back

    Field {
        id: field
        x: Theme.kioskMargin
        y: Theme.kioskInset
        icon: root.booking ? "M4 5.5h16v15H4zM8 3v5M16 3v5M8 14l3 3l5-5.5" : "M4 6h16v4a2 2 0 0 0 0 4v4H4v-4a2 2 0 0 0 0-4zM14 6v2.5M14 10.8v2.4M14 15.5v2.5"
        text: root.entry.typed.text
        hint: root.texts[root.booking ? "kiosk.check-in.hint" : "kiosk.number.hint"]
        note: ""
    }
    Whereabouts {
        x: Theme.kioskMargin
        y: field.y + field.height + 24
        width: 960
        height: submit.y - y - 24
        texts: root.texts
        reading: root.reading
        booking: root.booking
        elder: root.elder
        low: root.low
    }
    Button {
        id: submit
        objectName: "submit"
        x: Theme.kioskMargin
        y: low.y - 152 - 20
        width: 960
        ready: root.entry.ready
        text: root.texts[root.booking ? "kiosk.check-in.submit" : "kiosk.number.submit"]
        onClicked: root.entry.submit()
    }
    Row {
        id: low
        readonly property int shown: 2
        x: Theme.kioskMargin
        y: keys.y - height - 20
        width: 960
        height: root.elder ? 112 : 96
        spacing: 20
        BackButton {
            texts: root.texts
            elder: root.elder
            onClicked: root.back()
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
        texts: root.texts
        keyWidth: root.elder ? 136 : 120
        keyHeight: Math.min(root.low ? (root.elder ? 124 : 112) : 132, (root.height - 620) / rows.length - 14)
        rows: root.booking ? ["123456", "7890X"] : [...(root.letters.match(/.{1,8}/g) ?? []), "12345", "67890"]
        onPressed: key => root.entry.typed.press(key)
        onErased: root.entry.typed.erase()
        onCleared: root.entry.typed.clear()
    }
}
