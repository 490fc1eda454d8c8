import QtQuick
import Fairhall.Ui

// Somebody is served here: what the counter does, and who may report to it.
Item {
    id: root
    required property QtObject screen
    required property QtObject texts

    Words {
        id: lead
        y: root.height * 0.075
        text: root.screen.lead
        color: Theme.fog
        font.pixelSize: 60
    }
    FitSigns {
        objectName: "number"
        x: -bearing
        y: root.height * 0.42 - baselineOffset
        size: Math.min(340, root.height * 0.29)
        room: root.width
        text: root.screen.number
        color: Theme.white
    }
    WindowFacts {
        y: root.height * 0.505
        width: root.width
        height: root.height - y
        screen: root.screen
        texts: root.texts
    }
}
