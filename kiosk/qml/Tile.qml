import QtQuick
import QtQuick.Shapes
import Fairhall.Ui

// One choice: letter, name, wait below it, or beside it where it is `flat`; where there are few of them the letter stands
// over both. Pressed it fills; what gives no tickets is dashed and says why.
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
    readonly property bool stacked: height > 260 && width < 500 && !elder
    readonly property bool tight: elder && height < 185
    readonly property bool broad: width > 500
    readonly property bool flat: elder && broad && height < 150
    readonly property bool folds: elder && roomy && width < 500 // all names alike, the long ones on two lines
    readonly property bool dense: tight || (elder && width < 500)
    readonly property string parted: line.replace(/( · |, )/, "\n") // who waits over how long
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
        x: root.elder ? (root.flat || !root.broad ? 16 : 30) : 26
        y: root.stacked ? 0.08 * root.height : (parent.height - height) / 2
        width: root.elder && root.broad ? Math.min(112, root.height - 28) : root.stacked ? Math.min(128, 0.3 * root.height) : root.roomy ? 104 : 88
        letter: root.letter
        color: root.down ? Theme.white : root.available ? Theme.pine : "transparent"
        ink: root.down ? Theme.pine : root.available ? Theme.white : Theme.muted
        border { width: root.available ? 0 : 2; color: Theme.edge }
    }
    Column {
        x: root.stacked ? plate.x : plate.x + plate.width + 20
        y: root.stacked ? 0.92 * parent.height - height : (parent.height - height) / 2 - (root.flat || name.latin ? 0 : !root.elder ? 4 : name.long ? 3 : 7) // Chinese stands low in its lines
        width: (root.flat ? beside.x : parent.width) - 18 - x
        spacing: root.dense && !(root.folds && name.long && name.latin) ? -8 : 4
        FitWords {
            id: name
            width: parent.width
            said: root.title
            color: root.down ? Theme.white : root.available ? Theme.ink : Theme.muted
            strong: true
            big: root.tight && !root.broad ? 56 : root.folds ? (root.height < 225 ? 54 : 60) : root.elder ? Theme.kioskElderTile : root.stacked ? (root.height > 320 ? 60 : 52) : root.roomy ? 50 : Theme.kioskTile
            least: root.elder ? 46 : 34
            lone: root.folds ? big - 2 : root.roomy && !root.elder ? 46 : least
            folded: root.roomy ? big : least
            lineHeight: root.dense || long ? 0.9 : 1
            maximumLineCount: root.roomy ? 3 : 2
            elide: Text.ElideRight
        }
        Words {
            visible: !root.flat && !(name.long && root.available && (root.elder ? root.tight && !root.broad : root.height < 130))
            width: parent.width
            text: !root.elder || root.tight || root.broad ? root.line : name.long ? root.parted.replace(/.*\n/, "") : root.parted // under two lines there is room for how long
            color: root.down ? Theme.white : root.free ? Theme.pine : Theme.muted
            strong: root.free
            font.pixelSize: root.elder ? (root.dense ? Theme.kioskElderNote : Theme.kioskElderBody) : root.stacked || (root.roomy && root.broad) ? 36 : Theme.kioskLeast
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: root.elder ? Theme.kioskElderLeast : Theme.kioskLeast
            lineHeight: root.dense ? 0.9 : 1
            elide: Text.ElideRight
        }
    }
    Words {
        id: beside
        visible: root.flat
        anchors { right: parent.right; rightMargin: 28; verticalCenter: parent.verticalCenter }
        width: Math.min(300, implicitWidth)
        horizontalAlignment: Text.AlignRight
        text: root.parted
        color: root.down ? Theme.white : root.free ? Theme.pine : Theme.muted
        strong: root.free
        font.pixelSize: root.height < 180 ? Theme.kioskElderNote : Theme.kioskElderBody
        wrapMode: Text.Wrap
        lineHeight: 0.95
    }
}
