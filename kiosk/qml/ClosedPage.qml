import QtQuick
import Fairhall.Ui

// No tickets now: when there are. Who has a number may still ask for it.
Page {
    id: root
    required property string hours
    required property QtObject help
    signal opened(string page)
    signal languageWanted

    Column {
        visible: root.hours !== ""
        x: Theme.kioskMargin
        y: Theme.kioskInset + 40
        width: 960
        spacing: 20
        Words {
            text: root.texts["kiosk.closed.hours"]
            color: Theme.muted
            font.pixelSize: Theme.kioskFoot
        }
        Signs {
            text: root.hours
            font.pixelSize: 120
        }
        Rectangle {
            width: parent.width; height: 3
            color: Theme.pine
        }
    }
    FootRow {
        FootButton {
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
