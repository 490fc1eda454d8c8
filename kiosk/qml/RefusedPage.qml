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
        objectName: root.advice.mayRetry ? "retry" : "done"
        x: Theme.kioskMargin
        y: root.actionY
        width: 960
        text: root.texts[root.advice.mayRetry ? "kiosk.refused.retry" : "kiosk.refused.home"]
        count: root.advice.mayRetry ? 0 : root.linger.left
        onClicked: root.advice.mayRetry ? root.retry() : root.done()
    }
    FootRow {
        FootButton {
            visible: root.advice.mayRetry
            objectName: "done"
            icon: "M15 5l-7 7l7 7"
            text: root.texts["kiosk.refused.home"]
            elder: root.elder
            onClicked: root.done()
        }
        FootButton {
            visible: root.advice.mayLookUp
            objectName: "number"
            icon: "M4 6h16v4a2 2 0 0 0 0 4v4H4v-4a2 2 0 0 0 0-4zM14 6v2.5M14 10.8v2.4M14 15.5v2.5"
            text: root.texts["kiosk.foot.number"]
            elder: root.elder
            onClicked: root.opened("number")
        }
        HelpButton {
            texts: root.texts
            elder: root.elder
            help: root.help
        }
    }
}
