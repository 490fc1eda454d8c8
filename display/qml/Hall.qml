import QtQuick
import Fairhall.Ui

// The hall's screen: every part in the place that the layout gives it.
Rectangle {
    id: root
    required property QtObject screen
    required property QtObject clock
    required property QtObject texts
    required property QtObject media
    required property var bands
    required property var recent
    required property var waiting
    readonly property var places: screen.places
    color: Theme.night

    component Place: Item {
        required property var at
        x: at.x
        y: at.y
        width: at.width
        height: at.height
        visible: at.shown
    }

    Flaw {
        id: flaw
        anchors { left: parent.left; right: parent.right; top: parent.top }
        title: root.texts["display.layout.broken"]
        text: root.screen.flaw
    }
    Item {
        anchors { left: parent.left; right: parent.right; top: flaw.visible ? flaw.bottom : parent.top; bottom: parent.bottom }

        Stage {
            id: stage
            designWidth: root.screen.canvasWidth
            designHeight: root.screen.canvasHeight

            Place {
                at: root.places.head
                Head {
                    anchors.fill: parent
                    size: root.places.head.size
                    timed: !root.places.clock.shown
                    screen: root.screen
                    clock: root.clock
                }
            }
            Place {
                at: root.places.clock
                ClockFace {
                    anchors.fill: parent
                    size: root.places.clock.size
                    screen: root.screen
                    clock: root.clock
                }
            }
            Place {
                at: root.places.now
                NowBands {
                    anchors.fill: parent
                    size: root.places.now.size
                    bands: root.bands
                    texts: root.texts
                }
            }
            Place {
                at: root.places.told
                IdleBand {
                    anchors.fill: parent
                    screen: root.screen
                    texts: root.texts
                }
            }
            Place {
                at: root.places.recent
                RecentList {
                    anchors.fill: parent
                    size: root.places.recent.size
                    pitch: root.places.recent.pitch
                    recent: root.recent
                    timed: root.screen.timed
                    quiet: root.screen.quiet
                    status: root.screen.status
                    texts: root.texts
                }
            }
            Place {
                at: root.places.waiting
                WaitingList {
                    anchors.fill: parent
                    visible: count > 0
                    size: root.places.waiting.size
                    pitch: root.places.waiting.pitch
                    waiting: root.waiting
                    page: root.screen.page
                    texts: root.texts
                }
            }
            Place {
                at: root.places.notice
                NoticeCard {
                    anchors.fill: parent
                    size: root.places.notice.size
                    text: root.screen.notice
                    title: root.texts["display.notice.title"]
                }
            }
            Place {
                at: root.places.media
                MediaCard {
                    anchors.fill: parent
                    size: root.places.media.size
                    media: root.media
                    instead: root.screen.notice
                    title: root.texts["display.notice.title"]
                }
            }
            Place {
                at: root.places.trouble
                TroubleCard {
                    anchors.fill: parent
                    screen: root.screen
                }
            }
            Place {
                at: root.places.foot
                Foot {
                    anchors.fill: parent
                    screen: root.screen
                    texts: root.texts
                }
            }
        }
    }
}
