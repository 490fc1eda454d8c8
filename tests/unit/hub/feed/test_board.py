"""The board shows what a look at the whole hall would, though it looks only at what an event touched."""

import random

import msgspec
import pytest

from shared.hall import commands as c
from shared.hall.config import Hours
from shared.hall.refusals import Refused
from shared.hub.feed.board import Board
from shared.hub.feed.today import Today
from shared.protocol.rows import (
    AnyRow,
    CallRow,
    CurveRow,
    DeskRow,
    GroupRow,
    HallRow,
    LotRow,
    ServiceRow,
    TodayRow,
)
from tests.hall import Hall, config

EVENTUALLY = (GroupRow, ServiceRow, CurveRow, TodayRow, LotRow)
"""Rows with estimates, and the day's figures: they drift, and are brought up to date each second."""


def at_once(row: AnyRow) -> AnyRow:
    """What is true of a row at once: how many wait for a desk may be told a second later."""
    return msgspec.structs.replace(row, named=0) if isinstance(row, DeskRow) else row


class Watched:
    """A hall whose every event touches a board."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.board = Board("")
        self.today = Today()
        self.seen = 0
        self.update(everything=True)

    def update(self, everything: bool = False) -> tuple[AnyRow, ...]:
        """Take what changed and show it at once."""
        for event in self.hall.events[self.seen :]:
            self.today.take(self.hall.state, event, self.hall.state.at_ms)
            self.board.touch(self.hall.state, event)
        self.seen = len(self.hall.events)
        rows = self.board.take(self.hall.state, self.hall.facts, everything, self.today)
        self.board.show(rows, everything)
        return rows

    def do(self, command: c.Command) -> tuple[AnyRow, ...]:
        """Each event is touched as it happens, like in the service; the rows that come of it."""
        self.hall.do(command)
        return self.update()

    def afresh(self) -> dict[tuple[str, str], AnyRow]:
        """Every row, built from nothing."""
        board = Board("")
        board.show(board.take(self.hall.state, self.hall.facts, True, self.today), True)
        return board.rows


def something(hall: Hall, chance: random.Random) -> c.Command:
    """Any command that people give."""
    counter = str(chance.randrange(1, 5))
    ticket = chance.choice(list(hall.state.tickets) or [""])
    service = chance.choice(["a1", "a2", "b1", "f1"])
    return chance.choice(
        [
            c.IssueTicket(service=service, person=chance.choice([None, "p", "q"])),
            c.OpenCounter(counter=counter, clerk="0801"),
            c.PauseCounter(counter=counter),
            c.WithdrawCounter(counter=counter),
            c.CloseCounter(counter=counter),
            c.CallNext(counter=counter),
            c.Recall(counter=counter),
            c.Serve(counter=counter),
            c.Finish(counter=counter),
            c.NoShow(counter=counter),
            c.Park(counter=counter, kind=chance.choice(["any", "same", "wait"])),
            c.Transfer(counter=counter, service=service, note="fee"),
            c.AddService(counter=counter, service=service),
            c.RecallMissed(counter=counter),
            c.CallSpecially(counter=counter, ticket=ticket, reason="papers"),
            c.AssignTicket(counter=counter, ticket=ticket, reason="recusal"),
            c.Requeue(ticket=ticket),
            c.Resume(ticket=ticket),
            c.Cancel(ticket=ticket),
            c.Evaluate(ticket=ticket, grade=chance.randrange(1, 6), source="screen", reasons=("waiting",)),
        ]
    )


@pytest.mark.parametrize("seed", range(12))
def test_no_row_is_ever_stale(seed: int) -> None:
    chance = random.Random(seed)
    hall = Hall(config(windows=4))
    watched = Watched(hall)
    done = 0
    while done < 120:
        hall.wait(chance.choice([0, 5, 200]))
        command = something(hall, chance)
        try:
            watched.do(command)
        except Refused:
            continue
        done += 1
        shown, whole = watched.board.rows, watched.afresh()
        for key, row in whole.items():
            if not isinstance(row, EVENTUALLY):
                assert at_once(shown[key]) == at_once(row), command
        watched.board.refresh(hall.state)
        watched.update()
        for key, row in whole.items():
            assert shown[key] == row, command


def test_an_event_sends_only_the_rows_it_changed() -> None:
    hall = Hall()
    watched = Watched(hall)
    watched.do(c.OpenCounter(counter="1", clerk="0801"))
    rows = watched.do(c.IssueTicket(service="a1"))
    watched.board.refresh(hall.state)
    rows += watched.update()
    assert {type(row) for row in rows} == {GroupRow, ServiceRow, DeskRow, LotRow}
    assert [row.named for row in rows if isinstance(row, DeskRow)] == [1]
    watched.board.refresh(hall.state)
    assert watched.update() == (), "a quiet second sends nothing"


def test_a_call_and_its_recall_are_two_announcements() -> None:
    hall = Hall()
    watched = Watched(hall)
    hall.take("f1")
    hall.open("1")
    watched.update()
    calls = [row for row in watched.do(c.CallNext(counter="1")) if isinstance(row, CallRow)]
    hall.wait(60)
    calls += [row for row in watched.do(c.Recall(counter="1")) if isinstance(row, CallRow)]
    assert [(row.id, row.number, row.nth) for row in calls] == [("1", "F001", 1), ("2", "F001", 2)]


def test_the_board_forgets_old_announcements_and_nothing_else() -> None:
    hall = Hall()
    watched = Watched(hall)
    hall.open("1")
    for _ in range(60):
        hall.take("f1")
        watched.do(c.CallNext(counter="1"))
        hall.serve("1", 10)
    calls = [row for row in watched.board.rows.values() if isinstance(row, CallRow)]
    assert [row.id for row in calls] == [str(n) for n in range(11, 61)]


def test_what_is_not_durable_yet_is_not_on_the_board() -> None:
    hall = Hall()
    watched = Watched(hall)
    before = dict(watched.board.rows)
    for event in hall.do(c.OpenCounter(counter="1", clerk="0801")):
        watched.board.touch(hall.state, event)
    rows = watched.board.take(hall.state, hall.facts, False, watched.today)
    assert watched.board.rows == before
    watched.board.show(rows, False)
    desk = watched.board.rows["desk", "1"]
    assert isinstance(desk, DeskRow)
    assert desk.clerk == "0801"


def test_opening_hours_change_with_the_clock_alone() -> None:
    hall = Hall(config(hours=Hours(9 * 60, 17 * 60)))
    watched = Watched(hall)
    hall.wait(3600)
    watched.board.refresh(hall.state)
    (row,) = (row for row in watched.update() if isinstance(row, HallRow))
    assert row.open
