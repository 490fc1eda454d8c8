pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// Sticks in their holders. They rise at one speed; each stops at its own length. Lengths and names come from Python.
Item {
    id: root
    required property QtObject draw
    required property var texts
    required property bool elder
    readonly property real rowHeight: (height - (draw.rows - 1) * 30) / draw.rows
    readonly property string unit: texts["kiosk.draw.unit"]
    readonly property real cupHeight: draw.rows === 1 ? 150 : unit ? 116 : 96
    readonly property real captionHeight: draw.trays > 1 ? (elder ? 64 : 46) : 0
    readonly property real foot: 176 - 150 + (draw.rows > 1 ? 24 : 150)
    readonly property real rise: rowHeight - cupHeight - captionHeight - foot - 10
    readonly property bool result: draw.phase === "result"
    readonly property real lowest: height - cupHeight - captionHeight
    property real level: 0

    SequentialAnimation {
        running: root.draw.rising
        PropertyAction { target: root; property: "level"; value: 0 }
        PauseAnimation { duration: root.draw.liftMs }
        NumberAnimation { target: root; property: "level"; to: 1; duration: root.draw.riseMs }
    }
    Repeater {
        model: root.draw.sticks
        Item {
            id: stick
            required property string label
            required property real length
            required property string named
            required property string value
            required property int row
            required x
            required width
            readonly property real ground: row * (root.rowHeight + 30) + root.rowHeight - root.cupHeight - root.captionHeight
            readonly property real shown: root.result ? length : root.draw.rising ? Math.min(root.level, length) : 0
            readonly property bool main: root.result && named === "main"
            readonly property bool reserve: root.result && named === "reserve"

            Rectangle {
                x: (stick.width - width) / 2
                width: Math.min(90, stick.width * 0.56)
                height: root.foot + stick.shown * root.rise + 12
                y: stick.ground + 12 - height
                radius: 10
                color: stick.main ? Theme.now : stick.reserve ? Theme.white : root.result ? Theme.lotDim : Theme.lot
                border { width: stick.main || stick.reserve ? 5 : 3; color: stick.main || stick.reserve ? Theme.ink : Theme.lotEdge }
            }
            Signs {
                visible: root.result && stick.value !== ""
                anchors.horizontalCenter: parent.horizontalCenter
                y: stick.ground - root.foot - stick.shown * root.rise - 40
                text: stick.value
                font.pixelSize: Math.min(28, stick.width * 0.32)
            }
        }
    }
    Repeater {
        model: root.draw.cups
        Item {
            id: cup
            required property int tray
            required property int row
            required x
            required width
            y: row * (root.rowHeight + 30) + root.rowHeight - root.cupHeight - root.captionHeight
            Rectangle {
                width: cup.width
                height: root.cupHeight
                color: Theme.pine
                topLeftRadius: 6
                topRightRadius: 6
                bottomLeftRadius: 18
                bottomRightRadius: 18
            }
            Words {
                visible: root.captionHeight > 0
                y: root.cupHeight + 6
                width: cup.width
                horizontalAlignment: Text.AlignHCenter
                text: root.draw.captions[cup.tray] ?? ""
                color: cup.tray === 0 ? Theme.ink : Theme.muted
                strong: cup.tray === 0
                font.pixelSize: root.elder ? Theme.kioskElderNote : 30
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 24
            }
        }
    }
    Repeater {
        model: root.draw.sticks
        Item {
            id: plate
            required property string label
            required property string named
            required property int row
            required x
            required width
            readonly property bool main: root.result && named === "main"
            readonly property bool reserve: root.result && named === "reserve"
            y: row * (root.rowHeight + 30) + root.rowHeight - root.cupHeight - root.captionHeight
            height: root.cupHeight
            Rectangle {
                visible: plate.main || plate.reserve
                anchors.centerIn: parent
                width: Math.min(160, parent.width) - 12; height: parent.height - 12
                radius: 12
                color: plate.main ? Theme.now : "transparent"
                border { width: 4; color: plate.main ? Theme.now : Theme.white }
            }
            Signs {
                anchors { horizontalCenter: parent.horizontalCenter; verticalCenter: parent.verticalCenter; verticalCenterOffset: middle - (unit.visible ? 0.13 * root.cupHeight : 0) }
                text: plate.label
                color: plate.main ? Theme.ink : Theme.white
                font.pixelSize: Math.min(root.draw.rows > 1 ? 44 : 56, plate.width * (plate.label.length > 2 ? 0.4 : 0.55))
            }
            Words {
                id: unit
                visible: text !== ""
                anchors.horizontalCenter: parent.horizontalCenter
                y: (root.elder ? 0.55 : 0.57) * root.cupHeight
                text: root.unit
                color: plate.main ? Theme.ink : Theme.white
                font.pixelSize: root.draw.rows === 1 && root.elder ? Theme.kioskElderNote : 30
            }
        }
    }
}
