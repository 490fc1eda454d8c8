import QtQuick
import Fairhall.Ui

// Words as large as their place allows: from `big` down to `lone` on one line, and then on more lines, which end between
// words, at `least` or up to `folded` where two lines have room for it. (Metrics know no variable axes: English bold is up
// to a tenth wider than they say.)
Words {
    id: root
    required property string said
    required property real big
    required property real least
    property real lone: least
    property real folded: least
    readonly property bool chinese: /[\u2e80-\uffef]/.test(said)
    readonly property bool long: natural.width > width * (chinese || !strong ? 0.99 : 0.88) * big / lone
    readonly property real inOne: big * width / Math.max(1, natural.width)
    readonly property real size: long ? Math.max(least, Math.min(folded, Math.floor(1.45 * inOne))) : Math.max(lone, Math.min(big, Math.ceil(inOne)))
    text: long ? Lines.broken(said, size, strong, width) : said
    font.pixelSize: size
    fontSizeMode: long ? Text.FixedSize : Text.HorizontalFit
    minimumPixelSize: least
    wrapMode: long ? Text.Wrap : Text.NoWrap

    TextMetrics {
        id: natural
        text: root.said.split("\n").reduce((longest, line) => line.length > longest.length ? line : longest)
        font { family: root.chinese ? Theme.sans : Theme.signs; weight: root.strong && root.chinese ? Font.Bold : Font.Normal; pixelSize: root.big }
    }
}
