import QtQuick
import Fairhall.Ui

// One question over the page, with its filled answer and, where there is one, its quiet one; `part` of a time runs out.
Item {
    id: root
    required property bool wide
    required property string title
    required property string line
    required property string yes
    required property string no
    property real part: -1
    signal accepted
    signal declined
    anchors.fill: parent

    Rectangle {
        anchors.fill: parent
        color: Theme.night
        opacity: 0.6
    }
    MouseArea { anchors.fill: parent }
    Rectangle {
        x: root.wide ? parent.width - 1020 : Theme.kioskMargin
        y: root.wide ? 190 : 800
        width: 960; height: 690; radius: Theme.radius
        color: Theme.white
        Words {
            y: 54
            x: 30
            width: parent.width - 60
            horizontalAlignment: Text.AlignHCenter
            text: root.title
            strong: true
            font.pixelSize: 84
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 56
        }
        Words {
            y: 186
            x: 30
            width: parent.width - 60
            horizontalAlignment: Text.AlignHCenter
            text: root.line
            color: Theme.muted
            font.pixelSize: Theme.kioskBody
            wrapMode: Text.Wrap
        }
        Progress {
            visible: root.part >= 0
            x: 56; y: 272
            width: 848
            height: 14
            part: Math.max(0, root.part)
        }
        Button {
            objectName: "stay"
            x: 56; y: 332
            width: 848
            text: root.yes
            onClicked: root.accepted()
        }
        Button {
            objectName: "leave"
            visible: root.no !== ""
            x: 56; y: 508
            width: 848
            height: 120
            plain: true
            text: root.no
            onClicked: root.declined()
        }
    }
}
