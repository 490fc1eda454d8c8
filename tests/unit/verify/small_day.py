"""A small day on which everything happens that a record can tell, and the morning after."""

from functools import cache

import msgspec

from shared.hall import commands as c
from shared.hall.config import Group, Hours, Rules
from shared.hall.events import ServiceFinished
from tests.hall import EIGHT, config, service, text
from tests.unit.verify.recorded import RecordedHall

SERVICES = (
    *(service("a1", "a"), service("a2", "a"), service("b1", "b", missed="expire"), service("f1", "f")),
    service("c1", "c", appointments=2),
)
GROUPS = (*config().groups, Group("c", "C", text("查询"), "call"))
HALL = config(5, services=SERVICES, groups=GROUPS, rules=Rules(misses=2), hours=Hours(480, 1020, tuple(range(1, 8))))
TUESDAY = "2026-01-06"
FOUR = ("1", "2", "3", "4")


@cache
def small_day(crowd: int = 0) -> RecordedHall:
    """Do not change it: everybody reads the same one. ``crowd`` more people come in between."""
    hall = RecordedHall(HALL)
    hall.take("a1")
    hall.take("a2", person="p1")
    hall.open(*FOUR)
    hall.call("1")
    hall.wait(20)
    hall.take("a1", kind="priority")
    hall.take("f1")
    _misses(hall)
    _parks_and_transfers(hall)
    _decides_by_hand(hall)
    _evaluates(hall)
    _draws_in_rounds(hall)
    _keeps_appointments(hall)
    _crowd(hall, crowd)
    _closes_windows(hall)
    hall.take("a1", person="p1")
    hall.take("b1")
    hall.do(c.ConfigureHall(config=msgspec.structs.replace(HALL, rules=Rules(misses=3))))
    hall.do(c.Cancel(ticket=hall.take("a2", person="p9").id))
    hall.at_ms = EIGHT + 12 * 3_600_000
    hall.seal(TUESDAY)
    hall.at_ms = EIGHT + 24 * 3_600_000
    hall.open_day(TUESDAY)
    hall.open("3", "4")
    hall.take("a1")
    return hall


def _misses(hall: RecordedHall) -> None:
    """One comes back to the window, one has no second chance."""
    hall.drain(*FOUR)
    late = hall.take("a1")
    counter = hall.until_called(late, *FOUR)
    hall.give_up(counter)
    hall.wait(60)
    hall.do(c.Requeue(ticket=late.id))
    hall.drain(*FOUR)
    hall.give_up(hall.until_called(hall.take("b1"), *FOUR))
    hall.drain(*FOUR)


def _parks_and_transfers(hall: RecordedHall) -> None:
    for kind in ("any", "same"):
        ticket = hall.take("a2")
        counter = hall.until_called(ticket, *FOUR)
        hall.do(c.Serve(counter=counter))
        hall.wait(40)
        hall.do(c.Park(counter=counter, kind=kind))  # type: ignore[arg-type]
        hall.wait(100)
        hall.do(c.Resume(ticket=ticket.id))
        hall.drain(*FOUR)
    moved = hall.take("b1")
    counter = hall.until_called(moved, *FOUR)
    hall.do(c.Serve(counter=counter))
    hall.do(c.AddService(counter=counter, service="a2"))
    hall.do(c.Transfer(counter=counter, service="a1", note="fee"))
    hall.drain(*FOUR)


def _decides_by_hand(hall: RecordedHall) -> None:
    """One is called again right after the miss, one specially, one where a supervisor says."""
    late = hall.take("a1")
    counter = hall.until_called(late, *FOUR)
    hall.give_up(counter)
    hall.do(c.RecallMissed(counter=counter))
    hall.fill(*FOUR)
    early, old = hall.take("a2"), hall.take("a2")
    hall.free("2")
    hall.do(c.CallSpecially(counter="2", ticket=old.number, reason="mobility"))
    hall.do(c.AssignTicket(by="manager:M1", counter="4", ticket=early.id, reason="recusal"))
    hall.drain(*FOUR)


def _evaluates(hall: RecordedHall) -> None:
    done = hall.said(ServiceFinished)
    hall.do(c.Evaluate(ticket=done[-1].ticket, visit=done[-1].visit, grade=1, source="keypad"))
    hall.do(c.Evaluate(ticket=done[-1].ticket, visit=done[-1].visit, grade=1, source="phone", reasons=("attitude",)))
    hall.do(c.Evaluate(ticket=done[-2].ticket, visit=done[-2].visit, grade=5, source="phone"))
    hall.do(c.Evaluate(ticket=done[-2].ticket, visit=done[-2].visit, grade=5, source="keypad"))
    hall.do(c.Evaluate(ticket="", grade=4, source="keypad"))


def _draws_in_rounds(hall: RecordedHall) -> None:
    """One round because there are enough for a lot, one because somebody has waited long enough."""
    hall.drain(*FOUR)
    for _ in range(3):
        hall.take("c1")
    hall.drain(*FOUR)
    for counter in FOUR[2:]:
        hall.do(c.PauseCounter(counter=counter))
    hall.take("f1")
    hall.take("c1")
    hall.wait(HALL.rules.round_after_s)
    hall.tick()
    hall.open("3", "4")
    hall.drain(*FOUR)


def _keeps_appointments(hall: RecordedHall) -> None:
    """One is kept, one given back, one forgotten."""
    hour = hall.facts.minute // 60 + 1
    for holder, later in (("h1", 0), ("h2", 3), ("h3", 1)):
        hall.do(c.BookAppointment(service="c1", day=hall.state.day, hour=hour + later, holder=holder))
    hall.do(c.CancelAppointment(holder="h2", day=hall.state.day))
    hall.wait((hour * 60 - hall.facts.minute) * 60)
    hall.do(c.CheckIn(holder="h1", person="p3"))
    hall.drain(*FOUR)


def _crowd(hall: RecordedHall, people: int) -> None:
    for n in range(people):
        who = f"q{n}" if n % 2 else None
        hall.take(("a1", "a2", "b1", "f1", "c1")[n % 5], person=who, kind="priority" if n % 7 == 0 else "normal")
        hall.wait(15)
        if n % 5 == 4:
            hall.drain(*FOUR)
            done = hall.said(ServiceFinished)[-1]
            hall.do(c.Evaluate(ticket=done.ticket, visit=done.visit, grade=5, source="keypad"))


def _closes_windows(hall: RecordedHall) -> None:
    """Window 4 closes, 3 stays away too long: who waits for them alone is drawn again."""
    for counter in ("1", "2"):
        hall.do(c.CloseCounter(counter=counter))
    hall.fill("3", "4", service="a2")
    for _ in range(3):
        hall.take("a1")
    hall.free("4")
    hall.do(c.CloseCounter(counter="4"))
    hall.free("3")
    hall.do(c.PauseCounter(counter="3", reason="lunch"))
    hall.open("1", "2")
    hall.wait(HALL.rules.grace_s)
    hall.do(c.WithdrawCounter(counter="3"))
    hall.free("1")
