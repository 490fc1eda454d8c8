import QtQuick
import Fairhall.Ui

// The hub is away: what still holds first, then what to do.
Page {
    id: root
    required property QtObject advice
    signal languageWanted

    Hints {
        id: hints
        elder: root.elder
        low: root.low
        model: root.advice.model
    }
    Words {
        x: Theme.kioskMargin
        anchors { top: hints.bottom; topMargin: 36 }
        text: root.texts["kiosk.away.back"]
        color: Theme.muted
        font.pixelSize: root.elder ? Theme.kioskElderBody : Theme.kioskFoot
    }
    FootRow {
        LanguageButton {
            texts: root.texts
            elder: root.elder
            onClicked: root.languageWanted()
        }
    }
}
