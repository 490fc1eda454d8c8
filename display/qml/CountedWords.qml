import QtQuick
import Fairhall.Ui

// A number in road-sign figures with its measure word, if it takes one, on the same line.
Item {
    id: root
    required property string number
    required property real size
    required property string words
    property real room: size * 4.6
    required property color color
    width: measure.x + measure.width
    height: size

    FitSigns {
        id: figures
        size: root.size
        room: root.room
        y: (root.height - height) / 2 + middle + (measure.latin ? 0 : 0.04 * root.size)
        text: root.number
        color: root.color
    }
    Words {
        id: measure
        x: figures.width + (root.words === "" ? 0 : 14)
        y: figures.y + figures.baselineOffset - baselineOffset
        text: root.words
        color: root.color
        font.pixelSize: root.size * (latin ? 0.6 : 0.96)
    }
}
