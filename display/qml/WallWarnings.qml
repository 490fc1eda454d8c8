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
    height: Math.max(180, column.height)

    Words {
        y: 12
        visible: root.quiet
        text: root.texts["display.wall.no-warnings"]
        color: Theme.fog
        font.pixelSize: 26
    }
    Column {
        id: column
        width: root.width
        Repeater {
            id: rows
            model: root.warnings

            Item {
                id: row
                required property var model
                objectName: "warning"
                width: root.width
                height: words.lineCount > 1 ? 72 : 60

                Words {
                    y: parent.height / 2 - 5 - baselineOffset
                    text: row.model.mark
                    color: row.model.colour
                    font.pixelSize: 25
                    strong: true
                }
                Words {
                    id: taken
                    objectName: "taken"
                    y: parent.height / 2 + 21 - baselineOffset
                    width: latin ? 192 : 152
                    text: row.model.taken
                    color: Theme.fog
                    font.pixelSize: 22
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: 17
                    elide: Text.ElideRight
                }
                Prose {
                    id: words
                    objectName: "warningWords"
                    anchors { left: taken.right; leftMargin: 14; right: parent.right; verticalCenter: parent.verticalCenter; verticalCenterOffset: !latin ? -3 : lineCount > 1 ? 0 : middle }
                    said: row.model.words
                    size: Lines.fitted(said, 28, 20, strong, width, 66, 1.1)
                    color: Theme.white
                    lineHeightMode: Text.FixedHeight
                    lineHeight: size * 1.1
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
