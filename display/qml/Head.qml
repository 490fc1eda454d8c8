import QtQuick
import Fairhall.Ui

// Whose hall this is, and what time it is there.
Item {
    id: root
    required property QtObject screen
    required property QtObject clock
    required property real size
    required property bool timed
    readonly property bool wide: width > 1300

    Mark {
        id: mark
        x: 56
        height: 44
        anchors.verticalCenter: parent.verticalCenter
    }
    Words {
        objectName: "name"
        anchors { left: mark.right; leftMargin: 24; right: root.wide && root.timed ? date.left : time.left; rightMargin: 48; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
        text: root.screen.zone === "" ? root.screen.name : root.screen.name + " / " + root.screen.zone
        color: Theme.white
        font.pixelSize: root.size
        strong: true
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.hallFoot
        elide: Text.ElideRight
    }
    Words {
        id: date
        anchors { right: time.left; rightMargin: 36; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
        visible: root.wide && root.timed
        text: root.screen.date
        color: Theme.fog
        font.pixelSize: root.size * 0.9
    }
    Signs {
        id: time
        anchors { right: parent.right; rightMargin: 56; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
        objectName: "time"
        text: root.timed && root.screen.timed ? root.clock.text : ""
        color: Theme.white
        font.pixelSize: root.size * 1.55
    }
}
