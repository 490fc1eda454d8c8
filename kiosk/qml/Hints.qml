pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// What to do, a panel each: for whom over what, or `beside` it in smaller type. As many as there is `room` for share it,
// no higher than reads well.
Column {
    id: root
    required property var model
    required property bool elder
    required property bool low
    required property real room
    property bool beside: false
    readonly property real gap: low ? 16 : 24
    readonly property var fitting: {
        const all = { count: 0, needs: 0, most: 0 };
        while (all.count < repeater.count) {
            const needs = all.needs + (all.count > 0 ? gap : 0) + (repeater.itemAt(all.count)?.needs ?? 0);
            if (needs > room)
                break;
            all.needs = needs;
            all.most = Math.max(all.most, repeater.itemAt(all.count).needs);
            all.count += 1;
        }
        return all;
    }
    readonly property real even: (room - gap * (fitting.count - 1)) / Math.max(1, fitting.count) // all of one height, if that is enough
    readonly property bool level: fitting.most <= even
    readonly property real spare: Math.min(140, level ? even - fitting.most : (room - fitting.needs) / Math.max(1, fitting.count))
    x: Theme.kioskMargin
    y: Theme.kioskInset
    width: 960
    spacing: gap

    Repeater {
        id: repeater
        model: root.model
        Rectangle {
            id: hint
            required property int index
            required property string head
            required property string text
            readonly property real needs: words.height + (root.low ? 8 : 14)
            visible: index < root.fitting.count
            width: root.width
            height: (root.level ? root.fitting.most : needs) + root.spare
            radius: Theme.radius
            color: Theme.white
            Rectangle {
                width: 12
                height: parent.height
                topLeftRadius: Theme.radius
                bottomLeftRadius: Theme.radius
                color: Theme.pine
            }
            Grid {
                id: words
                anchors.verticalCenter: parent.verticalCenter
                x: 48
                width: parent.width - x - 36
                columns: root.beside ? 2 : 1
                columnSpacing: 24
                rowSpacing: root.low ? 0 : 8
                Words {
                    id: head
                    text: hint.head
                    color: Theme.pine
                    strong: true
                    font.pixelSize: root.beside ? Theme.kioskFoot : root.elder ? Theme.kioskElderBody : Theme.kioskBody
                }
                Prose {
                    width: parent.width - (root.beside ? head.width + parent.columnSpacing : 0)
                    said: hint.text
                    size: root.beside ? Theme.kioskFoot : root.width < 800 ? (root.elder ? 50 : 44) : root.elder ? 60 : 52
                }
            }
        }
    }
}
