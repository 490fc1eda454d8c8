import QtQuick

// Large type, or not.
FootButton {
    required property var texts
    objectName: "elder"
    icon: "M3 19L9 5l6 14M5.2 14h7.6M14.5 11.5h7" + (elder ? "" : "M18 8v7")
    text: texts[elder ? "kiosk.foot.normal" : "kiosk.foot.elder"]
}
