import QtQuick
import Fairhall.Ui

// The kiosk: a sign over a desk, one page at a time. Nothing is decided here.
Rectangle {
    id: root
    required property var texts
    required property QtObject desk
    required property QtObject visit
    required property QtObject reading
    required property QtObject sign
    required property QtObject groups
    required property QtObject services
    required property QtObject draw
    required property QtObject card
    required property QtObject linger
    required property QtObject clock
    color: Theme.paper

    Stage {
        designWidth: Theme.kioskWidth
        designHeight: Theme.kioskHeight

        SignBoard {
            width: parent.width
            sign: root.sign
            clock: root.clock
            page: root.visit.page
            elder: root.desk.elder
            texts: root.texts
        }
        Item {
            id: pages
            anchors.fill: parent
            enabled: root.visit.settled && !root.desk.asking

            MenuPage {
                visible: root.visit.page === "home"
                menu: root.groups
                texts: root.texts
                elder: root.desk.elder
                notice: root.desk.notice
                home: true
                onChosen: key => root.visit.openGroup(key)
                onElderWanted: root.desk.toggleElder()
                onLanguageWanted: root.desk.toggleLanguage()
            }
            MenuPage {
                visible: root.visit.page === "services"
                menu: root.services
                texts: root.texts
                elder: root.desk.elder
                onChosen: key => root.visit.chooseService(key)
                onBack: root.visit.back()
            }
            KindPage {
                visible: root.visit.page === "kind"
                reading: root.reading
                texts: root.texts
                elder: root.desk.elder
                fair: root.desk.fair
                warning: root.desk.paperTrouble
                onChosen: kind => root.visit.takeTicket(kind)
                onBack: root.visit.back()
            }
            DrawPage {
                visible: root.visit.page === "draw"
                draw: root.draw
                texts: root.texts
                seal: root.desk.seal
                proof: root.card.proof
            }
            TicketPage {
                visible: root.visit.page === "ticket" && !root.card.onScreenOnly
                card: root.card
                texts: root.texts
                elder: root.desk.elder
                linger: root.linger
                mayReprint: root.desk.mayReprint
                onDone: root.visit.leave()
                onReprint: root.desk.reprint()
            }
            ScreenTicketPage {
                visible: root.visit.page === "ticket" && root.card.onScreenOnly
                card: root.card
                texts: root.texts
                elder: root.desk.elder
                linger: root.linger
                mayReprint: root.desk.mayReprint
                staffTold: root.desk.staffTold
                onDone: root.visit.leave()
                onReprint: root.desk.reprint()
            }
            RefusedPage {
                visible: root.visit.page === "refused"
                texts: root.texts
                linger: root.linger
                mayRetry: root.desk.mayRetry
                onRetry: root.visit.retry()
                onDone: root.visit.leave()
            }
            AwayPage {
                visible: root.visit.page === "away" && root.desk.lost
                texts: root.texts
            }
            ClosedPage {
                visible: root.visit.page === "closed"
                texts: root.texts
                hours: root.sign.hours
                onLanguageWanted: root.desk.toggleLanguage()
            }
        }
        MouseArea {
            anchors.fill: parent
            visible: root.visit.page === "draw"
            enabled: root.visit.settled
            onClicked: root.draw.skip()
        }
        TimeoutSheet {
            visible: root.desk.asking
            texts: root.texts
            line: root.desk.askingText
            part: root.desk.askingPart
            onStay: root.desk.touched()
            onLeave: root.visit.leave()
        }
        PointHandler {
            onActiveChanged: if (active) root.desk.touched()
        }
    }
}
