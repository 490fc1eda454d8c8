import QtQuick
import Fairhall.Ui

// The letter of a group on its plate.
Rectangle {
    id: root
    required property string letter
    property color ink: Theme.white
    width: 88
    height: width
    radius: 10
    color: Theme.pine

    Signs {
        anchors.centerIn: parent
        anchors.verticalCenterOffset: middle
        text: root.letter
        color: root.ink
        font.pixelSize: root.width * (root.letter.length > 1 ? 0.5 : 0.72)
    }
}
