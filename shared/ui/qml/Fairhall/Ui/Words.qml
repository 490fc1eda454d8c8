import QtQuick
import Fairhall.Ui

// Running text: English in the face of the signs, anything with Chinese in the Chinese family. `strong` is bold (for
// why not font.bold see Signs). `middle` set as anchors.verticalCenterOffset centres the capitals of one English line.
Text {
    property bool strong: false
    readonly property real middle: latin ? height / 2 - baselineOffset + Theme.capHeight * font.pixelSize / 2 : 0
    readonly property bool latin: !/[\u2e80-\uffef]/.test(text)
    color: Theme.ink
    font.family: latin ? Theme.signs : Theme.sans
    font.weight: strong && !latin ? Font.Bold : Font.Normal
    font.variableAxes: { "wght": strong ? 700 : 400 }
    font.pixelSize: Theme.kioskLeast
    textFormat: Text.PlainText

    // What is said, so that it breaks well: Chinese after its stops and not within a phrase; English not at a hyphen, not
    // between a figure and its unit, and with no short word alone on the last line.
    function phrased(said: string): string {
        if (/[\u4e00-\u9fff]/.test(said))
            return said.replace(/([\u4e00-\u9fff\w]) (?=[\u4e00-\u9fff\w])/g, "$1\u00a0").replace(/([\u4e00-\u9fff\w])(?=[\u4e00-\u9fff])/g, "$1\u2060");
        return said.replace(/(\w)-(?=\w)/g, "$1\u2060-\u2060").replace(/(\w) (?=\d+ [a-z])/g, "$1\u00a0").replace(/(\d) (?=[a-z])/g, "$1\u00a0").replace(/(.{16}) (?=\S{1,8}$)/gm, "$1\u00a0");
    }
}
