pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// Facts on the sign, the last one the longest: side by side, or `square`, two and two; no more than `most`.
Grid {
    id: root
    required property var model
    required property bool elder
    required property bool square
    required property int most
    readonly property int count: facts.count
    columns: square ? 2 : Math.max(1, count)
    width: parent.width
    rowSpacing: elder ? 8 : 28

    Repeater {
        id: facts
        model: root.model
        Item {
            id: fact
            required property int index
            required property string caption
            required property string value
            visible: index < root.most
            readonly property real big: root.elder ? 54 : 42
            width: root.square ? (index % 2 ? 0.58 : 0.42) * root.width : [200, 198, 246, 316][index]
            height: value.y + value.height
            Words {
                id: caption
                text: fact.caption
                color: Theme.mist
                font.pixelSize: root.elder ? Theme.kioskElderNote : Theme.kioskLeast
            }
            FitWords {
                id: value
                y: caption.height + 1.1 * fact.big - baselineOffset
                width: parent.width - (root.square || fact.index < root.count - 1 ? 24 : 0)
                said: fact.value.replace(/ (?=\d)/g, "\u00a0").replace(/(\d) /g, "$1\u00a0") // a figure stays with its words
                color: Theme.white
                strong: true
                big: fact.big
                least: root.elder ? Theme.kioskElderNote : Theme.kioskLeast
            }
        }
    }
}
