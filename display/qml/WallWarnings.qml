pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// What a manager should look at. Pressing one says that somebody sees to it.
Item {
    id: root
    required property var warnings
    required property bool quiet
    required property QtObject screen
    required property QtObject texts

    Words {
        y: 12
        visible: root.quiet
        text: root.texts["display.wall.no-warnings"]
        color: Theme.fog
        font.pixelSize: 26
    }
    Column {
        width: root.width
        Repeater {
            model: root.warnings

            Item {
                id: row
                required property var model
                objectName: "warning"
                width: root.width
                height: 46

                Words {
                    id: mark
                    anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
                    width: latin && text.length > 5 ? 116 : 80
                    text: row.model.mark
                    color: row.model.colour
                    font.pixelSize: 25
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: 18
                    strong: true
                }
                Words {
                    objectName: "warningWords"
                    anchors { left: mark.right; right: taken.left; rightMargin: 16; verticalCenter: parent.verticalCenter; verticalCenterOffset: lineCount > 1 ? 0 : mark.middle }
                    height: parent.height - 2
                    verticalAlignment: Text.AlignVCenter
                    text: row.model.words
                    color: Theme.white
                    font.pixelSize: 25
                    fontSizeMode: Text.Fit
                    minimumPixelSize: 17
                    wrapMode: Text.Wrap
                    lineHeight: 0.8
                    elide: Text.ElideRight
                }
                Words {
                    id: taken
                    objectName: "taken"
                    anchors { right: parent.right; baseline: mark.baseline }
                    text: row.model.taken
                    color: Theme.fog
                    font.pixelSize: 22
                }
                Rectangle {
                    y: parent.height - 2
                    width: parent.width
                    height: 2
                    color: Theme.night3
                }
                TapHandler {
                    enabled: row.model.open
                    onTapped: root.screen.take(row.model.id)
                }
            }
        }
    }
}
