import QtQuick
import Fairhall.Ui

// Numbers that were missed or a line of the hall's, and today's seal number.
Rectangle {
    id: root
    required property QtObject screen
    required property QtObject texts
    readonly property bool tall: height > 140
    color: screen.message === "" && screen.seal === "" ? Theme.night : Theme.night2

    Words {
        id: message
        readonly property bool folds: !/[\u2e80-\uffef]/.test(root.screen.message)
        readonly property real room: (root.tall ? root.width - 56 : seal.x - 48) - 64 - numbers.width
        objectName: "message"
        x: 56
        y: root.height * (root.tall ? lineCount > 1 ? 0.29 : 0.3 : 0.5) - height / 2 + (lineCount > 1 ? 0 : middle)
        width: Math.min(implicitWidth, room)
        text: folds ? Lines.broken(root.screen.message, Theme.hallFoot, false, room) : root.screen.message
        color: root.screen.urgent ? Theme.amber : Theme.white
        font.pixelSize: Theme.hallFoot
        wrapMode: latin ? Text.WordWrap : Text.NoWrap
        maximumLineCount: 2
        lineHeight: 0.86
        elide: Text.ElideRight
    }
    TextMetrics {
        id: last
        font: message.font
        text: message.text.split("\n").pop()
    }
    Signs {
        id: numbers
        objectName: "numbers"
        x: message.x + (message.lineCount > 1 ? last.advanceWidth : message.contentWidth) + (message.latin ? 16 : 8)
        y: message.y + message.baselineOffset - baselineOffset + (message.lineCount - 1) * 0.86 * last.height
        text: root.screen.numbers
        color: Theme.white
        font.pixelSize: Theme.hallFoot
    }
    Row {
        id: seal
        x: root.tall ? 56 : root.width - 56 - width
        y: root.height * (root.tall ? message.lineCount > 1 ? 0.75 : 0.67 : 0.5) - height / 2
        visible: root.screen.seal !== ""
        spacing: 20

        Rectangle {
            width: 52
            height: 52
            radius: 8
            anchors.verticalCenter: parent.verticalCenter
            color: "transparent"
            border { width: 3; color: Theme.fog }
            Words {
                anchors { centerIn: parent; verticalCenterOffset: middle }
                text: root.texts["display.foot.seal-mark"]
                color: Theme.white
                font.pixelSize: Theme.hallFoot
                strong: true
            }
        }
        Words {
            id: words
            anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: middle }
            text: root.texts["display.foot.seal"]
            color: Theme.fog
            font.pixelSize: Theme.hallFoot
        }
        Signs {
            y: words.y + words.baselineOffset - baselineOffset
            text: root.screen.seal
            color: Theme.white
            font.pixelSize: Theme.hallFoot
            font.letterSpacing: 3
        }
    }
}
