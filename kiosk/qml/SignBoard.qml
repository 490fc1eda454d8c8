import QtQuick
import Fairhall.Ui

// The upper third: hall, clock, one sentence, one line, the way; of a ticket on a wide screen also its code.
Rectangle {
    id: root
    required property var texts
    required property QtObject sign
    required property QtObject clock
    required property QtObject card
    required property string page
    required property bool elder
    required property bool wide
    color: Theme.pine
    clip: true

    Mark {
        id: large
        objectName: "sticks"
        visible: (root.wide && root.page !== "ticket") || (root.page === "home" && root.sign.warning === "" && !root.elder) || root.page === "closed"
        anchors { right: parent.right; rightMargin: Theme.kioskMargin + 4; bottom: parent.bottom; bottomMargin: -10 }
        height: root.wide ? Math.min(390, parent.height + 10 - 44 - words.y - words.height) : 330
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
        anchors { left: mark.right; leftMargin: 20; verticalCenter: mark.verticalCenter; verticalCenterOffset: middle }
        width: time.x - x - (root.elder ? 20 : 32)
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
        font.pixelSize: root.wide ? 42 : 46
    }
    Icon {
        id: down
        objectName: "arrow"
        visible: root.page === "ticket" && root.sign.paper && root.elder
        x: parent.width - Theme.kioskMargin - 30 - width
        y: parent.height - height - 44
        width: 190
        thick: 2.4
        path: "M12 2v19M4.5 13.5l7.5 7.5l7.5-7.5"
        color: Theme.white
    }
    Slot {
        id: slot
        visible: root.page === "ticket" && root.sign.paper && !root.elder
        x: parent.width - Theme.kioskMargin - width
        y: root.wide ? 566 : parent.height - height
    }
    Scan {
        id: code
        readonly property bool all: root.card.onScreenOnly
        visible: root.wide && root.page === "ticket" && code !== ""
        x: Theme.kioskMargin
        y: parent.height - height - (down.visible ? down.height + 84 : Theme.kioskInset) // the arrow points at the paper
        width: parent.width - 2 * Theme.kioskMargin
        height: all ? 360 : root.elder ? 292 : 274
        elder: root.elder
        code: root.card.qr
        title: all ? root.texts["kiosk.unprinted.scan"] : root.card.phone
        line: all ? root.card.scanLine : root.card.phoneLine
        note: all || root.elder ? "" : root.card.proof.replace(/( · |, )(?=[^·,]*$)/, "\n")
    }
    Column {
        id: words
        x: Theme.kioskMargin
        y: root.wide ? Math.min(warning.visible ? 140 : 190, code.visible ? code.y - 48 - height : 190) : parent.height - height - (root.elder ? 36 : 48)
        width: parent.width - 2 * Theme.kioskMargin

        Rectangle {
            id: warning
            visible: root.sign.warning !== ""
            width: parent.width
            height: Math.max(140, told.height + 40)
            radius: Theme.radius
            color: Theme.white
            Icon {
                id: alert
                x: 30
                anchors.verticalCenter: parent.verticalCenter
                width: 64
                path: "M12 3L22.5 21h-21zM12 9.5v5.5M12 18v.2"
                color: Theme.warn
            }
            FitWords {
                id: told
                anchors { left: alert.right; leftMargin: 24; right: parent.right; rightMargin: 20; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
                said: root.sign.warning
                strong: true
                big: root.elder ? Theme.kioskElderBody : 38
                least: root.elder ? Theme.kioskElderLeast : Theme.kioskLeast
            }
        }
        Item { width: 1; height: (root.wide || root.elder ? 24 : 16) + (title.latin ? 16 : 0); visible: warning.visible }
        FitWords {
            id: title
            visible: root.sign.window === ""
            width: parent.width - (root.wide ? 0 : large.visible ? 360 : down.visible ? 250 : 0)
            objectName: "title"
            said: root.sign.title
            color: Theme.white
            strong: true
            readonly property bool named: root.page === "guide" // a service has a name, and facts below
            big: root.elder ? 120 : Theme.kioskTitle
            least: root.wide ? 52 : 60
            lone: named ? (root.elder ? 80 : 72) : root.elder && root.page !== "ticket" && (root.wide || !large.visible) ? 96 : least
            folded: named ? (root.elder ? 88 : 72) : big
            lineHeight: 1.2 * font.pixelSize
            lineHeightMode: Text.FixedHeight
        }
        Row {
            visible: root.sign.window !== ""
            height: label.baselineOffset + 32
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
        Prose {
            width: parent.width
            visible: said !== ""
            leftPadding: root.sign.reads ? 80 : 0
            said: root.sign.line
            color: Theme.mist
            size: root.elder ? Theme.kioskElderBody : Theme.kioskBody
            lineHeight: 1.5 * font.pixelSize
            lineHeightMode: Text.FixedHeight
            Icon {
                id: speaker
                visible: root.sign.reads
                anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: -parent.middle }
                width: 58
                path: "M4 9.5h4l5-4.5v14l-5-4.5H4zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11"
                color: Theme.mist
            }
        }
        Item { width: 1; height: 36; visible: facts.count > 0 && root.sign.line !== "" }
        Rectangle {
            visible: facts.count > 0
            width: parent.width; height: 2
            color: Theme.teal
            opacity: 0.5
        }
        Item { width: 1; height: 24; visible: facts.count > 0 }
        SignFacts {
            id: facts
            model: root.sign.facts
            elder: root.elder
            square: root.wide || root.elder
            most: !root.elder ? 4 : root.wide ? 3 : 2 // the fees stand in the guide itself
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
                        anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
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
