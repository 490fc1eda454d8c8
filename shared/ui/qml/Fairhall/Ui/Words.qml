import QtQuick
import Fairhall.Ui

// Running text: English in the face of the signs, anything with Chinese in the Chinese family. `strong` is bold (for
// why not font.bold see Signs).
Text {
    property bool strong: false
    readonly property bool latin: !/[\u2e80-\uffef]/.test(text)
    color: Theme.ink
    font.family: latin ? Theme.signs : Theme.sans
    font.weight: strong && !latin ? Font.Bold : Font.Normal
    font.variableAxes: { "wght": strong ? 700 : 400 }
    font.pixelSize: Theme.kioskLeast
    textFormat: Text.PlainText
}
