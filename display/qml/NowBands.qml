pragma ComponentBehavior: Bound
import QtQuick

// One call over the whole band, or two, one above the other.
Item {
    id: root
    required property var bands
    required property QtObject texts
    required property real size

    Repeater {
        id: calls
        model: root.bands

        CallBand {
            required property var model
            y: model.place * (height + 8)
            width: root.width
            height: calls.count > 1 ? (root.height - 8) / 2 : root.height
            most: root.size
            several: calls.count > 1
            lead: model.lead
            number: model.number
            label: model.label
            english: model.english
            arrow: model.arrow
            swapped: model.swapped
            calm: model.calm
            texts: root.texts
        }
    }
}
