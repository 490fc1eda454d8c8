pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// The mark: five sticks, the short one yellow. `height` gives the size; width follows.
Item {
    id: root
    property color stick: Theme.white
    property color shortStick: Theme.now
    property real gap: 0.52
    readonly property var lengths: [0.86, 1.0, 0.38, 0.68, 0.92]
    property real thick: height * 0.166
    implicitWidth: thick * (5 + 4 * gap)
    width: implicitWidth

    Repeater {
        model: root.lengths
        Rectangle {
            required property real modelData
            required property int index
            x: index * root.thick * (1 + root.gap)
            y: root.height - height
            width: root.thick
            height: root.height * modelData
            radius: root.thick * 0.2
            color: index === 2 ? root.shortStick : root.stick
        }
    }
}
