import QtQuick
import Fairhall.Ui

// A code to scan, and what for.
Rectangle {
    id: root
    required property string code
    required property string title
    required property string line
    required property bool elder
    visible: code !== ""
    width: 960
    radius: Theme.radius
    color: Theme.white

    Image {
        id: image
        objectName: "qr"
        x: 8; y: 8
        width: parent.height - 16
        height: width
        source: root.code
        smooth: false
    }
    Column {
        anchors { left: image.right; leftMargin: 24; right: parent.right; rightMargin: 24; verticalCenter: parent.verticalCenter }
        spacing: 8
        Words {
            width: parent.width
            text: root.title
            strong: true
            font.pixelSize: Theme.kioskBody
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.kioskElderLeast
        }
        Words {
            width: parent.width
            text: root.line
            color: Theme.muted
            font.pixelSize: root.elder ? Theme.kioskElderLeast : Theme.kioskLeast
            wrapMode: Text.Wrap
        }
    }
}
