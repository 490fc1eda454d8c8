import QtQuick

// One page back.
FootButton {
    required property var texts
    objectName: "back"
    icon: "M15 5l-7 7l7 7"
    text: texts["kiosk.foot.back"]
}
