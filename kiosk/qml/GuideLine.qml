import QtQuick
import Fairhall.Ui

// One line of a guide, under the head of its part where it is the first.
Column {
    id: root
    required property string head
    required property string mark
    required property string caption
    required property string text
    required property string note
    required property bool elder
    readonly property real space: elder ? 20 : 12
    readonly property real apart: head !== "" && y > 0 ? (elder ? 32 : 16) : 0 // from the part above, if that is on the page
    width: 960

    Words {
        visible: root.head !== ""
        width: parent.width
        topPadding: 4 + root.apart
        bottomPadding: root.elder ? 12 : 4
        text: root.head
        color: Theme.pine
        strong: true
        font.pixelSize: root.elder ? Theme.kioskElderBody : Theme.kioskFoot
    }
    Rectangle {
        visible: root.head !== ""
        width: parent.width; height: 3
        color: Theme.pine
    }
    Item { width: 1; height: root.space }
    Item {
        width: parent.width
        height: Math.max((caption.visible && root.elder ? caption.height : 0) + words.height, badge.visible ? badge.height : 0)
        Rectangle {
            id: badge
            visible: root.mark !== ""
            anchors.verticalCenter: parent.verticalCenter
            width: 56; height: 56; radius: 28
            color: Theme.pine
            Icon {
                visible: root.mark === "check"
                anchors.centerIn: parent
                width: 34
                thick: 2.6
                path: "M4 12.5l5.5 5.5L20 7"
                color: Theme.white
            }
            Signs {
                visible: root.mark !== "check"
                anchors { centerIn: parent; verticalCenterOffset: middle }
                text: root.mark
                color: Theme.white
                font.pixelSize: 34
            }
        }
        Prose {
            id: caption
            visible: root.caption !== ""
            y: root.elder ? 0 : line.baselineOffset - baselineOffset
            width: root.elder ? parent.width : 250
            said: root.caption
            color: Theme.muted
            size: root.elder ? Theme.kioskElderNote : 32
        }
        Column {
            id: words
            anchors.verticalCenter: badge.visible ? parent.verticalCenter : undefined
            anchors.verticalCenterOffset: root.mark !== "" && root.note === "" ? line.middle : 0
            x: root.caption === "" ? 84 : root.elder ? 0 : 270
            y: root.caption !== "" && root.elder ? caption.height : 0
            width: parent.width - x
            spacing: 2
            Prose {
                id: line
                width: parent.width
                said: root.text
                strong: root.mark === "check"
                size: root.elder ? (root.mark === "check" ? 56 : Theme.kioskElderBody) : root.mark === "check" ? 44 : Theme.kioskBody
            }
            Prose {
                visible: root.note !== ""
                width: parent.width
                said: root.note
                color: Theme.muted
                size: root.elder ? Theme.kioskElderNote : 32
            }
        }
    }
    Item { width: 1; height: root.space }
    Rectangle {
        width: parent.width; height: 2
        color: Theme.line
    }
}
