import QtQuick
import Fairhall.Ui

// One key.
Press {
    id: root
    required property string text

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: root.down ? Theme.pine : Theme.white
        border { width: Theme.border; color: root.down ? Theme.pine : Theme.edge }
    }
    Signs {
        anchors { horizontalCenter: parent.horizontalCenter; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
        text: root.text
        color: root.down ? Theme.white : Theme.ink
        font.pixelSize: root.text.length > 1 ? (root.width > 135 && root.text.length < 5 ? 38 : 34) : root.height > 100 ? 56 : 40
    }
}
