pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// Three figures, each by itself.
Item {
    id: root
    required property var page
    required property QtObject texts

    component Figure: Item {
        id: figure
        required property string title
        required property string value
        required property string note
        width: root.width / 3
        Words {
            text: figure.title
            color: Theme.fog
            font.pixelSize: 24
        }
        Signs {
            y: 32
            objectName: "rating"
            text: figure.value
            color: Theme.white
            font.pixelSize: 48
        }
        Words {
            y: 86
            width: parent.width - 12
            text: figure.note
            color: Theme.fog
            font.pixelSize: 22
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 16
        }
    }
    Figure {
        title: root.texts["display.wall.rated"]
        value: root.page.rated
        note: root.page.rated_note
    }
    Figure {
        x: root.width / 3
        title: root.texts["display.wall.good"]
        value: root.page.good
        note: root.page.good_note
    }
    Figure {
        x: root.width * 2 / 3
        title: root.texts["display.wall.mean"]
        value: root.page.mean
        note: root.page.mean_note
    }
}
