import QtQuick
import Fairhall.Ui

// The kiosk: a sign over a desk (beside it on a wide screen), one page at a time. Nothing is decided here.
Rectangle {
    id: root
    required property var texts
    required property QtObject desk
    required property QtObject visit
    required property QtObject reading
    required property QtObject sign
    required property QtObject groups
    required property QtObject services
    required property QtObject search
    required property QtObject guide
    required property QtObject takeHome
    required property QtObject entry
    required property QtObject found
    required property QtObject help
    required property QtObject draw
    required property QtObject card
    required property QtObject linger
    required property QtObject papers
    required property QtObject aloud
    required property QtObject ticks
    required property QtObject advice
    required property QtObject clock
    readonly property bool wide: width > height
    readonly property bool elder: desk.elder
    readonly property string page: visit.page
    color: Theme.paper

    Connections {
        target: Presses
        function onPressed() { root.ticks.press() }
    }

    Stage {
        designWidth: root.wide ? Theme.kioskHeight : Theme.kioskWidth
        designHeight: root.wide ? Theme.kioskWidth : Theme.kioskHeight

        SignBoard {
            id: board
            width: root.wide ? parent.width - Theme.kioskWidth : parent.width
            height: root.wide ? parent.height : Theme.kioskSign
            wide: root.wide
            sign: root.sign
            clock: root.clock
            card: root.card
            page: root.page
            elder: root.elder
            texts: root.texts
        }
        Item {
            x: root.wide ? board.width : 0
            y: root.wide ? 0 : board.height
            width: Theme.kioskWidth
            height: parent.height - y
            enabled: root.visit.settled && !root.desk.asking && root.help.state === ""

            MenuPage {
                visible: root.page === "home"
                texts: root.texts
                elder: root.elder
                menu: root.groups
                desk: root.desk
                aloud: root.aloud
                help: root.help
                home: true
                onChosen: key => root.visit.openGroup(key)
                onOpened: page => root.visit.open(page)
            }
            MenuPage {
                visible: root.page === "services"
                texts: root.texts
                elder: root.elder
                menu: root.services
                desk: root.desk
                aloud: root.aloud
                help: root.help
                onChosen: key => root.visit.chooseService(key)
                onAudienceWanted: who => root.visit.chooseAudience(who)
                onBack: root.visit.back()
            }
            SearchPage {
                visible: root.page === "search"
                texts: root.texts
                elder: root.elder
                search: root.search
                help: root.help
                advice: root.advice
                onChosen: key => root.visit.chooseService(key)
                onBack: root.visit.back()
            }
            KindPage {
                visible: root.page === "kind"
                texts: root.texts
                elder: root.elder
                reading: root.reading
                help: root.help
                way: root.desk.way
                booked: root.desk.booked
                guided: root.guide.there
                warning: root.papers.trouble
                onChosen: kind => root.visit.takeTicket(kind)
                onOpened: page => root.visit.open(page)
                onBack: root.visit.back()
            }
            GuidePage {
                visible: root.page === "guide"
                texts: root.texts
                elder: root.elder
                guide: root.guide
                takeHome: root.takeHome
                help: root.help
                way: root.desk.way
                onTaken: root.visit.takeTicket("normal")
                onPrinted: root.desk.printGuide()
                onBack: root.visit.back()
            }
            EntryPage {
                visible: root.page === "number" || root.page === "check-in"
                texts: root.texts
                elder: root.elder
                entry: root.entry
                reading: root.reading
                help: root.help
                letters: root.desk.letters
                booking: root.page === "check-in"
                onBack: root.visit.back()
            }
            FoundPage {
                visible: root.page === "found"
                texts: root.texts
                elder: root.elder
                card: root.found
                help: root.help
                papers: root.papers
                advice: root.advice
                onDone: root.visit.leave()
                onBack: root.visit.back()
            }
            DrawPage {
                visible: root.page === "draw"
                texts: root.texts
                elder: root.elder
                draw: root.draw
                seal: root.desk.seal
                proof: root.card.proof
                machines: root.card.machines
            }
            TicketPage {
                visible: root.page === "ticket" && !root.card.onScreenOnly
                texts: root.texts
                elder: root.elder
                card: root.card
                linger: root.linger
                papers: root.papers
                aloud: root.aloud
                help: root.help
                reads: root.desk.reads
                onDone: root.visit.leave()
            }
            ScreenTicketPage {
                visible: root.page === "ticket" && root.card.onScreenOnly
                texts: root.texts
                elder: root.elder
                card: root.card
                linger: root.linger
                papers: root.papers
                aloud: root.aloud
                help: root.help
                reads: root.desk.reads
                onDone: root.visit.leave()
            }
            RefusedPage {
                visible: root.page === "refused"
                texts: root.texts
                elder: root.elder
                linger: root.linger
                help: root.help
                advice: root.advice
                onRetry: root.visit.retry()
                onDone: root.visit.leave()
                onOpened: page => root.visit.open(page)
            }
            AwayPage {
                visible: halted || (root.page === "away" && root.desk.lost)
                texts: root.texts
                elder: root.elder
                advice: root.advice
                help: root.help
                halted: root.page === "halted"
                onOpened: page => root.visit.open(page)
                onLanguageWanted: root.desk.toggleLanguage()
                onElderWanted: root.desk.toggleElder()
            }
            ClosedPage {
                visible: root.page === "closed"
                texts: root.texts
                elder: root.elder
                sign: root.sign
                advice: root.advice
                help: root.help
                onOpened: page => root.visit.open(page)
                onLanguageWanted: root.desk.toggleLanguage()
                onElderWanted: root.desk.toggleElder()
            }
        }
        MouseArea {
            anchors.fill: parent
            visible: root.page === "draw"
            enabled: root.visit.settled
            onPressed: Presses.pressed()
            onClicked: root.draw.skip()
        }
        Sheet {
            visible: root.help.state !== ""
            wide: root.wide
            elder: root.elder
            title: root.texts["kiosk.help." + (root.help.state || "asking")]
            line: root.texts["kiosk.help." + (root.help.state || "asking") + "-line"]
            yes: root.texts["kiosk.help.close"]
            no: root.help.state === "failed" ? "" : root.texts["kiosk.help.withdraw"]
            onAccepted: root.help.close()
            onDeclined: root.help.withdraw()
        }
        Sheet {
            visible: root.desk.asking
            wide: root.wide
            elder: root.elder
            title: root.texts["kiosk.timeout.title"]
            line: root.desk.askingText
            part: root.desk.askingPart
            yes: root.texts["kiosk.timeout.stay"]
            no: root.texts["kiosk.timeout.leave"]
            onAccepted: root.desk.touched()
            onDeclined: root.visit.leave()
        }
        PointHandler {
            onActiveChanged: if (active) root.desk.touched()
        }
    }
}
