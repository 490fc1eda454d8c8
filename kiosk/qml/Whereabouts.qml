import QtQuick
import Fairhall.Ui

// Where to find what is typed or held to the reader here: a picture, where there is room for one, and two sentences.
Rectangle {
    id: root
    required property var texts
    required property QtObject reading
    required property bool booking
    required property bool elder
    readonly property bool scanned: reading.kind === "code" || reading.kind === "wedge"
    readonly property bool roomy: height >= 160
    readonly property string where: texts[!booking ? "kiosk.number.where" : scanned ? "kiosk.check-in.where-code" : "kiosk.check-in.where"]
    readonly property bool low: height < (elder ? 340 : 290)
    radius: Theme.radius
    color: Theme.white

    // Where there is no height for two lines a sentence is one; Chinese needs no space between them.
    function said(sentence) {
        return low ? sentence.replace(/([!-~])\n/g, "$1 ").replace(/\n/g, "") : sentence
    }

    Rectangle {
        id: ground
        visible: root.roomy
        width: root.low ? 300 : 440
        height: parent.height
        topLeftRadius: Theme.radius
        bottomLeftRadius: Theme.radius
        color: Theme.mist
        clip: true
        Specimen {
            id: specimen
            readonly property bool slip: what === "ticket"
            readonly property real across: (ground.width - (slip ? 80 : 56)) / width
            readonly property real down: (ground.height - 56) / height
            what: !root.booking ? "ticket" : root.scanned ? "phone" : "card"
            scanned: root.scanned
            seen: slip ? (ground.height - y) / scale : height
            laid: root.reading.kind === "id-card"
            anchors.horizontalCenter: parent.horizontalCenter
            y: slip ? 28 : (ground.height - height * scale) / 2
            scale: slip && !scanned ? Math.min(1.1, across) : Math.min(1.1, across, down)
            transformOrigin: Item.Top
        }
    }
    Column {
        anchors { left: root.roomy ? ground.right : parent.left; leftMargin: 36; right: parent.right; rightMargin: 28; verticalCenter: parent.verticalCenter }
        spacing: 12
        Words {
            objectName: "reading"
            width: parent.width
            text: root.said(root.reading.line || root.where)
            strong: true
            font.pixelSize: (root.elder ? 58 : 48) - (root.low ? 10 : 0)
            fontSizeMode: root.roomy ? Text.FixedSize : Text.HorizontalFit
            minimumPixelSize: root.elder ? 40 : 34
            wrapMode: root.roomy ? Text.Wrap : Text.NoWrap
        }
        Prose {
            visible: root.roomy
            width: parent.width
            said: root.said(root.reading.line ? root.where : root.texts[root.booking ? "kiosk.check-in.tip" : "kiosk.number.tip"])
            color: Theme.muted
            size: root.elder ? Theme.kioskElderBody : root.low ? Theme.kioskFoot : Theme.kioskBody
        }
    }
}
