"""How a person reaches each page of the kiosk's pictures."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QPointF

from shared.hall import commands as c
from tests.screenshots.kiosk_hall import FORMS, ID_CARD, PENSION, VEHICLE
from tests.ui.kiosk_hall import PEOPLE, Visitor, waits

CARD = "11010519491231002X"


def _home(person: Visitor) -> None:
    """Home is where a visit begins."""


def _home_alone(person: Visitor) -> None:
    person.link.set_state("away")


def _services(person: Visitor) -> None:
    person.touch("tile-business")


def _search(person: Visitor) -> None:
    person.touch("search")
    for key in "card" if person.desk.texts.language == "en" else "DJ":
        person.touch(f"key-{key.upper()}")


def _search_none(person: Visitor) -> None:
    person.touch("search")
    for key in "ZZZ":
        person.touch(f"key-{key}")


def _kind(person: Visitor) -> None:
    person.desk.visit.openGroup("id-cards")
    person.touch(f"tile-{ID_CARD}")


def _kind_read(person: Visitor) -> None:
    _kind(person)
    person.qtbot.waitUntil(lambda: person.desk.reading.person() is not None)


def _kind_booked(person: Visitor) -> None:
    person.desk.visit.openGroup("property")
    person.touch("tile-property-transfer")


def _kind_one(person: Visitor) -> None:
    for counter in list(person.hall.state.able_counters(ID_CARD))[1:]:
        person.hall.free(counter, 0)
        person.hall.do(c.CloseCounter(counter=counter))
    person.feed()
    _kind(person)


def _kind_call(person: Visitor) -> None:
    person.desk.visit.openGroup("driving")
    person.touch(f"tile-{VEHICLE}")


def _kind_line(person: Visitor) -> None:
    person.desk.visit.openGroup("other")
    person.touch(f"tile-{FORMS}")


def _kind_alone(person: Visitor) -> None:
    person.link.set_state("away")
    _kind(person)


def _sold_out_tile(person: Visitor) -> None:
    """The last number has just gone."""
    _quota(person)
    person.desk.visit.openGroup("property")


def _quota(person: Visitor) -> None:
    row = person.link.mirror.services["property-transfer"]
    person.link.mirror.services[row.id] = msgspec.structs.replace(row, state="sold-out")


def _guide(person: Visitor) -> None:
    _kind(person)
    person.touch("guide")


def _guide_more(person: Visitor) -> None:
    _guide(person)
    person.touch("more")


def _check_in(person: Visitor) -> None:
    person.desk.visit.open("check-in")
    for key in "110105":
        person.touch(f"key-{key}")


def _number(person: Visitor) -> None:
    person.desk.visit.open("number")
    for key in "C012":
        person.touch(f"key-{key}")


def _found(person: Visitor) -> None:
    _number(person)
    person.touch("key-clear")
    for key in [ticket.number for ticket in person.hall.state.tickets.values() if ticket.service == PENSION][-1]:
        person.touch(f"key-{key}")
    person.touch("submit")


def _called(person: Visitor) -> tuple[str, str]:
    """The counter, and the number it has called."""
    counter = next(iter(person.hall.state.able_counters(PENSION)))
    person.hall.free(counter, 0)
    ticket = person.hall.call(counter)
    assert ticket is not None
    return counter, ticket.number


def _found_called(person: Visitor) -> None:
    _, number = _called(person)
    _looked_up(person, number)


def _found_missed(person: Visitor) -> None:
    counter, number = _called(person)
    person.hall.give_up(counter)
    _looked_up(person, number)


def _found_parked(person: Visitor) -> None:
    """Sent for a paper: she comes back to the same window."""
    counter, number = _called(person)
    person.hall.do(c.Serve(counter=counter))
    person.hall.do(c.Park(counter=counter, kind="same"))
    _looked_up(person, number)


def _found_finished(person: Visitor) -> None:
    counter, number = _called(person)
    person.hall.do(c.Serve(counter=counter))
    person.hall.do(c.Finish(counter=counter))
    _looked_up(person, number)


def _found_reprint(person: Visitor) -> None:
    """Who shows the ID may have the paper again."""
    person.hall.do(c.IssueTicket(by="kiosk:k", service=PENSION, person=PEOPLE.person(CARD)))
    _looked_up(person, CARD)
    person.touch("reprint")
    person.qtbot.waitUntil(lambda: person.desk.found.paper == "printed", timeout=20_000)


def _looked_up(person: Visitor, number: str) -> None:
    person.link.at_ms = person.hall.at_ms
    person.feed()
    person.desk.visit.open("number")
    person.desk.entry.typed.press(number)
    person.touch("submit")


def _drawn(person: Visitor, touches: int) -> None:
    _kind(person)
    person.touch("kind-normal")
    for _ in range(touches):
        person.settle()
        person.touch_at(QPointF(540, 1000))


def _sealed(person: Visitor) -> None:
    _drawn(person, 0)


def _rising(person: Visitor) -> None:
    """While they rise, at one height in every picture: the shortest have stopped."""
    _drawn(person, 0)
    person.qtbot.waitUntil(lambda: person.desk.show.phase == "stopped", timeout=20_000)
    person.desk.show._timer.stop()
    lots = person.find("lots")
    next(each for each in lots.children() if each.inherits("QQuickSequentialAnimation")).setProperty("paused", True)
    lots.setProperty("level", 0.72)


def _result(person: Visitor) -> None:
    _drawn(person, 1)


def _ticket(person: Visitor) -> None:
    _drawn(person, 2)


def _ticket_paper(person: Visitor) -> None:
    _ticket(person)
    _printed(person)


def _ticket_one(person: Visitor) -> None:
    _kind_one(person)
    person.touch("kind-normal")
    _printed(person)


def _ticket_call(person: Visitor) -> None:
    _kind_call(person)
    person.touch("kind-normal")
    _printed(person)


def _ticket_line(person: Visitor) -> None:
    _kind_line(person)
    person.touch("kind-normal")
    _printed(person)


def _ticket_alone(person: Visitor) -> None:
    _kind_alone(person)
    person.touch("kind-normal")
    person.qtbot.waitUntil(lambda: person.page == "ticket")
    _printed(person)


def _printed(person: Visitor) -> None:
    person.qtbot.waitUntil(lambda: person.desk.card.paper not in ("printing", "screen"), timeout=20_000)


def _no_paper(person: Visitor) -> None:
    person.qtbot.waitUntil(lambda: person.desk.papers.trouble != "", timeout=20_000)
    _kind(person)


def _sold_out(person: Visitor) -> None:
    _sold_out_tile(person)
    person.touch("tile-property-transfer")


def _spent(person: Visitor) -> None:
    person.spend(ID_CARD)
    person.desk.visit.openGroup("id-cards")


def _all_spent(person: Visitor) -> None:
    groups = {service.group: service.id for service in person.hall.configuration.services}
    english, elder = person.desk.texts.language == "en", person.desk.elder
    person.spend(*groups.values())
    person.desk.visit.leave()
    for name in ["language"] * english + ["elder"] * elder:
        person.touch(name)


def _not_booked(person: Visitor) -> None:
    _check_in(person)
    person.touch("submit")


def _refused(code: str) -> Callable[[Visitor], None]:
    def go(person: Visitor) -> None:
        _kind(person)
        if code == "away":
            person.link.on_request = None
            person.touch("kind-normal")
            person.link.advance(5_000)
            return
        person.desk.reading.person = lambda: "ada"  # type: ignore[method-assign]
        person.hall.do(c.IssueTicket(by="kiosk:k", service=ID_CARD, person=PEOPLE.person("ada")))
        person.touch("kind-normal")

    return go


def _away(person: Visitor) -> None:
    person.link.set_state("away")


def _halted(person: Visitor) -> None:
    person.feed(halted=True)


def _kept(person: Visitor) -> None:
    """The hub had recorded her ticket when the seed of its draw was lost."""
    _kind(person)
    person.link.on_request = lambda name, request: waits("D039")
    person.touch("kind-normal")


def _closed(person: Visitor) -> None:
    """A quarter of an hour after the last ticket."""
    _until(person, 27_200)


def _closed_early(person: Visitor) -> None:
    _until(person, 22 * 3600)


def _closed_rest(person: Visitor) -> None:
    """On Sunday."""
    _until(person, 6 * 24 * 3600)


def _until(person: Visitor, seconds: int) -> None:
    person.hall.wait(seconds)
    person.link.advance(seconds * 1000)
    person.feed()


def _timeout(person: Visitor) -> None:
    _kind(person)
    for _ in range(48):
        person.desk.idle.tick()


def _help(person: Visitor) -> None:
    person.touch("help")


PAGES: dict[str, Callable[[Visitor], None]] = {
    "home": _home,
    "home-many": _home,
    "home-alone": _home_alone,
    "home-halted": _halted,
    "services": _services,
    "services-sold-out": _sold_out_tile,
    "search": _search,
    "search-none": _search_none,
    "kind": _kind,
    "kind-card": _kind,
    "kind-read": _kind_read,
    "kind-booked": _kind_booked,
    "kind-one": _kind_one,
    "kind-call": _kind_call,
    "kind-line": _kind_line,
    "kind-alone": _kind_alone,
    "guide": _guide,
    "guide-more": _guide_more,
    "check-in": _check_in,
    "check-in-scan": _check_in,
    "check-in-card": _check_in,
    "number": _number,
    "number-scan": _number,
    "found": _found,
    "found-called": _found_called,
    "found-missed": _found_missed,
    "found-parked": _found_parked,
    "found-finished": _found_finished,
    "found-reprint": _found_reprint,
    "draw-sealed": _sealed,
    "draw-rising": _rising,
    "draw-result": _result,
    "draw-many": _result,
    "draw-alone": _result,
    "ticket-screen": _ticket,
    "ticket-paper": _ticket_paper,
    "ticket-one": _ticket_one,
    "ticket-call": _ticket_call,
    "ticket-line": _ticket_line,
    "ticket-alone": _ticket_alone,
    "kind-no-paper": _no_paper,
    "ticket-no-paper": _ticket_paper,
    "refused-sold-out": _sold_out,
    "refused-spent": _spent,
    "refused-check-in": _not_booked,
    "refused-waiting": _refused("already-waiting"),
    "refused-away": _refused("away"),
    "away": _away,
    "away-spent": _all_spent,
    "halted": _halted,
    "refused-kept": _kept,
    "closed": _closed,
    "closed-early": _closed_early,
    "closed-rest": _closed_rest,
    "timeout": _timeout,
    "help": _help,
}
