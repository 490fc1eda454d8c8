pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// The hub is away: what still holds first, then what to do.
Page {
    id: root

    Column {
        x: Theme.kioskMargin
        y: Theme.kioskInset + 40
        width: 960
        spacing: 40
        Repeater {
            model: ["holding", "wanting"]
            Column {
                id: advice
                required property string modelData
                width: 960
                spacing: 14
                Words {
                    text: root.texts["kiosk.away." + advice.modelData]
                    color: Theme.pine
                    strong: true
                    font.pixelSize: 44
                }
                Words {
                    width: parent.width
                    text: root.texts["kiosk.away." + advice.modelData + "-line"]
                    font.pixelSize: 52
                    wrapMode: Text.Wrap
                }
                Item { width: 1; height: 12 }
                Rectangle {
                    width: parent.width; height: 3
                    color: Theme.line
                }
            }
        }
        Words {
            text: root.texts["kiosk.away.back"]
            color: Theme.muted
            font.pixelSize: Theme.kioskFoot
        }
    }
}
