pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// Facts side by side, each behind a pine edge; `terse` leaves out what makes them easier to picture.
Row {
    id: root
    required property var model
    property bool terse: false
    readonly property alias count: repeater.count
    x: Theme.kioskMargin
    height: count > 0 ? (terse ? 116 : 160) : 0

    Repeater {
        id: repeater
        model: root.model
        Item {
            id: fact
            required property string caption
            required property string value
            required property string note
            width: 960 / Math.max(2, root.count)
            height: parent?.height ?? 0
            Rectangle {
                width: 4
                height: parent.height
                color: Theme.pine
            }
            Words {
                x: 30; y: 33 - baselineOffset
                text: fact.caption
                color: Theme.muted
                font.pixelSize: 32
            }
            Words {
                x: 30; y: 100 - baselineOffset
                width: parent.width - 44
                text: fact.value
                strong: true
                font.pixelSize: 52
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 34
                elide: Text.ElideRight
            }
            Words {
                visible: !root.terse && text !== ""
                x: 30; y: parent.height - 5 - baselineOffset
                width: parent.width - 34
                text: fact.note
                color: Theme.muted
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.kioskLeast
            }
        }
    }
}
