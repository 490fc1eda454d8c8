"""How tickets end with their day, and what a kiosk brings when its day is over: the record says it, and is checked."""

from shared.hall import commands as c
from shared.hall.config import Hours
from shared.hall.events import DayOpened
from tests.hall import DAY, EIGHT, config
from tests.unit.verify.recorded import RecordedHall, forged, records, renumbered, sealed, seq_of, verify

HOURS = Hours(8 * 60, 17 * 60)


def join(number: str = "A500") -> c.JoinTicket:
    return c.JoinTicket(by="kiosk:K1", kiosk="K1", day=DAY, number=number, taken_ms=EIGHT, service="a1")


def brought_late(hours: Hours | None = None, nights: int = 1) -> RecordedHall:
    """A kiosk gave A500 and A501 without the hub and brings A501 late; somebody was missed and never came back."""
    hall = RecordedHall(config(hours=hours))
    hall.do(c.LeaseNumbers(by="kiosk:K1", kiosk="K1"))
    hall.do(join())
    hall.open("1")
    hall.call("1")
    hall.give_up("1")
    for _ in range(nights):
        hall.next_day()
    hall.do(join("A501"))
    hall.next_day()
    return hall


def test_the_record_of_a_hall_with_or_without_hours_is_sound_and_so_is_each_day_alone() -> None:
    for hall in (brought_late(), brought_late(nights=2), brought_late(HOURS), brought_late(HOURS, nights=9)):
        days = [seq_of(hall.bodies, "day-opened", n + 1) for n in range(1, len(hall.said(DayOpened)))]
        for alone in (0, *(seq - 1 for seq in days)):
            report = verify(hall.bodies[alone:])
            assert report.sound, report.problems
            assert report.replayed == report.records
        ended = [record["data"]["ticket"] for record in records(hall.bodies) if record["type"] == "ticket-expired"]
        assert sorted(ended) == ["260105-A500", "260105-A501"]


def test_nobody_can_be_kept_waiting_for_ever_or_be_ended_too_soon() -> None:
    bodies = brought_late().bodies
    seq = seq_of(bodies, "ticket-expired")
    left_out = sealed(renumbered(record for record in records(bodies) if record["seq"] != seq))
    assert verify(left_out).problems[0].seq == seq
    opened = seq_of(bodies, "day-opened", 2)
    story = records(bodies)
    story.insert(opened - 1, {**story[opened - 1], "type": "ticket-expired", "data": {"ticket": "260105-A500"}})
    assert verify(sealed(renumbered(story))).problems[0].seq == opened


def test_a_ticket_of_yesterday_is_none_that_the_kiosk_had_no_number_for() -> None:
    bodies = brought_late(HOURS).bodies
    seq = seq_of(bodies, "ticket-issued", 2)
    for change in ({"number": "A550", "ticket": "260105-A550"}, {"ticket": "260104-A501"}, {"source": "K2"}):
        problem = verify(forged(bodies, seq, lambda record, change=change: record["data"].update(change))).problems[0]
        assert problem.seq == seq


def test_a_ticket_of_yesterday_may_not_be_called_where_its_day_ended_at_closing_time() -> None:
    bodies = brought_late(HOURS).bodies
    seq = seq_of(bodies, "ticket-issued", 2) + 1
    assert records(bodies)[seq - 1]["type"] == "ticket-expired"
    waits = sealed(renumbered(record for record in records(bodies) if record["seq"] != seq))
    assert verify(waits).problems[0].seq == seq
