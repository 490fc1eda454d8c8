import QtQuick

// What is touched: fills with colour while pressed. Its side is measured against the least target.
MouseArea {
    readonly property bool isTarget: true
    readonly property bool down: pressed && containsPress
    onPressed: Presses.pressed()
}
