import QtQuick
import Fairhall.Ui

// Under the number: the counter's services, what to do, and who missed a call here.
Item {
    id: root
    required property QtObject screen
    required property QtObject texts
    readonly property real pace: Math.min(1, height / 500)

    Rectangle {
        width: root.width
        height: 3
        visible: services.text !== "" || line.text !== ""
        color: Theme.night3
    }
    Words {
        id: services
        objectName: "services"
        y: 44 * root.pace
        width: root.width
        height: text === "" ? 0 : 76 * root.pace
        verticalAlignment: Text.AlignVCenter
        text: root.screen.services
        color: Theme.white
        font.pixelSize: 52
        fontSizeMode: Text.Fit
        minimumPixelSize: Theme.hallFoot
        wrapMode: Text.Wrap
        maximumLineCount: 2
        lineHeight: 0.9
        elide: Text.ElideRight
        strong: true
    }
    Words {
        id: line
        y: services.y + services.height + 8 * root.pace - (1 - root.pace) * 24
        width: root.width
        text: root.screen.line
        color: Theme.fog
        font.pixelSize: 52
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.hallFoot
    }
    Rectangle {
        y: 232 * root.pace
        width: root.width
        height: 3
        visible: root.screen.missed !== ""
        color: Theme.night3
    }
    Words {
        y: 268 * root.pace
        visible: root.screen.missed !== ""
        width: root.width
        text: root.texts[root.screen.mode === "paused" ? "display.window.missed-paused" : "display.window.missed"]
        color: Theme.fog
        font.pixelSize: Theme.windowLeast
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.hallFoot
    }
    FitSigns {
        objectName: "missed"
        y: 362 * root.pace
        size: 76
        room: root.width
        text: root.screen.missed
        color: Theme.white
    }
}
