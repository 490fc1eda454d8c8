import QtQuick
import Fairhall.Ui

// Numbers, letters and clocks: figures of one width. `middle` set as anchors.verticalCenterOffset centres the capitals.
// Qt knows only the default instance of a variable font: asked for bold it smears that one up to 64 px and leaves it
// thin above, so the weight axis is set instead. A text with Chinese in it is set in the Chinese family's own bold.
Text {
    readonly property real middle: height / 2 - baselineOffset + (latin ? Theme.capHeight : 0.76) * font.pixelSize / 2
    readonly property bool latin: !/[\u2e80-\uffef]/.test(text)
    color: Theme.ink
    font.family: latin ? Theme.signs : Theme.sans
    font.weight: latin ? Font.Normal : Font.Bold
    font.features: { "tnum": 1 }
    font.variableAxes: { "wght": 700 }
    textFormat: Text.PlainText
}
