"""Whom a display is for, and whether its hall's clock can be believed."""

from msgspec.structs import replace

from display.controllers.hours import believable
from display.controllers.zone import Zone
from shared.client.mirror import Mirror
from tests.unit.display.rows import GROUPS, MINUTE, NINE, call, counter, hall


def mirror() -> Mirror:
    there = Mirror()
    groups = [replace(each, services=(each.letter,)) for each in GROUPS]
    services = {"1": ("A", "B"), "2": ("B",), "3": ("F",)}
    counters = [replace(counter(name, "idle"), services=taken) for name, taken in services.items()]
    there.replace(1, [hall(), *groups, *counters])
    return there


def test_a_zone_has_the_groups_whose_people_its_counters_may_call() -> None:
    assert [group.letter for group in Zone(["1", "2"]).groups(mirror())] == ["A", "B"]
    assert len(Zone().groups(mirror())) == len(GROUPS)


def test_a_zone_hears_its_own_counters_only() -> None:
    rows = [call(1, "A001", "1"), call(2, "F001", "3")]
    assert Zone(["1", "2"]).calls(rows) == rows[:1]
    assert Zone().calls(rows) == rows


def test_a_zone_is_open_while_one_of_its_counters_is() -> None:
    there = mirror()
    assert Zone(["1"]).open(there)
    there.apply(2, [counter("1", "closed")])
    assert not Zone(["1"]).open(there) and Zone().open(there)


def test_a_counter_that_the_hall_has_not_is_named() -> None:
    assert Zone(["1", "99"]).strangers(mirror()) == ["99"]
    assert Zone(["99"]).strangers(Mirror()) == [], "nothing is known yet"


def test_a_clock_is_believed_until_it_contradicts_the_order_of_calls() -> None:
    calls = [call(1, "A001", at_ms=NINE), call(2, "A002", at_ms=NINE + 5 * MINUTE)]
    assert believable(NINE + 6 * MINUTE, hall(), calls)
    assert believable(NINE + 5 * MINUTE - 30_000, hall(), calls), "half a minute is nothing"
    assert not believable(NINE, hall(), calls), "a call in the future"
    back = [*calls, call(3, "A003", at_ms=NINE + MINUTE)]
    assert not believable(NINE + 6 * MINUTE, hall(), back), "a later call before an earlier one"
    assert not believable(NINE - 24 * 60 * MINUTE, hall(), []), "before the business day"
