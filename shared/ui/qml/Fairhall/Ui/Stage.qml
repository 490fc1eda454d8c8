import QtQuick

// A design canvas of fixed size, scaled to fit its parent and centred; children are placed in design pixels.
Item {
    required property real designWidth
    required property real designHeight
    width: designWidth
    height: designHeight
    anchors.centerIn: parent
    scale: Math.min(parent.width / designWidth, parent.height / designHeight)
}
