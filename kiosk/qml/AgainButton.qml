import QtQuick

// Read the page aloud once more.
FootButton {
    required property var texts
    required property QtObject aloud
    objectName: "again"
    icon: "M4 9.5h4l5-4.5v14l-5-4.5H4zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11"
    text: texts["kiosk.foot.again"]
    elder: true
    onClicked: aloud.again()
}
