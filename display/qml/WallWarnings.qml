pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// What a manager should look at. Pressing one says that somebody sees to it. A long one has two lines.
Item {
    id: root
    required property var warnings
    required property bool quiet
    required property QtObject screen
    required property QtObject texts
    readonly property int longs: {
        let found = 0;
        for (let n = 0; n < rows.count; n++)
            found += rows.itemAt(n) && rows.itemAt(n).long ? 1 : 0;
        return found;
    }

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
            id: rows
            model: root.warnings

            Item {
                id: row
                required property var model
                objectName: "warning"
                readonly property bool long: natural.advanceWidth > 1.1 * words.width
                width: root.width
                height: long ? Math.min(64, (root.height - 46 * (rows.count - root.longs)) / root.longs) : 46

                TextMetrics {
                    id: natural
                    font: words.font
                    text: row.model.words
                }

                Words {
                    id: mark
                    anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
                    width: latin ? 112 : 80
                    text: row.model.mark
                    color: row.model.colour
                    font.pixelSize: 25
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: 18
                    strong: true
                }
                Words {
                    id: words
                    objectName: "warningWords"
                    anchors { left: mark.right; right: taken.left; rightMargin: 16; verticalCenter: parent.verticalCenter; verticalCenterOffset: lineCount > 1 ? 0 : mark.middle }
                    height: parent.height - 2
                    verticalAlignment: Text.AlignVCenter
                    text: phrased(row.model.words)
                    color: Theme.white
                    font.pixelSize: 25
                    fontSizeMode: Text.Fit
                    minimumPixelSize: 17
                    wrapMode: row.long ? Text.Wrap : Text.NoWrap
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
