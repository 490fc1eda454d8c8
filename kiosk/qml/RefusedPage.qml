import QtQuick
import Fairhall.Ui

// No ticket, and what to do; the reason stands on the sign.
Item {
    id: root
    required property var texts
    required property QtObject linger
    required property bool mayRetry
    signal retry
    signal done
    anchors.fill: parent

    Words {
        x: Theme.kioskMargin
        y: 790
        width: 960
        text: root.texts[root.mayRetry ? "kiosk.refused.away-advice" : "kiosk.refused.advice"]
        strong: true
        font.pixelSize: 52
        wrapMode: Text.Wrap
        lineHeight: 1.35
    }
    Button {
        objectName: "done"
        x: Theme.kioskMargin
        y: root.mayRetry ? 1736 : 1556
        width: 960
        height: root.mayRetry ? 132 : 152
        plain: root.mayRetry
        text: root.texts["kiosk.refused.home"]
        count: root.linger.left
        onClicked: root.done()
    }
    Button {
        objectName: "retry"
        visible: root.mayRetry
        x: Theme.kioskMargin
        y: 1556
        width: 960
        text: root.texts["kiosk.refused.retry"]
        onClicked: root.retry()
    }
}
