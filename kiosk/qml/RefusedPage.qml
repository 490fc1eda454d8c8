import QtQuick
import Fairhall.Ui

// No ticket, and what to do; the reason stands on the sign.
Page {
    id: root
    required property QtObject linger
    required property QtObject help
    required property QtObject advice
    signal retry
    signal done
    signal opened(string page)
    readonly property bool over: advice.next === "done" // nothing but to go back to the start

    Hints {
        id: hints
        elder: root.elder
        low: root.low
        room: root.actionY - 24 - y - (scan.visible && !scan.upright ? 220 + 24 : 0)
        width: scan.upright && scan.visible ? 960 - scan.width - 24 : 960
        model: root.advice.model
    }
    Scan {
        id: scan
        upright: root.low
        x: Theme.kioskMargin + 960 - width
        y: upright ? hints.y : root.actionY - 24 - height
        width: !upright ? 960 : root.elder ? 300 : 260
        height: upright ? Math.max(tall, hints.height) : 220
        elder: root.elder
        code: root.advice.qr
        title: root.texts["kiosk.closed.book"]
        line: root.texts["kiosk.closed.book-line"]
    }
    Button {
        objectName: root.advice.next
        x: Theme.kioskMargin
        y: root.actionY
        width: 960
        text: root.texts[{ "retry": "kiosk.refused.retry", "number": "kiosk.foot.number", "check-in": "kiosk.refused.retype", "done": "kiosk.refused.home" }[root.advice.next]]
        count: root.over ? root.linger.left : 0
        onClicked: root.over ? root.done() : root.advice.next === "retry" ? root.retry() : root.opened(root.advice.next)
    }
    FootRow {
        FootButton {
            visible: !root.over
            objectName: "done"
            icon: "M15 5l-7 7l7 7"
            text: root.texts["kiosk.refused.home"]
            elder: root.elder
            onClicked: root.done()
        }
        HelpButton {
            texts: root.texts
            elder: root.elder
            help: root.help
        }
    }
}
