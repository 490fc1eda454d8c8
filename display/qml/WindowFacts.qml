import QtQuick
import Fairhall.Ui

// Under the number: the counter's services, what to do, and who missed a call here.
Item {
    id: root
    required property QtObject screen
    required property QtObject texts

    Rectangle {
        width: root.width
        height: 3
        visible: services.text !== "" || line.text !== ""
        color: Theme.night3
    }
    Words {
        id: services
        objectName: "services"
        y: 44
        width: root.width
        height: text === "" ? 0 : 76
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
        y: services.y + services.height + 8
        width: root.width
        text: root.screen.line
        color: Theme.fog
        font.pixelSize: 52
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.hallFoot
    }
    Rectangle {
        y: 236
        width: root.width
        height: 3
        visible: root.screen.missed !== ""
        color: Theme.night3
    }
    Words {
        y: 280
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
        y: 350
        size: 76
        room: root.width
        text: root.screen.missed
        color: Theme.white
    }
}
