import QtQuick
import Fairhall.Ui

// One question over the page, with its filled answer and, where there is one, its quiet one; `part` of a time runs out.
Item {
    id: root
    required property bool wide
    required property bool elder
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
        opacity: 0.72
    }
    MouseArea { anchors.fill: parent }
    Rectangle {
        x: root.wide ? parent.width - 1020 : Theme.kioskMargin
        y: root.wide ? Math.min((parent.height - height) / 2, parent.height - 184 - 20 - height) : 800
        width: 960; height: asked.height + 112; radius: Theme.radius
        color: Theme.white
        Column {
            id: asked
            x: 56; y: 56
            width: 848
            spacing: 28
            Words {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: root.title
                strong: true
                font.pixelSize: 84
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 56
            }
            Prose {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                said: root.line
                color: Theme.muted
                size: root.elder ? Theme.kioskElderBody : Theme.kioskBody
            }
            Item { width: 1; height: 4; visible: root.part < 0 }
            Progress {
                visible: root.part >= 0
                width: parent.width
                height: 14
                part: Math.max(0, root.part)
            }
            Button {
                objectName: "stay"
                width: parent.width
                text: root.yes
                onClicked: root.accepted()
            }
            Button {
                objectName: "leave"
                visible: root.no !== ""
                width: parent.width
                height: 120
                plain: true
                text: root.no
                onClicked: root.declined()
            }
        }
    }
}
