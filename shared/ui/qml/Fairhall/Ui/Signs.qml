import QtQuick
import Fairhall.Ui

// Numbers, letters and clocks: figures of one width. `middle` set as anchors.verticalCenterOffset centres the capitals.
Text {
    readonly property real middle: height / 2 - baselineOffset + Theme.capHeight * font.pixelSize / 2
    color: Theme.ink
    font.family: Theme.signs
    font.weight: Font.Bold
    font.features: { "tnum": 1 }
    font.variableAxes: { "wght": 700 } // above 64 px Qt draws a variable font's outlines at its default weight else
    textFormat: Text.PlainText
}
