pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// Facts on the sign, the last one the longest: side by side, or two and two on a wide screen.
Grid {
    id: root
    required property var model
    required property bool elder
    required property bool wide
    readonly property int count: facts.count
    columns: wide ? 2 : Math.max(1, count)
    rowSpacing: 28

    Repeater {
        id: facts
        model: root.model
        Item {
            id: fact
            required property int index
            required property string caption
            required property string value
            readonly property real big: root.elder ? Theme.kioskElderBody : 42
            width: root.wide ? 360 : [205, 230, 205, 320][index]
            height: value.y + value.height
            Words {
                id: caption
                text: fact.caption
                color: Theme.mist
                font.pixelSize: root.elder ? Theme.kioskElderLeast : Theme.kioskLeast
            }
            FitWords {
                id: value
                y: caption.height + 1.1 * fact.big - baselineOffset
                width: parent.width - 14
                text: fact.value
                color: Theme.white
                strong: true
                big: fact.big
                least: root.elder ? Theme.kioskElderLeast : Theme.kioskLeast
            }
        }
    }
}
