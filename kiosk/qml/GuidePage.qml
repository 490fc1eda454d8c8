pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// What to know before coming: what to bring first. A line that does not fit whole waits for the next page, and so does the
// first of a part that would stand alone.
Page {
    id: root
    required property QtObject guide
    required property QtObject takeHome
    required property QtObject help
    required property string way
    signal taken
    signal printed
    signal back
    onVisibleChanged: view.first = 0
    readonly property bool apart: elder && !low // the foot row is back and help alone
    readonly property real lowest: (extra.visible ? extra.y : actionY) - 28

    Item {
        id: view
        property int first: 0
        readonly property Item last: lines.count > 0 ? lines.itemAt(lines.count - 1) : null
        // As high as it is without a button to turn it.
        readonly property real whole: (root.apart && root.takeHome.able ? root.actionY - 140 : root.actionY) - 28 - y - (said.visible ? said.height + 28 : scan.visible && !scan.upright ? scan.height + 20 : 0)
        readonly property bool more: last !== null && last.y + last.height > whole
        readonly property bool atEnd: last !== null && last.y + last.height + column.y <= height + 1
        x: Theme.kioskMargin
        y: Theme.kioskInset
        width: scan.upright && scan.visible ? 960 - scan.width - 24 : 960
        height: (said.visible ? said.y - 28 : scan.visible && !scan.upright ? scan.y - 20 : root.lowest) - y
        clip: true
        function turn(): void {
            let next = first + 1;
            while (next < lines.count && lines.itemAt(next).whole)
                next += 1;
            first = next < lines.count ? next : 0;
        }

        Column {
            id: column
            y: view.first > 0 && view.first < lines.count ? -lines.itemAt(view.first).y - lines.itemAt(view.first).apart : 0
            Repeater {
                id: lines
                model: root.guide.model
                GuideLine {
                    id: line
                    required property int index
                    readonly property Item next: index + 1 < lines.count ? lines.itemAt(index + 1) : null
                    readonly property bool fits: index >= view.first && y + height + column.y <= view.height + 1
                    readonly property bool whole: fits && !(head !== "" && index > view.first && next !== null && next.head === "" && !next.fits) // no head with one line of many
                    opacity: whole ? 1 : 0
                    elder: root.elder
                    width: view.width
                }
            }
        }
    }
    Scan {
        id: scan
        upright: root.low
        x: Theme.kioskMargin + 960 - width
        y: upright ? view.y : root.lowest - height
        width: upright ? 260 : 960
        height: upright ? tall : 180
        elder: root.elder
        code: root.elder && root.takeHome.able ? "" : root.guide.qr // one way home is enough, and paper is read by anyone
        title: root.texts["kiosk.guide.take-home"]
        line: root.takeHome.line || root.texts["kiosk.guide.take-home-line"]
    }
    Words {
        id: said
        visible: text !== "" && !scan.visible
        x: Theme.kioskMargin
        y: root.lowest - height
        text: root.takeHome.line
        strong: true
        font.pixelSize: root.elder ? Theme.kioskElderBody : Theme.kioskBody
    }
    Row {
        id: extra
        readonly property int shown: visibleChildren.length
        visible: root.apart && (view.more || root.takeHome.able)
        x: Theme.kioskMargin
        y: root.actionY - 20 - height
        width: 960
        height: 120
        spacing: 20
        Button {
            objectName: "more"
            visible: view.more
            width: (parent.width - (parent.shown - 1) * 20) / parent.shown
            height: parent.height
            plain: true
            text: root.texts[view.atEnd ? "kiosk.guide.top" : "kiosk.guide.more"]
            onClicked: view.turn()
        }
        Button {
            objectName: "print"
            visible: root.takeHome.able
            width: (parent.width - (parent.shown - 1) * 20) / parent.shown
            height: parent.height
            plain: true
            text: root.texts["kiosk.guide.print"]
            onClicked: root.printed()
        }
    }
    Button {
        objectName: "take"
        x: Theme.kioskMargin
        y: root.actionY
        width: 960
        text: root.texts[root.way === "draw" ? "kiosk.guide.take-draw" : "kiosk.guide.take"]
        onClicked: root.taken()
    }
    FootRow {
        BackButton {
            texts: root.texts
            elder: root.elder
            onClicked: root.back()
        }
        FootButton {
            objectName: "more"
            visible: view.more && !root.apart
            icon: view.atEnd ? "M6 15l6-6l6 6" : "M6 9l6 6l6-6"
            text: root.texts[view.atEnd ? "kiosk.guide.top" : "kiosk.guide.more"]
            elder: root.elder
            onClicked: view.turn()
        }
        FootButton {
            objectName: "print"
            visible: root.takeHome.able && !root.apart
            icon: "M7 8V3.5h10V8M7 17H4.5V8.5h15V17H17M7 13.5h10v7H7z"
            text: root.texts["kiosk.guide.print"]
            elder: root.elder
            onClicked: root.printed()
        }
        HelpButton {
            texts: root.texts
            elder: root.elder
            help: root.help
        }
    }
}
