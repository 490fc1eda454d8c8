pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// Facts side by side, each behind a pine edge.
Row {
    id: root
    required property var model
    required property bool elder
    x: Theme.kioskMargin
    height: repeater.count ? 124 : 0

    Repeater {
        id: repeater
        model: root.model
        Item {
            id: fact
            required property string caption
            required property string value
            width: 960 / Math.max(2, repeater.count)
            height: parent?.height ?? 0
            Rectangle {
                width: 4
                height: parent.height
                color: Theme.pine
            }
            Words {
                x: 30
                text: fact.caption
                color: Theme.muted
                font.pixelSize: root.elder ? Theme.kioskElderLeast : 32
            }
            Words {
                x: 30; y: 46
                width: parent.width - 44
                text: fact.value
                strong: true
                font.pixelSize: root.elder ? 54 : 52
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 34
                elide: Text.ElideRight
            }
        }
    }
}
