import QtQuick
import Fairhall.Ui

// Where the paper comes out.
Item {
    id: root
    width: 280
    height: 176

    Rectangle {
        width: parent.width; height: 26; radius: 13
        color: Theme.night
    }
    Rectangle {
        x: 40; y: 12
        width: 200; height: 150
        color: Theme.white
        Rectangle {
            x: 30; y: 36
            width: 140; height: 34
            color: Theme.ink
        }
        Repeater {
            model: [100, 70]
            Rectangle {
                required property int index
                required property int modelData
                x: 30; y: 86 + 24 * index
                width: modelData; height: 10
                color: Theme.muted
            }
        }
    }
    Repeater {
        model: 10
        Rectangle {
            required property int index
            x: 43 + 20 * index; y: 155
            width: 14; height: 14
            rotation: 45
            color: Theme.white
        }
    }
}
