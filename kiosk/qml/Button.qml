import QtQuick
import Fairhall.Ui

// The filled button (one a page) or, `plain`, the outlined one; not `ready`, it waits for something else first.
Press {
    id: root
    required property string text
    property string note: ""
    property string icon: ""
    property int count: 0
    property bool plain: false
    property bool ready: true
    readonly property color ground: !ready ? Theme.line : plain !== down ? Theme.white : Theme.pine
    readonly property color ink: !ready ? Theme.muted : plain !== down ? Theme.pine : Theme.white
    height: 152
    enabled: ready

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: root.ground
        border { width: 3; color: root.ready ? Theme.pine : Theme.edge }
    }
    Row {
        anchors.centerIn: parent
        spacing: 24
        Icon {
            visible: path !== ""
            anchors.verticalCenter: parent.verticalCenter
            width: 60
            path: root.icon
            color: root.ink
        }
        Words {
            anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
            text: root.text
            color: root.ink
            strong: true
            font.pixelSize: root.plain ? 48 : Theme.kioskButton
        }
        Words {
            anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
            visible: root.note !== ""
            text: root.note
            color: root.plain !== root.down ? Theme.pine : Theme.mist
            font.pixelSize: Theme.kioskElderNote
        }
        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.count > 0
            width: 72; height: 72; radius: 36
            color: "transparent"
            border { width: 3; color: root.plain !== root.down ? Theme.pine : Theme.mist }
            Signs {
                anchors { centerIn: parent; verticalCenterOffset: middle }
                text: root.count
                color: root.ink
                font.pixelSize: 40
            }
        }
    }
}
