import QtQuick
import Fairhall.Ui

// The direction box beside a counter's number; not there when no direction is set.
Rectangle {
    id: root
    objectName: "arrow"
    required property string path
    property alias ink: icon.color
    visible: path !== ""
    height: width
    radius: width / 12

    Icon {
        id: icon
        anchors.centerIn: parent
        width: root.width * 0.72
        path: root.path
        thick: 2.4
    }
}
