import QtQuick
import Fairhall.Ui

// A number in road-sign figures with its Chinese measure word on the same line.
Item {
    id: root
    required property string number
    required property string words
    property real room: 240
    required property color color
    width: measure.x + measure.width
    height: measure.height

    FitSigns {
        id: figures
        size: Theme.hallList
        room: root.room
        y: measure.baselineOffset - baselineOffset
        text: root.number
        color: root.color
    }
    Words {
        id: measure
        x: figures.width + 14
        text: root.words
        color: root.color
        font.pixelSize: 50
    }
}
