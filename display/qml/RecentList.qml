pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// The calls before, newest first.
Item {
    id: root
    required property var recent
    required property string quiet
    required property QtObject texts

    Words {
        y: 24
        visible: rows.count === 0
        text: root.quiet
        color: Theme.fog
        font.pixelSize: Theme.hallList
    }
    Repeater {
        id: rows
        model: root.recent

        Item {
            id: row
            required property int index
            required property var model
            y: index * height
            width: root.width
            height: 116

            FitSigns {
                id: number
                objectName: "recentNumber"
                anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
                size: Theme.hallRecent
                room: 370
                text: row.model.number
                color: Theme.white
            }
            Arrow {
                x: 410
                width: 72
                anchors.verticalCenter: parent.verticalCenter
                path: row.model.arrow
                color: Theme.night3
                ink: Theme.white
            }
            FitSigns {
                objectName: "recentLabel"
                anchors { right: words.left; rightMargin: 22; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
                size: Theme.hallRecent
                room: words.x - 22 - (row.model.arrow === "" ? number.width + 24 : 494)
                text: row.model.label
                color: Theme.white
            }
            Words {
                id: words
                x: 637
                anchors.verticalCenter: parent.verticalCenter
                text: root.texts["display.band.window"]
                color: Theme.white
                font.pixelSize: 44
                strong: true
            }
            Words {
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                text: row.model.ago
                color: Theme.fog
                font.pixelSize: Theme.hallFoot
            }
            Rectangle {
                y: parent.height - height
                width: parent.width
                height: 2
                color: Theme.night3
            }
        }
    }
}
