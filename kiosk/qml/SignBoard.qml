import QtQuick
import Fairhall.Ui

// The upper third: hall, clock, one sentence, one line, the way.
Rectangle {
    id: root
    required property var texts
    required property QtObject sign
    required property QtObject clock
    required property string page
    required property bool elder
    required property bool wide
    color: Theme.pine
    clip: true

    Mark {
        visible: root.page === "home" || root.page === "closed"
        anchors { right: parent.right; rightMargin: Theme.kioskMargin + 4; bottom: parent.bottom; bottomMargin: -10 }
        height: root.wide ? 390 : 330
        gap: 0.52
        thick: root.wide ? 64 : 46
        stick: Theme.pine2
        shortStick: root.page === "home" ? Theme.now : Theme.pine2
    }
    Mark {
        id: mark
        x: Theme.kioskMargin
        y: 50
        height: 43
    }
    Words {
        anchors { left: mark.right; leftMargin: 22; verticalCenter: mark.verticalCenter }
        width: time.x - x - 20
        elide: Text.ElideRight
        text: root.sign.hall
        color: Theme.white
        font.pixelSize: 34
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.kioskLeast
    }
    Signs {
        id: time
        anchors { right: parent.right; rightMargin: Theme.kioskMargin; verticalCenter: mark.verticalCenter; verticalCenterOffset: middle }
        text: root.clock.text
        color: Theme.white
        font.pixelSize: 46
    }
    Column {
        x: Theme.kioskMargin
        y: root.wide ? 190 : parent.height - height - 48
        width: parent.width - 2 * Theme.kioskMargin

        FitWords {
            visible: root.sign.window === ""
            width: parent.width
            text: root.sign.title
            color: Theme.white
            strong: true
            big: root.elder ? 108 : Theme.kioskTitle
            least: 60
            lineHeight: 1.2 * font.pixelSize
            lineHeightMode: Text.FixedHeight
        }
        Row {
            visible: root.sign.window !== ""
            spacing: 28
            Words {
                anchors.baseline: label.baseline
                visible: text !== ""
                text: root.texts["kiosk.window.before"]
                color: Theme.now
                strong: true
                font.pixelSize: 112
            }
            Signs {
                id: label
                text: root.sign.window
                color: Theme.now
                font.pixelSize: 200
                lineHeight: 190
                lineHeightMode: Text.FixedHeight
            }
            Words {
                anchors.baseline: label.baseline
                text: root.texts["kiosk.window.after"]
                color: Theme.now
                strong: true
                font.pixelSize: 112
            }
        }
        Item { width: 1; height: 18 }
        Words {
            width: parent.width
            visible: text !== ""
            text: root.sign.line
            color: Theme.mist
            font.pixelSize: root.elder ? Theme.kioskElderBody : Theme.kioskBody
            lineHeight: 1.5 * font.pixelSize
            lineHeightMode: Text.FixedHeight
            wrapMode: Text.Wrap
        }
        Item { width: 1; height: 34; visible: steps.visible }
        Row {
            id: steps
            visible: repeater.count > 0
            spacing: 36
            Repeater {
                id: repeater
                model: root.sign.steps
                Row {
                    id: step
                    required property int index
                    required property string label
                    required property bool now
                    spacing: 14
                    Rectangle {
                        width: 48; height: 48; radius: 24
                        color: step.now ? Theme.white : "transparent"
                        border { width: 3; color: step.now ? Theme.white : Theme.mist }
                        Signs {
                            anchors { centerIn: parent; verticalCenterOffset: middle }
                            text: step.index + 1
                            color: step.now ? Theme.pine : Theme.mist
                            font.pixelSize: 30
                        }
                    }
                    Words {
                        anchors.verticalCenter: parent.verticalCenter
                        text: step.label
                        color: step.now ? Theme.white : Theme.mist
                        strong: step.now
                        font.pixelSize: 34
                    }
                }
            }
        }
    }
}
