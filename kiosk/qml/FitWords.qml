import QtQuick
import Fairhall.Ui

// Words as large as their place allows: from `big` down to `lone` on one line, and then on more lines, at `least` or up to
// `folded` where two lines have room for it, and as even as two lines can be. (Metrics know no variable axes: English bold
// is up to a tenth wider than they say.)
Words {
    id: root
    required property real big
    required property real least
    property real lone: least
    property real folded: least
    readonly property bool long: natural.width > width * (latin && strong ? 0.88 : 0.99) * big / lone
    readonly property real inOne: big * width / Math.max(1, natural.width)
    font.pixelSize: long ? Math.max(least, Math.min(folded, Math.floor(1.45 * inOne))) : Math.max(lone, Math.min(big, Math.ceil(inOne)))
    rightPadding: long && even.lineCount === 2 && even.contentWidth <= even.width ? width - Math.ceil(even.contentWidth) : 0
    fontSizeMode: long ? Text.FixedSize : Text.HorizontalFit
    minimumPixelSize: least
    wrapMode: long ? Text.Wrap : Text.NoWrap

    TextMetrics {
        id: natural
        text: root.text.split("\n").reduce((longest, line) => line.length > longest.length ? line : longest)
        font { family: root.latin ? Theme.signs : Theme.sans; weight: root.strong && !root.latin ? Font.Bold : Font.Normal; pixelSize: root.big }
    }
    Words {
        id: even
        visible: false
        width: Math.min(root.width, 0.68 * natural.width * root.font.pixelSize / root.big)
        text: root.long && !root.text.includes("\n") ? root.text.replace(/ (?=\S+$)/, "\u00a0") : "" // no last word alone
        strong: root.strong
        font.pixelSize: root.font.pixelSize
        wrapMode: Text.WordWrap
    }
}
