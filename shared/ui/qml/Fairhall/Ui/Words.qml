import QtQuick
import Fairhall.Ui

// Chinese and running text.
Text {
    color: Theme.ink
    font.family: Theme.sans
    font.pixelSize: Theme.kioskLeast
    textFormat: Text.PlainText
}
