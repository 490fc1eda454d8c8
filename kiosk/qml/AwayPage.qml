import QtQuick

// The hub is away, or takes nothing because the lot waits: what still holds first, then what to do.
Page {
    id: root
    required property QtObject advice
    required property QtObject help
    required property bool halted
    signal opened(string page)
    signal languageWanted
    signal elderWanted

    Hints {
        elder: root.elder
        low: root.low
        room: root.footY - 28 - y
        model: root.advice.model
    }
    FootRow {
        ElderButton {
            texts: root.texts
            elder: root.elder
            onClicked: root.elderWanted()
        }
        FootButton {
            visible: root.halted
            objectName: "number"
            icon: "M4 6h16v4a2 2 0 0 0 0 4v4H4v-4a2 2 0 0 0 0-4zM14 6v2.5M14 10.8v2.4M14 15.5v2.5"
            text: root.texts["kiosk.foot.number"]
            elder: root.elder
            onClicked: root.opened("number")
        }
        LanguageButton {
            texts: root.texts
            elder: root.elder
            onClicked: root.languageWanted()
        }
        HelpButton {
            texts: root.texts
            elder: root.elder
            help: root.help
        }
    }
}
