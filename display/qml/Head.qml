import QtQuick
import Fairhall.Ui

// Whose hall this is, and what time it is there.
Item {
    id: root
    required property QtObject screen
    required property QtObject clock

    Mark {
        id: mark
        x: 56
        height: 44
        anchors.verticalCenter: parent.verticalCenter
    }
    Words {
        objectName: "name"
        anchors { left: mark.right; leftMargin: 24; right: date.left; rightMargin: 48; verticalCenter: parent.verticalCenter }
        text: root.screen.name
        color: Theme.white
        font.pixelSize: 40
        strong: true
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.hallFoot
        elide: Text.ElideRight
    }
    Words {
        id: date
        anchors { right: time.left; rightMargin: 36; verticalCenter: parent.verticalCenter }
        text: root.screen.date
        color: Theme.fog
        font.pixelSize: 36
    }
    Signs {
        id: time
        anchors { right: parent.right; rightMargin: 56; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
        text: root.clock.text
        color: Theme.white
        font.pixelSize: 62
    }
}
