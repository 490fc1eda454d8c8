import QtQuick
import Fairhall.Ui

// One kind of ticket, as high as its words, or as the `least` for all, and the `spare` room around them; in smaller type
// where that is `tight`, in larger where it is `roomy`.
Press {
    id: root
    required property string icon
    required property string title
    required property string line
    required property bool elder
    required property bool tight
    required property bool roomy
    required property real least
    required property real spare
    readonly property real needs: words.height
    width: 960
    height: Math.max(least, needs) + spare

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: root.down ? Theme.pine : Theme.white
        border { width: root.elder ? Theme.borderElder : Theme.border; color: root.down ? Theme.pine : Theme.edge }
    }
    Rectangle {
        id: plate
        x: 42
        anchors.verticalCenter: parent.verticalCenter
        width: root.roomy ? 136 : 112; height: width; radius: 12
        color: root.down ? Theme.white : Theme.pine
        Icon {
            anchors.centerIn: parent
            width: 0.6 * parent.width
            path: root.icon
            color: root.down ? Theme.pine : Theme.white
        }
    }
    Column {
        id: words
        anchors { left: plate.right; leftMargin: 42; right: parent.right; rightMargin: 24; verticalCenter: parent.verticalCenter; verticalCenterOffset: name.latin ? 0 : -5 }
        spacing: root.tight ? 0 : 6
        Words {
            id: name
            text: root.title
            color: root.down ? Theme.white : Theme.ink
            strong: true
            font.pixelSize: (root.elder || root.roomy ? 72 : 60) - (root.tight ? 14 : 0)
            lineHeight: root.tight ? 0.95 : 1
        }
        Prose {
            width: parent.width
            said: root.line
            color: root.down ? Theme.white : Theme.muted
            size: root.elder ? (root.tight ? 40 : Theme.kioskElderBody) : root.tight ? 32 : root.roomy ? Theme.kioskBody : 34
            lineHeight: root.tight || !latin ? 1 : 1.1
        }
    }
}
