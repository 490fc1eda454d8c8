pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// The calls before, newest first.
Item {
    id: root
    required property var recent
    required property string quiet
    required property string status
    required property QtObject texts
    required property real size
    required property real pitch
    required property bool timed
    readonly property bool wide: timed && width > size * 9.6

    NoCalls {
        anchors.fill: parent
        visible: rows.count === 0
        words: root.quiet
        status: root.status
        texts: root.texts
        size: Math.min(Theme.hallList, root.size)
    }
    Repeater {
        id: rows
        model: root.recent

        Item {
            id: row
            required property int index
            required property var model
            readonly property real end: root.wide ? root.width * 0.685 + words.width : root.width - 12
            y: index * height
            width: root.width
            height: root.pitch

            FitSigns {
                id: number
                objectName: "recentNumber"
                anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
                size: root.size
                room: Math.min(root.width * 0.4, box.x - 12)
                text: row.model.number
                color: Theme.white
            }
            Arrow {
                id: box
                x: root.width * (root.wide ? (words.latin ? 0.37 : 0.41) : 0.48) + (root.wide && !words.latin ? 29 : 0)
                width: root.size * 0.78
                anchors.verticalCenter: parent.verticalCenter
                path: row.model.arrow
                color: Theme.night3
                ink: Theme.white
            }
            FitSigns {
                objectName: "recentLabel"
                x: words.latin ? words.x + words.width + 22 : words.x - 22 - width
                anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
                size: root.size
                room: row.end - words.width - 22 - (row.model.arrow === "" ? number.width : box.x + box.width) - 12
                text: row.model.label
                color: Theme.white
            }
            Words {
                id: words
                x: latin ? box.x + box.width + root.size * 0.3 : row.end - width
                anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
                text: root.texts["display.band.window"]
                color: Theme.white
                font.pixelSize: Math.max(Theme.hallLeast, root.size * (latin ? 0.36 : 0.48))
                strong: true
            }
            Words {
                anchors { right: parent.right; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
                visible: root.wide
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
