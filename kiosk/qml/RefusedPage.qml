import QtQuick
import Fairhall.Ui

// No ticket, and what to do; the reason stands on the sign.
Page {
    id: root
    required property QtObject linger
    required property QtObject help
    required property string advice
    required property bool mayRetry
    signal retry
    signal done

    Words {
        x: Theme.kioskMargin
        y: Theme.kioskInset + 70
        width: 960
        text: root.advice
        strong: true
        font.pixelSize: root.elder ? 60 : 52
        wrapMode: Text.Wrap
        lineHeight: 1.35
    }
    Button {
        objectName: root.mayRetry ? "retry" : "done"
        x: Theme.kioskMargin
        y: root.actionY
        width: 960
        text: root.texts[root.mayRetry ? "kiosk.refused.retry" : "kiosk.refused.home"]
        count: root.mayRetry ? 0 : root.linger.left
        onClicked: root.mayRetry ? root.retry() : root.done()
    }
    FootRow {
        FootButton {
            visible: root.mayRetry
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
