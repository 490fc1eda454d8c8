import QtQuick
import Fairhall.Ui

// Words as large as their place allows: from `big` down to `least` on one line, and then on more lines. (Metrics know no
// variable axes: English bold is up to a tenth wider than they say.)
Words {
    id: root
    required property real big
    required property real least
    readonly property bool long: natural.width > width * (latin ? 0.88 : 0.99) * big / least
    font.pixelSize: long ? least : Math.max(least, Math.min(big, Math.ceil(big * width / Math.max(1, natural.width))))
    fontSizeMode: long ? Text.FixedSize : Text.HorizontalFit
    minimumPixelSize: least
    wrapMode: long ? Text.Wrap : Text.NoWrap

    TextMetrics {
        id: natural
        text: root.text.split("\n")[0]
        font { family: root.latin ? Theme.signs : Theme.sans; weight: root.strong && !root.latin ? Font.Bold : Font.Normal; pixelSize: root.big }
    }
}
