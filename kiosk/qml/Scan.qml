import QtQuick
import Fairhall.Ui

// A code to scan, and what for: beside it, or under it where it stands `upright`, at least as high as that takes.
Rectangle {
    id: root
    objectName: "scan"
    required property string code
    required property string title
    required property string line
    property string note: ""
    required property bool elder
    property bool upright: false
    readonly property bool small: upright && width < 300
    readonly property real tall: width - 16 + words.height + 48
    visible: code !== ""
    width: 960
    radius: Theme.radius
    color: Theme.white

    Image {
        id: image
        objectName: "qr"
        x: 8; y: root.upright ? 8 + (root.height - root.tall) / 2 : 8
        width: (root.upright ? parent.width : parent.height) - 16
        height: width
        source: root.code
        smooth: false
    }
    Column {
        id: words
        x: root.upright ? 20 : image.x + image.width + 16
        y: root.upright ? image.y + image.height + 16 : (root.height - height) / 2
        width: root.width - x - (root.upright ? 20 : 24)
        spacing: note.visible ? 2 : 8
        FitWords {
            width: parent.width
            said: root.title
            strong: true
            big: root.small ? Theme.kioskElderLeast : root.upright ? Theme.kioskElderNote : root.elder ? Theme.kioskElderBody : Theme.kioskBody
            least: root.elder && !root.small ? big : Theme.kioskElderLeast // never less than its line
        }
        Prose {
            width: parent.width
            said: root.line
            color: Theme.muted
            size: !root.elder ? Theme.kioskLeast : root.small ? Theme.kioskElderLeast : Theme.kioskElderNote
        }
        Prose {
            id: note
            visible: text !== "" && (root.upright || root.height >= 200)
            width: parent.width
            said: root.note
            size: Theme.kioskLeast
            color: Theme.muted
        }
    }
}
