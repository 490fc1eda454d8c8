import QtQuick
import Fairhall.Ui

// What is `said`, on as many lines as it takes: they end between words.
Words {
    required property string said
    required property real size
    text: Lines.broken(said, size, strong, width - leftPadding - rightPadding)
    font.pixelSize: size
    wrapMode: Text.Wrap
}
