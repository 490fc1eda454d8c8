import QtQuick

// Somebody is wanted here.
FootButton {
    required property var texts
    required property QtObject help
    objectName: "help"
    icon: "M12 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8M4.5 21c0-9 15-9 15 0"
    text: texts["kiosk.foot.help"]
    onClicked: help.call()
}
