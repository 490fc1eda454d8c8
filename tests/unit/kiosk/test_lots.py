"""Sticks: recomputed, never invented, and placed so that they can be compared."""

from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.lots import CLOSE_PX, GAP, RISE_PX, WIDTH, NotAsDrawn, Stick, place, recompute, sticks_of
from shared.hall.config import Rules
from shared.hall.draw.issue import IDLE, choose, most_named, stratum_size
from shared.hall.draw.lots import mix
from shared.protocol.answers import Drawn


def drawn(loads: list[int], *, algorithm: str = "sha256", i: int = 7) -> Drawn:
    """A draw over windows 1 … n with these loads."""
    x = sha256(repr(loads).encode()).digest()
    windows = tuple((str(n), load) for n, load in enumerate(loads, 1))
    stratum = min(stratum_size(Rules(), len(loads)), len(loads))
    most = most_named(stratum, 6, len(loads))
    named = choose(algorithm, mix(algorithm, i, x, ()), "t1", windows, stratum, most)
    return Drawn(
        i=i,
        ticket="t1",
        windows=windows,
        stratum=stratum,
        most=most,
        x=x.hex(),
        main=named.main,
        reserves=named.reserves,
        lot=named.lot.hex(),
        algorithm=algorithm,  # type: ignore[arg-type]
    )


def shown(loads: list[int]) -> list[Stick]:
    return sticks_of(recompute(drawn(loads)), str)


loads = st.lists(st.integers(IDLE, 9), min_size=1, max_size=60)


@given(loads)
def test_the_shortest_of_each_tray_is_named_and_nobody_else(loads: list[int]) -> None:
    answer = drawn(loads)
    sticks = sticks_of(recompute(answer), str)
    for number, name in enumerate((answer.main, *answer.reserves)):
        tray = [stick for stick in sticks if stick.tray == number]
        assert min(tray, key=lambda stick: stick.length).key == name
        assert [stick.key for stick in tray if stick.named] == [name]
    assert all(0 <= stick.length < 1 for stick in sticks)


@given(loads)
def test_every_stick_stands_on_the_screen_beside_the_others(loads: list[int]) -> None:
    placed, cups = place(shown(loads))
    assert len(placed) == len(shown(loads))
    for row in {stick.row for stick in placed}:
        standing = sorted((stick for stick in placed if stick.row == row), key=lambda stick: stick.x)
        assert standing[0].x >= -0.01
        assert standing[-1].x + standing[-1].width <= WIDTH + 0.01
        for left, right in pairwise(standing):
            apart = 0 if left.tray == right.tray else GAP
            assert right.x - left.x - left.width == pytest.approx(apart, abs=0.01)
    for cup in cups:
        inside = [stick for stick in placed if stick.row == cup.row and stick.tray == cup.tray]
        assert cup.x == pytest.approx(min(stick.x for stick in inside))
        assert cup.width == pytest.approx(sum(stick.width for stick in inside))


@given(loads)
def test_values_are_printed_where_eyes_cannot_tell(loads: list[int]) -> None:
    sticks = shown(loads)
    for number in {stick.tray for stick in sticks}:
        tray = sorted((stick for stick in sticks if stick.tray == number), key=lambda stick: stick.length)
        close = len(tray) > 1 and (tray[1].length - tray[0].length) * RISE_PX < CLOSE_PX
        assert [bool(stick.value) for stick in tray[:2]] == [close] * len(tray[:2])


def test_windows_stand_in_the_order_people_count() -> None:
    assert [stick.label for stick in shown([IDLE] * 12)] == [str(n) for n in range(1, 13)]


def test_twenty_four_windows_stand_in_two_rows() -> None:
    placed, cups = place(shown([IDLE] * 24))
    assert [sum(stick.row == row for stick in placed) for row in (0, 1)] == [12, 12]
    assert len(cups) == 2


def test_the_windows_of_a_second_row_stand_under_those_of_the_first() -> None:
    placed, _ = place(shown([IDLE] * 19))
    first, second = ([stick.x for stick in placed if stick.row == row] for row in (0, 1))
    assert (len(first), len(second)) == (10, 9)
    assert second == first[:9]


def test_sm3_is_recomputed_too() -> None:
    answer = drawn([1, 2, 3, 4], algorithm="sm3")
    assert recompute(answer).main == answer.main


@pytest.mark.parametrize(
    "change",
    [
        {"main": "4"},
        {"reserves": ()},
        {"lot": "00" * 32},
        {"i": 8},
        {"ticket": "t2"},
        {"x": "11" * 32},
        {"x": "no hex"},
        {"stratum": 0},
        {"windows": ()},
    ],
)
def test_what_does_not_come_out_is_never_shown(change: dict[str, object]) -> None:
    answer = drawn([0, 1, 2, 3, 4, 5])
    assert answer.main != "4"
    with pytest.raises(NotAsDrawn, match=r"draw \d"):
        recompute(replace(answer, **change))
