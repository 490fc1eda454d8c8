import QtQuick
import Fairhall.Ui

// Signs of a given size, smaller only where the room is too narrow for the whole text. Chinese is set as tall as the
// capitals would stand. `bearing` is how far its ink begins within it: a number set at minus that stands on the margin.
Signs {
    id: root
    required property real size
    required property real room
    readonly property real wanted: natural.advanceWidth
    readonly property real bearing: natural.tightBoundingRect.x * font.pixelSize / full
    readonly property real full: latin ? size : Math.round(size * 0.78)
    font.variableAxes: { "wght": weight }
    readonly property int weight: size >= 200 ? 800 : 700
    font.pixelSize: Math.max(1, Math.floor(Math.min(full, full * room / Math.max(1, wanted))))

    TextMetrics {
        id: natural
        font.family: root.latin ? Theme.signs : Theme.sans
        font.weight: root.latin ? Font.Normal : Font.Bold
        font.features: { "tnum": 1 }
        font.variableAxes: { "wght": root.weight }
        font.pixelSize: root.full
        text: root.text
    }
}
