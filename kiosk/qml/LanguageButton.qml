import QtQuick

// The other language.
FootButton {
    required property var texts
    objectName: "language"
    icon: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18"
    text: texts["kiosk.foot.language"]
}
