import QtQuick
import Fairhall.Ui

// Pictures, films and notices from the folder, one after the other; the hall's own notice while there are none.
Rectangle {
    id: root
    required property QtObject media
    required property string title
    required property string instead
    required property real size
    radius: Theme.radiusDisplay
    color: Theme.night2
    clip: true

    Binding {
        target: root.media
        property: "active"
        value: root.visible
    }
    NoticeCard {
        anchors.fill: parent
        visible: picture.status !== Image.Ready
        title: root.media.text === "" ? root.title : root.media.heading
        text: root.media.text || root.instead
        size: root.size
    }
    Image {
        id: picture
        objectName: "picture"
        anchors.fill: parent
        cache: false
        retainWhileLoading: true
        fillMode: Image.PreserveAspectFit
        source: root.media.source
    }
    // Rounds the corners of what fills the card: the software renderer cuts only rectangles.
    Rectangle {
        anchors { fill: parent; margins: -root.radius }
        radius: 2 * root.radius
        color: "transparent"
        border { width: root.radius; color: Theme.night }
    }
}
