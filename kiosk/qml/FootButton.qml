import QtQuick
import Fairhall.Ui

// A quiet button of the foot row; they share its width. The icon stands beside the words, or over them where the row is
// `stacked`.
Press {
    id: root
    required property string text
    required property string icon
    property bool elder: false
    readonly property bool stacked: parent.stacked ?? false
    readonly property real gap: width < 300 ? 8 : 16
    readonly property real big: elder ? Theme.kioskElderBody : Theme.kioskFoot
    readonly property real fits: (width - (width < 300 ? 24 : 48) - sign.width - gap) / Math.max(1, natural.implicitWidth) // so large its words may be beside the icon
    readonly property real fitsUnder: (width - 40) / Math.max(1, natural.implicitWidth)
    readonly property real least: elder ? 1 : Theme.kioskLeast / big
    width: (parent.width - (parent.shown - 1) * parent.spacing) / parent.shown
    height: parent.height

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: root.down ? Theme.pine : "transparent"
        border { width: root.elder ? Theme.borderElder : Theme.border; color: root.down ? Theme.pine : Theme.edge }
    }
    Icon {
        id: sign
        x: Math.round((root.width - width - (root.stacked ? 0 : root.gap + label.width)) / 2) - (root.stacked ? 0 : 4) // narrower than its box
        y: root.stacked ? 18 : (root.height - height) / 2
        path: root.icon
        color: root.down ? Theme.white : Theme.ink
    }
    Words {
        id: natural
        visible: false
        text: root.text
        strong: true
        font.pixelSize: root.big
    }
    Words {
        id: label
        x: root.stacked ? Math.round((root.width - width) / 2) : sign.x + sign.width + root.gap
        y: root.stacked ? root.height - 27 - baselineOffset : (root.height - height) / 2 + middle
        width: Math.min(implicitWidth, root.width - (root.width < 300 ? 16 : 48) - (root.stacked ? 0 : sign.width + root.gap))
        text: root.text
        color: root.down ? Theme.white : Theme.ink
        strong: true
        verticalAlignment: Text.AlignVCenter
        font.pixelSize: Math.floor(root.big * ((root.stacked ? root.parent.fitsUnder : root.parent.fits) ?? 1))
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: root.elder ? Theme.kioskElderLeast : Theme.kioskLeast
    }
}
