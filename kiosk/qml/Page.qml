import QtQuick

// A page on the desk, which is as wide on every screen; `low` on a wide screen, where it is less high.
Item {
    required property var texts
    required property bool elder
    readonly property bool low: height < 1200
    readonly property real actionY: height - 364
    readonly property real footY: height - 184
    anchors.fill: parent
}
