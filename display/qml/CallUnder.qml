import QtQuick
import Fairhall.Ui

// A call in two lines: the number, and under it direction and counter. 8 号窗口, but Counter 8. Of several, each stands
// a little further in, all alike, as far as its number leaves room.
Item {
    id: root
    required property Item call
    readonly property bool low: height < 560
    readonly property real size: Math.min(call.most, height * (call.several ? 0.7 : 0.62))
    readonly property real capital: Theme.capHeight * number.font.pixelSize
    readonly property real second: size * (call.several ? 0.6 : 0.66)
    readonly property real indent: low ? please.x + please.width + (please.latin ? 34 : 46) : 48
    readonly property real margin: indent + (call.several ? Math.max(0, Math.min(width * 0.1, (width - indent - 48 - number.width) / 2)) : 0)
    readonly property real start: box.visible ? box.x + box.width + 48 : margin
    readonly property real gap: (height - (low ? 0 : 110) - Theme.capHeight * (size + second)) / 3

    Words {
        id: please
        x: 48
        y: root.low ? number.y + number.baselineOffset - root.capital / 2 - height / 2 + middle : 34
        width: latin || !root.low ? implicitWidth : 56
        text: root.call.lead
        color: root.call.ink
        font.pixelSize: latin ? 48 : 54
        wrapMode: latin || !root.low ? Text.NoWrap : Text.WrapAnywhere
        lineHeight: 0.9
        strong: true
    }
    FitSigns {
        id: number
        objectName: "number"
        x: root.margin - bearing
        y: (root.low ? 0 : 110) + root.gap + Theme.capHeight * root.size - baselineOffset
        size: root.size
        room: root.width - root.indent - (root.low ? 48 : 0)
        text: root.call.number
        color: root.call.ink
    }
    Arrow {
        id: box
        x: root.margin
        y: root.height - root.gap - Theme.capHeight * root.second / 2 - height / 2
        width: root.second * (root.call.several ? 0.76 : 0.66)
        path: root.call.arrow
        color: root.call.ink
        ink: root.call.color
    }
    FitSigns {
        id: label
        objectName: "label"
        x: counter.latin ? root.start + counter.width + 36 : root.start - bearing
        y: root.height - root.gap - baselineOffset
        size: root.second
        room: root.width - root.start - 48 - 36 - counter.width
        text: root.call.label
        color: root.call.ink
    }
    Column {
        id: words
        x: counter.latin ? root.start : label.x + label.width + 36
        y: label.y + label.baselineOffset - height + (root.call.several && !counter.latin ? 20 : 12)
        spacing: -6
        Words {
            id: counter
            text: root.call.texts["display.band.window"]
            color: root.call.ink
            font.pixelSize: Math.min(root.second * 0.2 + 40, root.second * 0.5) * (latin ? 0.8 : 1)
            strong: true
        }
        FitSigns {
            objectName: "english"
            size: root.second * 0.1 + 21
            room: counter.width + 36
            text: root.call.english
            color: root.call.ink
        }
    }
}
