"""A kiosk that lost its hub gives numbers of its own block; they join the line where they belong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.hall import commands as c
from shared.hall.config import Hours
from shared.hall.events import DrawRequested, NumbersLeased, TicketExpired, TicketIssued
from shared.hall.evolve.day import LENT_DAYS
from shared.hall.numbering import number, parts
from shared.hall.witnesses import may_seal_anew
from tests.hall import DAY, EIGHT, SERVICES, Hall, config, service

TOMORROW = "2026-01-06"


def lease(hall: Hall, kiosk: str = "K1", used: int = 0) -> tuple[int, int]:
    """The kiosk's newest block."""
    hall.do(c.LeaseNumbers(kiosk=kiosk, used=used))
    mine = [event for event in hall.said(NumbersLeased) if event.kiosk == kiosk][-1]
    return mine.first, mine.count


def join(label: str, taken_ms: int, kiosk: str = "K1", day: str = DAY, service: str = "a1") -> c.JoinTicket:
    return c.JoinTicket(kiosk=kiosk, day=day, number=label, taken_ms=taken_ms, service=service)


def test_two_kiosks_have_blocks_apart_and_asking_again_gives_no_second_one() -> None:
    hall = Hall()
    assert lease(hall, "K1") == (500, 50)
    assert lease(hall, "K2") == (550, 50)
    assert lease(hall, "K1") == (500, 50)
    assert lease(hall, "K1", used=25) == (500, 50)
    assert lease(hall, "K1", used=26) == (600, 50)


def test_the_hubs_own_numbers_step_over_blocks_and_blocks_over_them() -> None:
    hall = Hall()
    for _ in range(499):
        hall.take()
    lease(hall, "K1")
    lease(hall, "K2")
    assert [hall.take().number for _ in range(2)] == ["A600", "A601"]
    assert lease(hall, "K3") == (650, 50)


def test_a_ticket_that_joins_comes_before_everybody_who_took_theirs_later() -> None:
    hall = Hall()
    lease(hall)
    first = hall.take()
    hall.wait(600)
    later = hall.take()
    hall.wait(60)
    hall.do(join("A501", EIGHT + 200_000))
    hall.do(join("A500", EIGHT + 100_000))
    joined = {event.number: event for event in hall.said(TicketIssued) if event.taken_ms}
    places = [first.order, joined["A500"].order, joined["A501"].order, later.order]
    assert places == sorted(places)
    assert [event.ahead for event in joined.values()] == [1, 1], "as far as is known when each joins"
    hall.open("1")
    called = []
    for _ in range(4):
        called.append(hall.call("1").number)
        hall.serve("1")
    assert called == ["A001", "A500", "A501", "A002"]


def test_its_window_is_drawn_like_anybodys_once_the_hub_knows_it() -> None:
    hall = Hall()
    lease(hall)
    hall.fill("1", "2", "3", "4")
    hall.do(join("A500", hall.at_ms - 1000))
    drawn = hall.said(DrawRequested)[-1]
    assert drawn.ticket == "260105-A500"
    assert hall.state.tickets["260105-A500"].named


def test_two_taken_in_the_same_millisecond_both_have_a_place() -> None:
    hall = Hall()
    lease(hall, "K1")
    lease(hall, "K2")
    hall.do(join("A500", EIGHT))
    hall.do(join("A550", EIGHT, "K2"))
    one, two = (event.order for event in hall.said(TicketIssued))
    assert one < two


def test_hours_and_quotas_do_not_take_away_what_is_in_her_hand() -> None:
    hall = Hall(config(services=(service("a1", "a", quota=1), *SERVICES[1:]), hours=Hours(0, 9 * 60)))
    lease(hall)
    hall.take()
    hall.wait(3 * 3600)
    hall.do(join("A500", EIGHT + 60_000))
    assert hall.said(TicketIssued)[-1].number == "A500"


@pytest.mark.parametrize(
    "nonsense",
    [
        join("A550", EIGHT),
        join("A499", EIGHT),
        join("A501", EIGHT, "K9"),
        join("F501", EIGHT),
        join("A0501", EIGHT),
        join("501", EIGHT),
        join("A５０１", EIGHT),
        join("", EIGHT),
        c.JoinTicket(kiosk="K1", day="2026-01-04", number="A500", taken_ms=EIGHT, service="a1"),
    ],
)
def test_a_number_of_no_block_of_this_kiosk_is_refused(nonsense: c.JoinTicket) -> None:
    hall = Hall()
    lease(hall)
    assert hall.refuses(nonsense).startswith("not-leased")


def test_a_kiosk_whose_clock_is_ahead_takes_the_place_of_now() -> None:
    hall = Hall()
    lease(hall)
    hall.do(join("A500", EIGHT + 10**9))
    assert hall.said(TicketIssued)[-1].taken_ms == EIGHT


def test_blocks_end_with_the_day_and_those_who_still_wait_stay_first() -> None:
    hall = Hall()
    lease(hall)
    hall.do(join("A500", EIGHT))
    hall.next_day()
    assert lease(hall, "K2") == (550, 50), "she holds A500 still"
    newcomer = hall.take()
    assert hall.state.tickets["260105-A500"].order < newcomer.order


def over_night(hours: Hours | None) -> Hall:
    """A kiosk gave A500 at midnight but one minute; it comes when the next day has begun."""
    hall = Hall(config(hours=hours))
    lease(hall)
    hall.wait(16 * 3600)
    hall.open_day(TOMORROW)
    hall.wait(600)
    return hall


LATE = EIGHT + (16 * 3600 - 60) * 1000


def test_in_a_hall_with_hours_a_ticket_brought_when_its_day_is_over_is_recorded_and_ends_as_those_did() -> None:
    hall = over_night(Hours(8 * 60, 17 * 60))
    hall.open("1")
    assert [type(event) for event in hall.do(join("A500", LATE))] == [TicketIssued, TicketExpired]
    assert hall.said(TicketIssued)[-1].ticket == "260105-A500"
    assert (hall.ticket("260105-A500").status, hall.ticket("260105-A500").issued_ms) == ("ended", LATE)
    assert hall.call("1") is None
    assert may_seal_anew(hall.state), "no paper of today's carries its seal"


def test_it_takes_nobodys_place_of_today() -> None:
    services = (service("a1", "a", quota=1), *SERVICES[1:])
    hall = Hall(config(services=services, hours=Hours(0, 23 * 60)))
    lease(hall)
    hall.next_day()
    hall.do(join("A500", EIGHT))
    assert hall.take().id == "260106-1"


def test_in_a_hall_without_hours_she_still_stands_there_and_is_called_first() -> None:
    hall = over_night(None)
    newcomer = hall.take()
    hall.do(join("A500", LATE))
    hall.open("1")
    assert hall.drain("1") == ["A500", newcomer.number]


def test_a_day_later_nobody_stands_there_any_more() -> None:
    hall = over_night(None)
    hall.next_day()
    hall.do(join("A500", LATE))
    assert hall.ticket("260105-A500").status == "ended"


@pytest.mark.parametrize("hours", [None, Hours(8 * 60, 17 * 60)])
@pytest.mark.parametrize("nights", range(LENT_DAYS + 1))
def test_brought_again_it_is_nobodys_second_ticket_however_late(nights: int, hours: Hours | None) -> None:
    hall = Hall(config(hours=hours))
    lease(hall)
    hall.do(join("A500", EIGHT))
    for _ in range(nights):
        hall.next_day()
    assert hall.refuses(join("A500", EIGHT)) == "number-used {'number': 'A500'}"
    hall.do(join("A501", EIGHT))
    assert hall.refuses(join("A501", EIGHT)) == "number-used {'number': 'A501'}"
    assert hall.refuses(join("A502", EIGHT, "K2")) == "not-leased {'number': 'A502'}"


def test_a_kiosk_that_lay_still_longer_than_any_holidays_is_told_so() -> None:
    hall = Hall()
    lease(hall)
    for _ in range(LENT_DAYS + 1):
        hall.next_day()
    assert hall.refuses(join("A500", EIGHT)) == "not-leased {'number': 'A500'}"


def test_no_two_in_a_hall_without_hours_hold_one_number() -> None:
    hall = over_night(None)
    lease(hall)
    hall.do(join("A550", hall.at_ms, day=TOMORROW))
    hall.do(join("A500", LATE))
    numbers = [ticket.number for ticket in hall.state.tickets.values()]
    assert numbers == ["A550", "A500"]


def test_the_hubs_own_numbers_step_over_those_that_may_come_late() -> None:
    hall = over_night(None)
    assert [hall.take().number for _ in range(500)][-1] == "A550"


@given(st.text(max_size=6))
def test_the_parts_of_a_number_give_it_back(text: str) -> None:
    letter, n = parts(text)
    assert n == 0 or number(letter, n) == text
