import QtQuick
import Fairhall.Ui

// One call: please, number, direction, counter. Yellow is now; a calm one is no longer.
Rectangle {
    id: root
    objectName: "band"
    required property real size
    required property real column
    required property string lead
    required property string number
    required property string label
    required property string english
    required property string arrow
    required property bool swapped
    required property bool calm
    required property QtObject texts
    readonly property real between: 36 + size * (arrow === "" ? 0.2 : 0.9)
    readonly property color ink: calm ? Theme.white : swapped ? Theme.now : Theme.ink
    radius: Theme.radiusDisplay
    color: calm ? Theme.night3 : swapped ? Theme.ink : Theme.now

    Words {
        id: please
        x: 48
        width: 56
        anchors.verticalCenter: parent.verticalCenter
        text: root.lead
        color: root.ink
        font.pixelSize: 54
        wrapMode: Text.WrapAnywhere
        lineHeight: 0.9
        strong: true
    }
    FitSigns {
        id: number
        objectName: "number"
        anchors { left: please.right; leftMargin: 34; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
        size: root.size
        room: words.x - x - root.between - Math.min(label.wanted, root.size * 0.76)
        text: root.number
        color: root.ink
    }
    Arrow {
        anchors { right: words.left; rightMargin: Math.max(label.width, root.column) + 36 + root.size * 0.14; verticalCenter: parent.verticalCenter }
        width: root.size * 0.56
        path: root.arrow
        color: root.ink
        ink: root.color
    }
    FitSigns {
        id: label
        objectName: "label"
        anchors { right: words.left; rightMargin: 36; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
        size: root.size
        room: words.x - number.x - number.width - root.between
        text: root.label
        color: root.ink
    }
    Column {
        id: words
        x: parent.width - 52 - counter.width
        anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: root.size * 0.2 - 23 }
        spacing: -root.size * 0.03

        Words {
            id: counter
            text: root.texts["display.band.window"]
            color: root.ink
            font.pixelSize: root.size * 0.1 + 51
            strong: true
        }
        FitSigns {
            objectName: "english"
            size: root.size * 0.1 + 13
            room: counter.width + 36
            text: root.english
            color: root.ink
        }
    }
}
