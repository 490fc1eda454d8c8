pragma ComponentBehavior: Bound
import QtQuick
import Fairhall.Ui

// The manager's wall: a sentence first, then what it rests on.
Rectangle {
    id: root
    required property QtObject screen
    required property QtObject clock
    required property QtObject texts
    required property var curves
    required property var windows
    required property var dots
    required property var warnings
    required property var ticks
    readonly property var page: screen.page
    color: Theme.night

    Stage {
        designWidth: Theme.hallWidth
        designHeight: Theme.hallHeight

        Mark {
            id: mark
            x: 56
            y: 24
            height: 44
        }
        Words {
            objectName: "name"
            anchors { left: mark.right; leftMargin: 24; right: day.left; rightMargin: 48; verticalCenter: mark.verticalCenter; verticalCenterOffset: middle }
            text: root.page.name
            color: Theme.white
            font.pixelSize: 34
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 22
            elide: Text.ElideRight
            strong: true
        }
        Words {
            id: day
            anchors { right: time.left; rightMargin: 32; verticalCenter: mark.verticalCenter; verticalCenterOffset: middle }
            text: root.page.date
            color: Theme.fog
            font.pixelSize: 34
        }
        Signs {
            id: time
            anchors { right: parent.right; rightMargin: 56; verticalCenter: mark.verticalCenter; verticalCenterOffset: middle }
            text: root.clock.text
            color: Theme.white
            font.pixelSize: 60
        }
        Words {
            objectName: "sentence"
            x: 56
            y: 84
            width: 1808
            text: root.page.sentence
            color: Theme.white
            font.pixelSize: 52
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 34
            strong: true
        }
        Words {
            objectName: "advice"
            x: 56
            y: 156
            width: 1808
            text: root.page.advice
            color: root.page.away ? Theme.amber : Theme.fog
            font.pixelSize: 34
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 24
        }

        WallHeading {
            x: 56
            y: 222
            width: 1120
            title: root.texts["display.wall.groups"]
            note: root.page.groups_note
        }
        Item {
            id: groups
            readonly property int columns: 3
            readonly property int lines: Math.max(3, Math.ceil(curves.count / columns))
            readonly property real pitch: 480 / lines
            x: 56
            y: 280

            Repeater {
                id: curves
                model: root.curves
                WallCurve {
                    required property var model
                    required property int index
                    x: (index % groups.columns) * 382
                    y: Math.floor(index / groups.columns) * groups.pitch
                    group: model
                    chartHeight: groups.pitch - 66
                }
            }
        }
        WallHeading {
            x: 56
            y: 766
            width: 1120
            title: root.texts["display.wall.waits"]
            note: root.page.waits_note
        }
        WallWaits {
            x: 56
            y: 838
            waits: root.screen.waits
            ticks: root.ticks
            warn: root.page.warn_wait
            alarm: root.page.alarm_wait
            texts: root.texts
        }

        WallHeading {
            x: 1240
            y: 222
            width: 624
            title: root.texts["display.wall.warnings"]
            note: root.page.warnings_note
        }
        WallWarnings {
            id: warned
            x: 1240
            y: 272
            width: 624
            warnings: root.warnings
            quiet: root.page.quiet
            screen: root.screen
            texts: root.texts
        }
        WallHeading {
            x: 1240
            y: warned.y + warned.height + 14
            width: 624
            title: root.texts["display.wall.windows"]
            note: root.page.census
        }
        WallWindows {
            x: 1240
            y: warned.y + warned.height + 66
            width: 624
            height: 696 - y
            windows: root.windows
        }
        WallHeading {
            x: 1240
            y: 708
            width: 624
            title: root.texts["display.wall.lots"]
            note: root.texts["display.wall.lots-note"]
        }
        WallLots {
            x: 1240
            y: 766
            width: 624
            height: 118
            dots: root.dots
            most: root.page.lots_top
            letters: root.page.lots_letters
            texts: root.texts
        }
        WallHeading {
            x: 1240
            y: 893
            width: 624
            title: root.texts["display.wall.ratings"]
            note: ""
        }
        WallRatings {
            x: 1240
            y: 948
            width: 624
            page: root.page
            texts: root.texts
        }
    }
}
