import QtQuick
import QtQuick.Shapes
import Fairhall.Ui

// One choice: letter, name, wait. Pressed it fills; what gives no tickets is dashed and says why.
Press {
    id: root
    required property string key
    required property string letter
    required property string title
    required property string line
    required property bool free
    required property bool available
    required property bool elder
    readonly property bool roomy: height > 200
    readonly property bool tight: elder && height < 185
    objectName: "tile-" + key

    Rectangle {
        anchors.fill: parent
        visible: root.available || root.down
        radius: Theme.radius
        color: root.down ? Theme.pine : Theme.white
        border { width: root.elder ? Theme.borderElder : Theme.border; color: root.down ? Theme.pine : Theme.edge }
    }
    Shape {
        anchors.fill: parent
        visible: !root.available && !root.down
        ShapePath {
            strokeColor: Theme.edge
            strokeWidth: 2
            strokeStyle: ShapePath.DashLine
            dashPattern: [4, 3]
            fillColor: "transparent"
            PathRectangle { x: 1; y: 1; width: root.width - 2; height: root.height - 2; radius: Theme.radius }
        }
    }
    LetterTile {
        id: plate
        x: 22
        anchors.verticalCenter: parent.verticalCenter
        width: root.elder ? 112 : root.roomy ? 96 : 88
        letter: root.letter
        color: root.down ? Theme.white : root.available ? Theme.pine : "transparent"
        ink: root.down ? Theme.pine : root.available ? Theme.white : Theme.muted
        border { width: root.available ? 0 : 2; color: Theme.edge }
    }
    Column {
        anchors { left: plate.right; leftMargin: 20; right: parent.right; rightMargin: 18; verticalCenter: parent.verticalCenter }
        spacing: root.tight ? -6 : 4
        FitWords {
            width: parent.width
            text: root.title
            color: root.down ? Theme.white : root.available ? Theme.ink : Theme.muted
            strong: true
            big: root.tight && root.height < 165 ? 56 : root.elder ? Theme.kioskElderTile : root.roomy ? 48 : Theme.kioskTile
            least: root.elder ? 46 : 34
            lineHeight: root.tight || long ? 0.9 : 1
            maximumLineCount: 2
            elide: Text.ElideRight
        }
        Words {
            width: parent.width
            text: root.line
            color: root.down ? Theme.white : root.free ? Theme.pine : Theme.muted
            strong: root.free
            font.pixelSize: root.tight ? 36 : root.elder ? 40 : Theme.kioskLeast
            lineHeight: root.tight ? 0.9 : 1
            elide: Text.ElideRight
        }
    }
}
