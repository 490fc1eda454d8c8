"""Kiosks that lose their hub for minutes, nights or weeks, and bring what they gave in any order and more than once."""

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.hall import commands as c
from shared.hall.config import Hours
from shared.hall.events import NumbersLeased, TicketIssued
from shared.hall.evolve.day import LENT_DAYS
from shared.hall.lent import still_good
from shared.hall.refusals import Refused
from tests.hall import config
from tests.unit.verify.recorded import RecordedHall

KIOSKS = ("K1", "K2")
STEPS = st.one_of(
    st.tuples(st.just("give"), st.integers(0, 1)),
    st.tuples(st.just("bring"), st.integers(0, 1 << 16)),
    st.tuples(st.sampled_from(["take", "call", "night", "week"]), st.just(0)),
)


class Paper(NamedTuple):
    """In somebody's hand since ``taken_ms``, the ``n``-th day of the hall."""

    join: c.JoinTicket
    n: int


class Story:
    """A hall, its kiosks' blocks of today, and all papers that were given without the hub."""

    def __init__(self, hours: Hours | None) -> None:
        self.hall = RecordedHall(config(2, hours=hours))
        self.hall.open("1")
        self.days = 0
        self.next: dict[str, int] = {}
        self.papers: list[Paper] = []
        self.brought: set[str] = set()

    def give(self, which: int) -> None:
        """A number of the kiosk's block of today, which it has had since it last heard the hub."""
        kiosk = KIOSKS[which]
        if kiosk not in self.next:
            self.hall.do(c.LeaseNumbers(by=f"kiosk:{kiosk}", kiosk=kiosk))
            self.next[kiosk] = self.hall.said(NumbersLeased)[-1].first
        self.hall.wait(1)
        label = f"A{self.next[kiosk]}"
        day, at_ms = self.hall.state.day, self.hall.at_ms
        join = c.JoinTicket(by=f"kiosk:{kiosk}", kiosk=kiosk, day=day, number=label, taken_ms=at_ms, service="a1")
        self.papers.append(Paper(join, self.days))
        self.next[kiosk] += 1

    def bring(self, pick: int) -> None:
        """Any paper, perhaps for the second time."""
        if not self.papers:
            return
        join, n = self.papers[pick % len(self.papers)]
        key = f"{join.day} {join.number}"
        if self.days - n > LENT_DAYS:
            with pytest.raises(Refused, match="not-leased"):
                self.hall.do(join)
        elif key in self.brought:
            with pytest.raises(Refused, match="number-used"):
                self.hall.do(join)
        else:
            self.hall.do(join)
            self.brought.add(key)

    def take(self, _: int) -> None:
        """A number of the hub's own."""
        self.hall.wait(1)
        self.hall.take("a1")

    def call(self, _: int) -> None:
        """One is served."""
        self.hall.free("1")
        self.hall.call("1")

    def night(self, _: int) -> None:
        """The next day opens."""
        self.hall.next_day()
        self.days += 1
        self.next = {}
        if self.hall.state.desks["1"].status == "closed":
            self.hall.open("1")

    def week(self, _: int) -> None:
        """And six more."""
        for _ in range(7):
            self.night(0)

    def check(self) -> None:
        """No number is in two hands of people who may be called by it."""
        state = self.hall.state
        papers = [join for join, _ in self.papers if f"{join.day} {join.number}" not in self.brought]
        held = [join.number for join in papers if still_good(state, join.day)]
        held += [ticket.number for ticket in state.tickets.values()]
        assert len(held) == len(set(held)), sorted(held)


@settings(max_examples=60, deadline=None)
@given(hours=st.sampled_from([None, Hours(0, 23 * 60)]), steps=st.lists(STEPS, max_size=40))
def test_every_paper_is_in_the_record_once_and_no_number_in_two_hands(
    hours: Hours | None, steps: list[tuple[str, int]]
) -> None:
    story = Story(hours)
    for step, pick in steps:
        getattr(story, step)(pick)
        story.check()
    joined = [event.ticket for event in story.hall.said(TicketIssued) if event.taken_ms]
    assert len(joined) == len(set(joined)) == len(story.brought)
    report = story.hall.verify()
    assert report.sound, report.problems
