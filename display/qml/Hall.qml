import QtQuick
import Fairhall.Ui

// The hall's screen: head, the now band, recent calls, who waits, foot.
Rectangle {
    id: root
    required property QtObject screen
    required property QtObject clock
    required property QtObject texts
    required property var bands
    required property var recent
    required property var waiting
    color: Theme.night

    Stage {
        id: stage
        designWidth: Theme.hallWidth
        designHeight: Theme.hallHeight

        Head {
            width: parent.width
            height: 96
            screen: root.screen
            clock: root.clock
        }
        NowBands {
            x: 40
            y: 96
            width: 1840
            height: 400
            visible: root.screen.mode === "calls"
            bands: root.bands
            texts: root.texts
        }
        IdleBand {
            x: 40
            y: 96
            width: 1840
            height: root.screen.mode === "closed" ? 868 : 400
            visible: root.screen.mode !== "calls"
            screen: root.screen
        }
        RecentList {
            x: 56
            y: 516
            width: 930
            height: 464
            visible: root.screen.mode !== "closed"
            recent: root.recent
            quiet: root.screen.quiet
            texts: root.texts
        }
        WaitingList {
            x: 1050
            y: 516
            width: 814
            height: 464
            visible: root.screen.mode !== "closed" && root.screen.trouble === "" && count > 0
            waiting: root.waiting
            page: root.screen.page
            texts: root.texts
        }
        TroubleCard {
            x: 1026
            y: 516
            width: 854
            height: 460
            visible: root.screen.trouble !== ""
            screen: root.screen
            texts: root.texts
        }
        Foot {
            y: 996
            width: parent.width
            height: 84
            screen: root.screen
            texts: root.texts
        }
    }
}
