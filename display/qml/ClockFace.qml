import QtQuick
import Fairhall.Ui

// The time in a place of its own, the date under it; empty while no clock can be believed.
Item {
    id: root
    required property QtObject screen
    required property QtObject clock
    required property real size

    Column {
        anchors.centerIn: parent
        visible: root.screen.timed
        Signs {
            anchors.horizontalCenter: parent.horizontalCenter
            objectName: "time"
            text: root.clock.text
            color: Theme.white
            font.pixelSize: Math.min(root.size, root.height * 0.6)
        }
        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            text: root.screen.date
            color: Theme.fog
            font.pixelSize: Math.max(Theme.hallLeast, Math.min(root.size, root.height * 0.6) * 0.36)
        }
    }
}
