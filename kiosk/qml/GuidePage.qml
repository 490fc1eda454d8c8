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
    onVisibleChanged: view.page = 0
    readonly property string turn: view.atEnd ? texts["kiosk.foot.first"] : `${texts["kiosk.guide.more"]} ${view.page + 1}/${view.starts.length}`
    readonly property bool apart: elder && !low // the foot row is back and help alone
    readonly property real lowest: (extra.visible ? extra.y : actionY) - 28

    Item {
        id: view
        property int page: 0
        readonly property var starts: paged(height)
        onStartsChanged: page = Math.min(page, starts.length - 1)
        readonly property int first: starts[page] ?? 0
        readonly property int next: starts[page + 1] ?? lines.count
        readonly property Item last: lines.count > 0 ? lines.itemAt(lines.count - 1) : null
        // As high as it is without a button to turn it.
        readonly property real whole: (root.apart && root.takeHome.able ? root.actionY - 140 : root.actionY) - 28 - y - (said.visible ? said.height + 28 : scan.visible && !scan.upright ? scan.height + 20 : 0)
        readonly property bool more: last !== null && last.y + last.height > whole
        readonly property bool atEnd: page + 1 >= starts.length
        x: Theme.kioskMargin
        y: Theme.kioskInset
        width: scan.upright && scan.visible ? 960 - scan.width - 24 : 960
        height: (said.visible ? said.y - 28 : scan.visible && !scan.upright ? scan.y - 20 : root.lowest) - y
        clip: true
        // The first line of each page.
        function paged(room: real): list<int> {
            const found = [0];
            let top = 0;
            for (let i = 1; i < lines.count; i++) {
                const line = lines.itemAt(i), next = lines.itemAt(i + 1);
                const low = each => each.y + each.height - top > room + 1;
                const lone = line.head !== "" && next !== null && next.head === "" && low(next); // no head with one line of many
                if (low(line) || lone) {
                    found.push(i);
                    top = line.y + line.apart;
                }
            }
            return found;
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
                    opacity: index >= view.first && index < view.next ? 1 : 0
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
            text: root.turn
            onClicked: view.page = view.atEnd ? 0 : view.page + 1
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
            text: root.turn
            elder: root.elder
            onClicked: view.page = view.atEnd ? 0 : view.page + 1
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
