pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// One call: please, number, direction, counter. Yellow is now; a calm one is no longer. Beside one another where the
// band is wide, else the counter under the number.
Rectangle {
    id: root
    objectName: "band"
    required property real most
    required property bool several
    required property string lead
    required property string number
    required property string label
    required property string english
    required property string arrow
    required property bool swapped
    required property bool calm
    required property QtObject texts
    readonly property bool tall: width < height * 4.2
    readonly property color ink: calm ? Theme.white : swapped ? Theme.now : Theme.ink
    radius: Theme.radiusDisplay
    color: calm ? Theme.night3 : swapped ? Theme.ink : Theme.now

    Loader {
        anchors.fill: parent
        sourceComponent: root.tall ? under : beside
    }
    Component {
        id: beside
        CallBeside { call: root }
    }
    Component {
        id: under
        CallUnder { call: root }
    }
}
