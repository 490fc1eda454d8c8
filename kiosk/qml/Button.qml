import QtQuick
import Fairhall.Ui

// The filled button (one a page) or, `plain`, the outlined one.
Press {
    id: root
    required property string text
    property string note: ""
    property int count: 0
    property bool plain: false
    height: 152

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: root.plain !== root.down ? Theme.white : Theme.pine
        border { width: 3; color: Theme.pine }
    }
    Row {
        anchors.centerIn: parent
        spacing: 24
        Words {
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            color: root.plain !== root.down ? Theme.pine : Theme.white
            strong: true
            font.pixelSize: root.plain ? 44 : Theme.kioskButton
        }
        Words {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.note !== ""
            text: root.note
            color: root.plain !== root.down ? Theme.pine : Theme.mist
            font.pixelSize: Theme.kioskFoot
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
                color: root.plain !== root.down ? Theme.pine : Theme.white
                font.pixelSize: 42
            }
        }
    }
}
