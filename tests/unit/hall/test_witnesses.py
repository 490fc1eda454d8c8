"""Who is mixed into a draw: the day's witnesses, in id order, but those that were struck."""

import pytest

from shared.hall import commands as c
from shared.hall.config import Rules as HallRules
from shared.hall.draw.links import LINKS, Links
from shared.hall.draw.lots import chain
from shared.hall.events import DayOpened, DrawRequested, DrawResolved, WitnessStruck
from shared.hall.witnesses import chosen, may_seal_anew, standing
from tests.hall import Hall, config

THREE = ("display:D1", "kiosk:K1", "kiosk:K2")


@pytest.fixture
def hall() -> Hall:
    """Three machines bear witness, three windows are open."""
    there = Hall(witnesses=THREE)
    there.open("1", "2", "3")
    return there


def asked(hall: Hall) -> list[tuple[str, ...]]:
    return [event.witnesses for event in hall.said(DrawRequested)]


def mixed(hall: Hall) -> list[tuple[str, ...]]:
    return [tuple(name for name, _ in event.ys) for event in hall.said(DrawResolved)]


def test_every_draw_is_mixed_over_all_of_them(hall: Hall) -> None:
    for _ in range(3):
        hall.take()
    assert asked(hall) == mixed(hall) == [THREE] * 3


def test_who_is_silent_is_struck_before_the_result_and_out_for_the_day(hall: Hall) -> None:
    hall.silent = {"kiosk:K1"}
    hall.take()
    hall.silent = set()
    hall.take()
    rest = ("display:D1", "kiosk:K2")
    assert asked(hall) == [THREE, rest]
    assert mixed(hall) == [rest, rest]
    kinds = [type(event) for event in hall.events if isinstance(event, DrawRequested | WitnessStruck | DrawResolved)]
    assert kinds == [DrawRequested, WitnessStruck, DrawResolved, DrawRequested, DrawResolved]


def test_with_nobody_left_the_draw_is_the_hubs_alone(hall: Hall) -> None:
    hall.silent = set(THREE)
    hall.take()
    hall.take()
    assert asked(hall) == [THREE, ()]
    assert mixed(hall) == [(), ()]


def test_a_manager_takes_one_back_from_the_next_draw_on_once(hall: Hall) -> None:
    hall.silent = {"kiosk:K1"}
    hall.take()
    hall.do(c.ReadmitWitness(witness="kiosk:K1"))
    hall.take()
    assert asked(hall) == [THREE, THREE]
    assert hall.refuses(c.ReadmitWitness(witness="kiosk:K1")).startswith("readmitted-before")


def test_who_is_out_stays_out_in_a_further_epoch_of_the_day_and_is_in_tomorrow(hall: Hall) -> None:
    hall.silent = {"kiosk:K1"}
    hall.take()
    hall.silent = set()
    hall.open_day(hall.state.day, 2)
    assert standing(hall.state) == ("display:D1", "kiosk:K2")
    hall.next_day()
    assert standing(hall.state) == THREE


def test_a_day_is_sealed_anew_only_while_nobody_holds_its_seal() -> None:
    hall = Hall()
    assert may_seal_anew(hall.state)
    more = c.OpenDay(day=hall.state.day, epoch=2, hub_anchor="00" * 32, commitment="00" * 32, reason="witnesses")
    hall.do(more)
    hall.take()
    assert not may_seal_anew(hall.state), "a paper carries the seal, though no window is open and nothing is drawn"
    again = c.OpenDay(day=hall.state.day, epoch=3, hub_anchor="00" * 32, commitment="00" * 32, reason="witnesses")
    assert hall.refuses(again) == "sealed-already"
    assert [event.epoch for event in hall.said(DayOpened)] == [1, 2]


def test_an_opening_takes_supervision_first_then_those_of_today_up_to_the_halls_number() -> None:
    hall = Hall(config(rules=HallRules(witnesses=3)), witnesses=("kiosk:K9",))
    offered = {name: name for name in ("display:D1", "kiosk:K1", "kiosk:K9", "witness:S1")}
    assert [name for name, _ in chosen(hall.state, offered)] == ["display:D1", "kiosk:K9", "witness:S1"]
    nobody = Hall(config(rules=HallRules(witnesses=0)))
    assert chosen(nobody.state, offered) == ()


def test_links_kept_small_are_those_of_the_whole_chain() -> None:
    for n in (1, 255, 256, 257, 1000):
        whole, small = chain("sha256", b"s" * 32, "ctx", n), Links("sha256", b"s" * 32, "ctx", n)
        assert small.anchor == whole[0]
        for i in (*range(1, n + 1), 1, n, n // 2 or 1):
            assert small.link(i) == whole[i]
    with pytest.raises(IndexError, match=f"holds {LINKS} draws"):
        Links("sha256", b"s" * 32, "ctx").link(LINKS + 1)
