import QtQuick
import Fairhall.Ui

// Where calls will appear, while there are none.
Rectangle {
    id: root
    required property QtObject screen
    required property QtObject texts
    readonly property bool again: screen.next !== ""
    readonly property bool upright: height > width
    radius: Theme.radiusDisplay
    color: Theme.night2

    Column {
        anchors.centerIn: parent
        spacing: Theme.space4

        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            objectName: "title"
            text: root.screen.title
            color: Theme.white
            width: Math.min(implicitWidth, root.width - 96)
            font.pixelSize: Math.min(root.upright ? 160 : root.again ? 116 : 140, root.width * 0.16, root.height * (root.again ? 0.21 : 0.36))
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.hallList
            strong: true
        }
        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            objectName: "next"
            visible: text !== ""
            text: root.screen.next
            color: Theme.white
            width: Math.min(implicitWidth, root.width - 96)
            font.pixelSize: Math.min(80, root.height * 0.13)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.hallList
            strong: true
        }
        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: text !== "" && !(root.again && root.height < 640)
            text: root.screen.line
            color: Theme.white
            width: Math.min(implicitWidth, root.width - 96)
            font.pixelSize: 56
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.hallLeast
        }
        Signs {
            anchors.horizontalCenter: parent.horizontalCenter
            objectName: "other"
            text: root.upright ? root.screen.english : root.screen.english.replace(".\n", ". ").replace("\n", "")
            color: Theme.fog
            width: Math.min(implicitWidth, root.width - 96)
            font.pixelSize: 44
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
        }
        Item {
            width: 1
            height: root.upright ? 60 : Theme.space4
            visible: booking.visible
        }
        Grid {
            id: booking
            anchors.horizontalCenter: parent.horizontalCenter
            visible: root.screen.book !== "" && root.height > 760
            columns: root.upright ? 1 : 2
            spacing: 40
            horizontalItemAlignment: Grid.AlignHCenter
            verticalItemAlignment: Grid.AlignVCenter

            Rectangle {
                width: root.upright ? 420 : 300
                height: width
                radius: Theme.radius
                color: Theme.white
                Image {
                    objectName: "qr"
                    anchors { fill: parent; margins: 4 }
                    source: root.screen.book
                    smooth: false
                }
            }
            Column {
                spacing: 8
                Words {
                    anchors.horizontalCenter: root.upright ? parent.horizontalCenter : undefined
                    text: root.texts["kiosk.closed.book"]
                    color: Theme.white
                    font.pixelSize: 56
                    strong: true
                }
                Words {
                    anchors.horizontalCenter: root.upright ? parent.horizontalCenter : undefined
                    text: Lines.broken(root.texts["kiosk.closed.book-line"], font.pixelSize, strong, root.width - (root.upright ? 96 : 480))
                    color: Theme.fog
                    font.pixelSize: 44
                }
            }
        }
    }
}
