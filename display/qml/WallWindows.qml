pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Fairhall.Ui

// Every window in its place: what it does and for how many minutes. Many windows: without the word, then the label alone.
Item {
    id: root
    required property var windows
    readonly property int count: cells.count
    property int longest: 1 // of all labels: they are of one size
    readonly property int rows: count <= 16 ? 2 : count <= 36 ? 3 : 4
    readonly property int columns: Math.max(8, Math.ceil(count / rows))
    readonly property real gap: rows === 2 ? 8 : 6
    readonly property real cellWidth: (width - (columns - 1) * gap) / columns
    readonly property real cellHeight: (height - (rows - 1) * gap) / rows

    Repeater {
        id: cells
        model: root.windows

        Rectangle {
            id: cell
            required property var model
            required property int index
            readonly property bool dim: model.look === "paused" || model.look === "closed"
            readonly property bool shut: model.look === "closed" && model.colour === ""
            readonly property bool now: model.look === "calling"
            readonly property bool signed: dim && root.rows > 2 && root.cellWidth > 48
            readonly property bool timed: !now && model.look !== "closed"
            readonly property color ink: now ? Theme.ink : model.look === "closed" ? Theme.fog : model.look === "paused" ? Theme.amber : Theme.white
            objectName: "cell"
            Component.onCompleted: root.longest = Math.max(root.longest, model.label.length)
            x: (index % root.columns) * (root.cellWidth + root.gap)
            y: Math.floor(index / root.columns) * (root.cellHeight + root.gap)
            width: root.cellWidth
            height: root.cellHeight
            radius: 8
            color: now ? Theme.now : model.look === "serving" ? Theme.pine2 : Theme.night
            border { width: model.colour !== "" ? 3 : now || shut || model.look === "serving" ? 0 : 2; color: model.colour || (dim ? Theme.edge : Theme.fog) }

            Shape {
                objectName: "dashes"
                visible: cell.shut
                anchors.fill: parent
                ShapePath {
                    strokeWidth: 2
                    strokeColor: Theme.edge
                    strokeStyle: ShapePath.DashLine
                    dashPattern: [3, 3]
                    fillColor: "transparent"
                    PathRectangle { x: 1; y: 1; width: cell.width - 2; height: cell.height - 2; radius: 7 }
                }
            }
            Signs {
                objectName: "label"
                anchors { horizontalCenter: parent.horizontalCenter; horizontalCenterOffset: root.rows === 4 && cell.signed ? -7 : 0; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle - parent.height * [0.3, 0.21, 0][root.rows - 2] }
                text: cell.model.label
                color: cell.ink
                font.pixelSize: Math.min([29, 27, 32][root.rows - 2], root.cellHeight * (root.rows === 2 ? 0.37 : 0.72), root.cellWidth * (root.longest > 2 ? 0.36 : 0.62))
            }
            Words {
                // A warning is not told by its colour alone.
                objectName: "mark"
                visible: root.rows < 4 && root.cellWidth > 48
                anchors { left: parent.left; leftMargin: 5; bottom: parent.bottom; bottomMargin: 6 }
                text: cell.model.mark
                color: cell.ink
                font.pixelSize: 15
            }
            Words {
                objectName: "state"
                visible: root.rows === 2
                anchors { horizontalCenter: parent.horizontalCenter; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle + (cell.timed ? 0 : 11) }
                width: parent.width - 10
                horizontalAlignment: Text.AlignHCenter
                text: cell.model.words
                color: cell.ink
                font.pixelSize: 20
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 16
            }
            Signs {
                objectName: "minutes"
                visible: root.rows < 4 && text !== ""
                anchors { horizontalCenter: parent.horizontalCenter; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle + parent.height * (root.rows === 2 ? 0.3 : 0.22) }
                text: cell.timed ? cell.model.minutes : ""
                color: cell.ink
                font.pixelSize: root.rows === 2 ? 24 : 22
                font.variableAxes: { "wght": 500 }
            }
            Item {
                // Without the word: two bars for a pause, one for a closed window.
                objectName: "sign"
                visible: cell.signed
                anchors { right: parent.right; rightMargin: 6; top: parent.top; topMargin: root.rows === 3 ? 11 : (parent.height - height) / 2 }
                width: 9
                height: 9

                Repeater {
                    model: cell.model.look === "paused" ? [0, 6] : []
                    Rectangle {
                        required property real modelData
                        x: modelData
                        width: 3
                        height: 9
                        color: cell.ink
                    }
                }
                Rectangle {
                    visible: cell.model.look === "closed"
                    y: 3
                    width: 9
                    height: 3
                    color: cell.ink
                }
            }
        }
    }
}
