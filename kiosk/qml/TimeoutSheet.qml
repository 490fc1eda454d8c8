import QtQuick
import Fairhall.Ui

// Still there? For the last seconds of an untouched visit.
Item {
    id: root
    required property var texts
    required property string line
    required property real part
    signal stay
    signal leave
    anchors.fill: parent

    Rectangle {
        anchors.fill: parent
        color: Theme.night
        opacity: 0.6
    }
    MouseArea { anchors.fill: parent }
    Rectangle {
        x: Theme.kioskMargin
        y: 800
        width: 960; height: 690; radius: Theme.radius
        color: Theme.white
        Words {
            y: 54
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: root.texts["kiosk.timeout.title"]
            strong: true
            font.pixelSize: 84
        }
        Words {
            y: 186
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: root.line
            color: Theme.muted
            font.pixelSize: Theme.kioskBody
        }
        Progress {
            x: 56; y: 272
            width: 848
            height: 14
            part: root.part
        }
        Button {
            objectName: "stay"
            x: 56; y: 332
            width: 848
            text: root.texts["kiosk.timeout.stay"]
            onClicked: root.stay()
        }
        Button {
            objectName: "leave"
            x: 56; y: 508
            width: 848
            height: 120
            plain: true
            text: root.texts["kiosk.timeout.leave"]
            onClicked: root.leave()
        }
    }
}
