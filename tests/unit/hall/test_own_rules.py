"""A service group may set the numbers of its lots and no-shows for itself, whatever its windows serve besides."""

import msgspec

from shared.hall import commands as c
from shared.hall.config import HallConfig, Rules
from shared.hall.events import DrawRequested, RoundOpened
from tests.hall import Hall, config

SIX = ("1", "2", "3", "4", "5", "6")


def hall_with(policy: str = "issue", **own: object) -> HallConfig:
    """Group B differs from the hall."""
    whole = config()
    rules = msgspec.structs.replace(whole.rules, **own)
    groups = tuple(
        msgspec.structs.replace(group, policy=policy, rules=rules) if group.id == "b" else group
        for group in whole.groups
    )
    return msgspec.structs.replace(whole, groups=groups)


def test_each_group_draws_by_its_own_trays() -> None:
    hall = Hall(hall_with(stratum=3, named=1))
    hall.fill(*SIX)
    hall.take("a1")
    hall.take("b1")
    ours, theirs = hall.said(DrawRequested)[-2:]
    assert [(draw.pool, draw.stratum, draw.most) for draw in (ours, theirs)] == [("a1", 2, 3), ("b1", 3, 1)]


def test_each_group_has_its_own_patience_with_who_does_not_come() -> None:
    hall = Hall(hall_with(no_show_calls=1, no_show_after_s=0, misses=1))
    hall.open("1", "2")
    ours, theirs = hall.take("a1"), hall.take("b1")
    for ticket in (ours, theirs):
        hall.until_called(ticket, "1", "2")
        if ticket is ours:
            assert hall.refuses(c.NoShow(counter=ours.counter)).startswith("no-show-too-soon")
    hall.do(c.NoShow(counter=theirs.counter))
    assert theirs.status == "ended"


def test_a_group_begins_its_rounds_after_its_own_time() -> None:
    hall = Hall(hall_with("call", batch=2, round_least=6, round_after_s=30))
    hall.open(*SIX)
    for counter in SIX[:2]:
        hall.call(counter)
    hall.take("b1")
    assert hall.tick() == []
    hall.wait(30)
    hall.tick()
    assert [opened.reason for opened in hall.said(RoundOpened)] == ["waited"]


def test_a_change_of_a_groups_rules_holds_from_the_next_draw_on() -> None:
    hall = Hall(config())
    hall.fill(*SIX)
    hall.take("b1")
    hall.do(c.ConfigureHall(config=hall_with(stratum=3)))
    hall.take("b1")
    assert [draw.stratum for draw in hall.said(DrawRequested)[-2:]] == [2, 3]
    assert hall.state.rules_of("a1") == Rules()
