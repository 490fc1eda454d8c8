import QtQuick
import Fairhall.Ui

// A service that fits: its letter, its name with what was typed on mint over what tells it from its likes, its wait. Names
// are of one size, `shrunk` as the longest has to be.
Press {
    id: root
    required property string key
    required property string letter
    required property string before
    required property string typed
    required property string after
    required property string about
    required property string line
    required property bool free
    required property bool available
    required property real shrunk
    readonly property real fits: Math.min(1, name.width / Math.max(1, parts.implicitWidth))
    objectName: "hit-" + key
    width: 960
    readonly property color ink: down ? Theme.white : available ? Theme.ink : Theme.muted

    Rectangle {
        anchors { fill: parent; topMargin: -6; bottomMargin: -6; leftMargin: -12; rightMargin: -12 }
        visible: root.down
        radius: Theme.radius
        color: Theme.pine
    }
    LetterTile {
        id: plate
        anchors.verticalCenter: parent.verticalCenter
        width: 64
        letter: root.letter
        color: root.down ? Theme.white : Theme.pine
        ink: root.down ? Theme.pine : Theme.white
    }
    Item {
        id: name
        anchors { left: plate.right; leftMargin: 24; verticalCenter: parent.verticalCenter }
        width: (cramped ? root.width : wait.x - 24) - x
        height: parent.height
        clip: true
        readonly property bool cramped: 0.75 * parts.implicitWidth > wait.x - 24 - x // then there is no room for the wait
        Rectangle {
            visible: root.typed !== "" && !root.down
            x: first.width * parts.scale - 2
            anchors.verticalCenter: parts.verticalCenter
            anchors.verticalCenterOffset: -second.middle
            width: second.width * parts.scale + 4
            height: 54 * parts.scale
            color: Theme.mist
        }
        Row {
            id: parts
            anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: second.middle - (about.visible ? 23 : 0) }
            transformOrigin: Item.Left
            scale: Math.min(root.fits, root.shrunk)
            Words { id: first; text: root.before; strong: true; color: root.ink; font.pixelSize: Theme.kioskBody }
            Words { id: second; text: root.typed; strong: true; color: root.down ? Theme.white : Theme.pine; font.pixelSize: Theme.kioskBody }
            Words { text: root.after; strong: true; color: root.ink; font.pixelSize: Theme.kioskBody }
        }
        Words {
            id: about
            visible: text !== ""
            y: parent.height / 2 + 5
            width: parent.width
            text: root.about
            color: root.down ? Theme.white : Theme.muted
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.kioskLeast
            elide: Text.ElideRight
        }
    }
    Words {
        id: wait
        anchors { right: parent.right; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
        visible: !name.cramped
        text: root.line
        color: root.down ? Theme.white : root.free ? Theme.pine : Theme.muted
        strong: root.free
        font.pixelSize: Theme.kioskLeast
    }
    Rectangle {
        visible: !root.down
        anchors { bottom: parent.bottom; bottomMargin: -7 }
        width: parent.width; height: 2
        color: Theme.line
    }
}
