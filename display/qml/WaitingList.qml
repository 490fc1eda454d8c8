pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// How many wait for each group, and how long about; a page at a time.
Item {
    id: root
    required property var waiting
    required property string page
    required property QtObject texts
    required property real size
    required property real pitch
    readonly property alias count: rows.count

    Row {
        y: 35 - title.baselineOffset
        spacing: Theme.space3
        Words {
            id: title
            text: root.texts["display.waiting.title"]
            color: Theme.fog
            font.pixelSize: 30
        }
        Signs {
            y: title.baselineOffset - baselineOffset
            text: root.page
            color: Theme.fog
            font.pixelSize: 30
        }
    }
    Words {
        anchors.right: parent.right
        y: 35 - baselineOffset
        text: root.texts["display.waiting.about"]
        color: Theme.fog
        font.pixelSize: 30
    }
    Repeater {
        id: rows
        model: root.waiting

        Item {
            id: row
            required property int index
            required property var model
            y: 48 + index * height
            width: root.width
            height: root.pitch

            LetterTile {
                id: letter
                width: root.pitch * 0.8
                radius: 8
                anchors.verticalCenter: parent.verticalCenter
                letter: row.model.letter
                color: Theme.white
                ink: Theme.ink
            }
            Words {
                // One English line: its capitals in the middle. Lines 0.8 high stand 0.13 em higher than their baseline says.
                objectName: "group"
                anchors { left: letter.right; leftMargin: 24; right: people.left; rightMargin: 24; verticalCenter: parent.verticalCenter; verticalCenterOffset: lineCount === 1 && latin ? height / 2 - baselineOffset + (Theme.capHeight / 2 + 0.13) * fontInfo.pixelSize : 0 }
                height: root.pitch - 5
                verticalAlignment: Text.AlignVCenter
                text: row.model.name
                color: Theme.white
                font.pixelSize: root.size
                fontSizeMode: Text.Fit
                minimumPixelSize: 28
                wrapMode: Text.WrapAnywhere
                maximumLineCount: 2
                lineHeight: 0.8
                elide: Text.ElideRight
            }
            CountedWords {
                id: people
                anchors { right: parent.right; rightMargin: root.size * (words === "" ? 5.2 : 4.6); verticalCenter: parent.verticalCenter }
                size: root.size
                number: row.model.waiting
                words: root.texts["display.waiting.people"]
                color: Theme.white
            }
            CountedWords {
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                visible: row.model.minutes !== ""
                size: root.size
                room: root.size * 3.08
                number: row.model.minutes
                words: root.texts["display.waiting.minutes"]
                color: Theme.fog
            }
            Words {
                anchors { right: parent.right; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
                text: row.model.instead
                color: Theme.fog
                font.pixelSize: root.size * 0.85
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
