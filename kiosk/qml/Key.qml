import QtQuick
import Fairhall.Ui

// One key.
Press {
    id: root
    required property string text
    property bool elder: false
    width: elder ? Theme.kioskElderTarget : Theme.kioskTarget
    height: elder ? Theme.kioskElderTarget : Theme.kioskKey

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
        font.pixelSize: root.text.length > 1 ? 34 : root.elder ? 56 : 40
    }
}
