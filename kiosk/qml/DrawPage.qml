pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// The draw in three frames: sealed, rising, result.
Page {
    id: root
    required property QtObject draw
    required property string seal
    required property string proof
    required property string machines
    readonly property bool sealed: draw.frame === 0
    readonly property bool result: draw.phase === "result"

    Words {
        visible: root.sealed && root.draw.rows === 1
        x: Theme.kioskMargin
        y: lots.y + lots.lowest - 450
        width: 960
        horizontalAlignment: Text.AlignHCenter
        text: root.draw.rule
        strong: true
        font.pixelSize: 60
        lineHeight: 96
        lineHeightMode: Text.FixedHeight
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 40
    }
    Lots {
        id: lots
        objectName: "lots"
        x: Theme.kioskMargin
        y: Theme.kioskInset
        width: 960
        height: root.footY - 120 - y - (root.low ? 0 : 106)
        draw: root.draw
        elder: root.elder
        texts: root.texts
    }
    Rectangle {
        property real lifted: root.sealed ? 0 : 1
        visible: opacity > 0
        x: 48; y: lots.y + lots.lowest - 144 - 60 * lifted
        opacity: 1 - lifted
        width: 984; height: 132; radius: 8
        Behavior on lifted {
            enabled: root.draw.rising
            NumberAnimation { duration: root.draw.liftMs }
        }
        color: Theme.white
        border { width: 4; color: Theme.pine }
        Rectangle {
            x: 34; y: 20
            width: 92; height: 92; radius: 10
            color: Theme.pine
            Words {
                anchors { centerIn: parent; verticalCenterOffset: middle }
                text: root.texts["kiosk.draw.seal-mark"]
                color: Theme.white
                strong: true
                font.pixelSize: 60
            }
        }
        FitWords {
            x: 156; y: (root.elder ? 56 : 60) - baselineOffset
            width: 800
            said: root.texts["kiosk.draw.seal"]
            strong: true
            big: root.elder ? Theme.kioskElderBody : 40
            least: Theme.kioskElderLeast
        }
        Row {
            x: 156; y: root.elder ? 66 : 76
            spacing: 14
            Words {
                id: caption
                text: root.texts["kiosk.draw.seal-number"]
                color: Theme.muted
                font.pixelSize: root.elder ? Theme.kioskElderNote : 32
            }
            Signs {
                anchors.baseline: caption.baseline
                text: root.seal
                font { pixelSize: caption.font.pixelSize; letterSpacing: 2 }
            }
            Words {
                objectName: "machines"
                anchors.baseline: caption.baseline
                width: Math.min(implicitWidth, 804 - x)
                text: root.texts["kiosk.draw.seal-and"] + " " + root.machines
                color: Theme.muted
                font.pixelSize: caption.font.pixelSize
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.kioskLeast
            }
        }
    }
    Words {
        x: Theme.kioskMargin
        y: lots.y + lots.height + (root.low ? 44 : 60)
        width: 960
        horizontalAlignment: Text.AlignHCenter
        text: root.sealed ? (root.draw.rows > 1 ? root.draw.rule : root.texts["kiosk.draw.seal-check"]) : root.result ? root.proof : root.draw.stoppedText
        strong: root.draw.rising
        font.pixelSize: root.draw.rising ? 52 : !root.elder ? 38 : root.low ? Theme.kioskElderNote : Theme.kioskElderBody
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: root.elder ? Theme.kioskElderNote : 30
    }
    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        y: root.height - 134
        spacing: 26
        Repeater {
            model: ["sealed", "rising", "result"]
            Row {
                id: frame
                required property int index
                required property string modelData
                spacing: 14
                Rectangle {
                    visible: frame.index > 0
                    anchors.verticalCenter: parent.verticalCenter
                    width: 90; height: 4
                    color: Theme.edge
                }
                Item { width: frame.index > 0 ? 10 : 0; height: 1 }
                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: 24; height: 24; radius: 12
                    color: frame.index <= root.draw.frame ? Theme.pine : "transparent"
                    border { width: 4; color: frame.index <= root.draw.frame ? Theme.pine : Theme.edge }
                }
                Words {
                    anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
                    text: root.texts["kiosk.draw.frame-" + frame.modelData]
                    color: frame.index === root.draw.frame ? Theme.pine : Theme.muted
                    strong: frame.index === root.draw.frame
                    font.pixelSize: root.elder ? Theme.kioskElderNote : 34
                }
            }
        }
    }
}
