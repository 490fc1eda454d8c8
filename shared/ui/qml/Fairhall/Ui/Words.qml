import QtQuick
import Fairhall.Ui

// Running text: English in the face of the signs, anything with Chinese in the Chinese family. `strong` is bold (for
// why not font.bold see Signs). `middle` set as anchors.verticalCenterOffset centres the capitals of English lines.
Text {
    property bool strong: false
    readonly property real middle: latin ? (lineCount > 1 ? contentHeight / lineCount : height) / 2 - baselineOffset + Theme.capHeight * font.pixelSize / 2 : 0
    readonly property bool latin: !/[\u2e80-\uffef]/.test(text)
    color: Theme.ink
    font.family: latin ? Theme.signs : Theme.sans
    font.weight: strong && !latin ? Font.Bold : Font.Normal
    font.variableAxes: { "wght": strong ? 700 : 400 }
    font.pixelSize: Theme.kioskLeast
    textFormat: Text.PlainText
}
