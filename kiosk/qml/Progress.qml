import QtQuick
import Fairhall.Ui

// Time that runs out, a step a second.
Rectangle {
    id: root
    required property real part
    height: 12
    radius: 6
    color: Theme.line
    Rectangle {
        width: parent.width * root.part
        height: parent.height
        radius: parent.radius
        color: Theme.pine
    }
}
