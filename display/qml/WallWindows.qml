pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// Every window in its place: what it does and for how many minutes. Many windows: smaller, then the label alone.
Item {
    id: root
    required property var windows
    readonly property int count: cells.count
    readonly property int rows: count <= 16 ? 2 : count <= 36 ? 3 : 4
    readonly property int columns: Math.max(8, Math.ceil(count / rows))
    readonly property real gap: rows === 2 ? 8 : 6
    readonly property real cellWidth: (width - (columns - 1) * gap) / columns
    readonly property real cellHeight: (150 - (rows - 1) * gap) / rows

    Repeater {
        id: cells
        model: root.windows

        Rectangle {
            id: cell
            required property var model
            required property int index
            readonly property bool dim: model.look === "paused" || model.look === "closed"
            readonly property bool now: model.look === "calling"
            readonly property color ink: now ? Theme.ink : model.look === "closed" ? Theme.fog : model.look === "paused" ? Theme.amber : Theme.white
            objectName: "cell"
            x: (index % root.columns) * (root.cellWidth + root.gap)
            y: Math.floor(index / root.columns) * (root.cellHeight + root.gap)
            width: root.cellWidth
            height: root.cellHeight
            radius: 8
            color: now ? Theme.now : model.look === "serving" ? Theme.pine2 : Theme.night
            border { width: model.colour !== "" ? 3 : now || model.look === "serving" ? 0 : 2; color: model.colour || (dim ? Theme.edge : Theme.fog) }

            Signs {
                anchors { horizontalCenter: parent.horizontalCenter; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle - (words.visible ? parent.height * 0.2 : 0) }
                text: cell.model.label
                color: cell.ink
                font.pixelSize: Math.min(32, root.cellHeight * 0.72, root.cellWidth * (text.length > 2 ? 0.36 : 0.62))
            }
            Words {
                id: words
                objectName: "state"
                visible: root.rows < 4
                anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: root.rows === 2 ? 5 : 0 }
                width: parent.width - 8
                height: root.rows === 2 ? 32 : 26
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                text: (root.rows === 2 ? cell.model.words + " " : "") + (cell.model.look === "closed" || cell.now ? (root.rows === 2 ? "" : "–") : cell.model.minutes)
                color: cell.ink
                font.pixelSize: root.rows === 2 ? 22 : 18
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 13
            }
        }
    }
}
