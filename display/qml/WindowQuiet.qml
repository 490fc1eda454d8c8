import QtQuick
import Fairhall.Ui

// Nobody is at this counter: it waits, pauses or is closed.
Item {
    id: root
    required property QtObject screen
    required property QtObject texts
    // Without missed numbers under it, what is said stands in the middle.
    readonly property real lower: screen.missed === "" ? height * 0.08 : 0

    Words {
        y: root.lower + root.height * 0.16 + 90 - height / 2
        objectName: "title"
        width: root.width
        text: root.screen.title
        color: Theme.white
        font.pixelSize: 168
        fontSizeMode: Text.Fit
        minimumPixelSize: Theme.windowLeast
        height: 200
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.Wrap
        strong: true
    }
    FitSigns {
        y: root.lower + root.height * 0.365
        size: latin ? 60 : 68
        room: root.width
        text: root.screen.english
        color: Theme.fog
    }
    WindowFacts {
        y: root.lower + root.height * 0.505
        width: root.width
        height: root.height - y
        screen: root.screen
        texts: root.texts
    }
}
