pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// What to do with the number, a sentence a line.
Item {
    id: root
    required property QtObject card
    required property bool low
    width: parent.width

    Column {
        anchors { verticalCenter: parent.verticalCenter; horizontalCenter: parent.horizontalCenter }
        width: 960
        spacing: root.low ? 0 : 16
        Words {
            width: parent.width
            visible: text !== ""
            horizontalAlignment: Text.AlignHCenter
            text: root.card.sit
            strong: true
            font.pixelSize: root.low ? 52 : 60
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.kioskElderBody
        }
        Words {
            width: parent.width
            visible: text !== ""
            horizontalAlignment: Text.AlignHCenter
            text: root.card.waitLine
            font.pixelSize: root.low ? 48 : 56
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.kioskElderBody
        }
    }
}
