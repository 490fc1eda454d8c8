import QtQuick
import Fairhall.Ui

// Somebody is called here.
Item {
    id: root
    required property QtObject screen
    required property color ink

    Words {
        y: root.height * 0.12
        text: root.screen.lead
        color: root.ink
        font.pixelSize: 104
        strong: true
    }
    FitSigns {
        id: number
        objectName: "number"
        x: -bearing
        y: root.height * 0.595 - baselineOffset
        size: Theme.windowCalled
        room: root.width
        text: root.screen.number
        color: root.ink
    }
    Words {
        id: line
        y: root.height * 0.7
        width: root.width
        text: root.screen.line
        color: root.ink
        font.pixelSize: 88
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.windowLeast
        strong: true
    }
    FitSigns {
        anchors { top: line.bottom; topMargin: 4 }
        size: latin ? 56 : 68
        room: root.width
        text: root.screen.english
        color: root.ink
    }
}
