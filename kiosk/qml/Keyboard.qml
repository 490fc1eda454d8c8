pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// The keys of the screen, row by row; the last row begins with clear and ends with erase.
Rectangle {
    id: root
    required property var texts
    property bool elder: false
    property var rows: ["QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"]
    signal pressed(string key)
    signal erased
    signal cleared
    width: Theme.kioskWidth
    height: rows.length * ((elder ? Theme.kioskElderTarget : Theme.kioskKey) + 14) + 34
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
                    elder: root.elder
                    visible: line.last
                    objectName: "key-clear"
                    width: 132
                    text: root.texts["kiosk.keys.clear"]
                    onClicked: root.cleared()
                }
                Repeater {
                    model: line.modelData.split("")
                    Key {
                        required property string modelData
                        elder: root.elder
                        objectName: "key-" + modelData
                        text: modelData
                        onClicked: root.pressed(modelData)
                    }
                }
                Key {
                    elder: root.elder
                    visible: line.last
                    objectName: "key-erase"
                    width: 132
                    text: root.texts["kiosk.keys.erase"]
                    onClicked: root.erased()
                }
            }
        }
    }
}
