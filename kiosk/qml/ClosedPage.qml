import QtQuick
import Fairhall.Ui

// No tickets now: when there are.
Item {
    id: root
    required property var texts
    required property string hours
    signal languageWanted
    anchors.fill: parent

    Column {
        visible: root.hours !== ""
        x: Theme.kioskMargin
        y: Theme.kioskReach + 40
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
            objectName: "language"
            icon: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18"
            text: root.texts["kiosk.foot.language"]
            onClicked: root.languageWanted()
        }
    }
}
