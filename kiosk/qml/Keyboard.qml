pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// The keys of the screen, row by row, as wide as the longest row allows; the last row begins with clear and ends with
// erase.
Rectangle {
    id: root
    required property var texts
    property real widest: Theme.kioskTarget
    property real keyHeight: Theme.kioskKey
    readonly property int longest: Math.max(...rows.map(row => row.length), rows[rows.length - 1].length + 2)
    readonly property real keyWidth: Math.min(widest, (1040 - 14 * (longest - 1)) / longest)
    property var rows: ["QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"]
    property real lower: 24
    signal pressed(string key)
    signal erased
    signal cleared
    width: Theme.kioskWidth
    height: rows.length * (keyHeight + 14) + 10 + lower
    color: Theme.keys

    Column {
        y: 24
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: 14
        Repeater {
            model: root.rows
            Row {
                id: line
                required property string modelData
                required property int index
                readonly property bool last: index === root.rows.length - 1
                anchors.horizontalCenter: parent?.horizontalCenter
                spacing: 14
                Key {
                    visible: line.last
                    objectName: "key-clear"
                    width: Math.max(132, root.keyWidth)
                    height: root.keyHeight
                    text: root.texts["kiosk.keys.clear"]
                    onClicked: root.cleared()
                }
                Repeater {
                    model: line.modelData.split("")
                    Key {
                        required property string modelData
                        width: root.keyWidth
                        height: root.keyHeight
                        objectName: "key-" + modelData
                        text: modelData
                        onClicked: root.pressed(modelData)
                    }
                }
                Key {
                    visible: line.last
                    objectName: "key-erase"
                    width: Math.max(132, root.keyWidth)
                    height: root.keyHeight
                    text: root.texts["kiosk.keys.erase"]
                    onClicked: root.erased()
                }
            }
        }
    }
}
