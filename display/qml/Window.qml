import QtQuick
import Fairhall.Ui

// The screen over one counter: whose it is, and who is called, served, or that nobody is. Lying or upright.
Rectangle {
    id: root
    required property QtObject screen
    required property QtObject texts
    readonly property bool upright: height > width
    readonly property bool calling: screen.mode === "calling"
    readonly property bool serving: screen.mode === "serving"
    readonly property bool off: screen.mode === "paused" || screen.mode === "closed"
    color: Theme.night

    Stage {
        id: stage
        designWidth: root.upright ? Theme.hallHeight : Theme.hallWidth
        designHeight: root.upright ? Theme.hallWidth : Theme.hallHeight

        Rectangle {
            id: panel
            objectName: "panel"
            width: root.upright ? stage.width : 620
            height: root.upright ? 760 : stage.height
            color: root.calling ? Theme.ink : root.off ? Theme.night3 : Theme.pine

            // The ink of both, the number and its word, stands in the middle together.
            readonly property real between: 64
            readonly property real figures: label.font.pixelSize * (label.latin ? Theme.capHeight : 0.92)
            readonly property real letters: counter.font.pixelSize * (counter.latin ? Theme.capHeight : 0.92)
            readonly property int side: counter.latin ? -1 : 1 // of the word: over the number, or under it

            FitSigns {
                id: label
                objectName: "label"
                anchors { horizontalCenter: parent.horizontalCenter; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle - panel.side * (panel.letters + panel.between) / 2 }
                size: root.upright ? 520 : Theme.windowLabel
                room: panel.width - 80
                text: root.screen.label
                color: root.off ? Theme.fog : Theme.white
            }
            Words {
                id: counter
                anchors { horizontalCenter: parent.horizontalCenter; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle + panel.side * (panel.figures + panel.between) / 2 }
                text: root.texts["display.band.window"]
                color: label.color
                font.pixelSize: 88
                strong: true
            }
        }
        Rectangle {
            id: body
            objectName: "body"
            x: root.upright ? 0 : panel.width
            y: root.upright ? panel.height : 0
            width: stage.width - x
            height: stage.height - y
            color: root.calling ? (root.screen.swapped ? Theme.ink : Theme.now) : Theme.night

            WindowCall {
                x: 72
                width: parent.width - 142
                height: parent.height - edge.height
                visible: root.calling
                screen: root.screen
                ink: root.screen.swapped ? Theme.now : Theme.ink
            }
            WindowServing {
                x: 70
                width: parent.width - 140
                height: parent.height - edge.height
                visible: root.serving
                screen: root.screen
                texts: root.texts
            }
            WindowQuiet {
                x: 70
                width: parent.width - 140
                height: parent.height - edge.height
                visible: !root.calling && !root.serving
                screen: root.screen
                texts: root.texts
            }
            Rectangle {
                id: edge
                readonly property bool told: root.screen.trouble !== "" || root.screen.warning !== ""
                anchors.bottom: parent.bottom
                width: parent.width
                height: told ? 196 : 0
                visible: told
                color: Theme.warn

                Column {
                    x: 70
                    width: parent.width - 140
                    anchors.verticalCenter: parent.verticalCenter
                    FitSigns {
                        objectName: "trouble"
                        size: 80
                        room: parent.width
                        text: root.screen.trouble || root.screen.warning
                        color: Theme.white
                    }
                    FitSigns {
                        visible: text !== ""
                        size: latin ? 54 : 64
                        room: parent.width
                        text: root.screen.troubleEnglish
                        color: Theme.white
                    }
                }
            }
        }
    }
}
