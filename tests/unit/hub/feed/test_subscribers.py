"""Who hears what: every role its rows, nobody a hole, nobody waits for the slowest."""

from collections.abc import Iterable, Iterator

import pytest

from shared.hub.feed import subscribers as feed
from shared.hub.feed.board import Board
from shared.hub.feed.subscribers import Subscribers
from shared.hub.feed.today import Today
from shared.protocol.codec import decode_from_hub
from shared.protocol.messages import Hubs, Snapshot, Update
from shared.protocol.roles import Role
from shared.protocol.rows import (
    AnyRow,
    CallRow,
    CounterRow,
    CurveRow,
    DeskRow,
    GroupRow,
    HallRow,
    LotRow,
    ServiceRow,
    SlipRow,
    TodayRow,
    WordsRow,
)
from tests.hall import Hall


class Screen:
    """A terminal that may stop reading."""

    def __init__(self) -> None:
        self.reads = True
        self.heard: list[Snapshot | Update] = []
        self.hubs: list[tuple[str, ...]] = []

    def send(self, frame: bytes) -> bool:
        if self.reads:
            message = decode_from_hub(frame)
            if isinstance(message, Hubs):
                self.hubs.append(message.addresses)
            else:
                assert isinstance(message, Snapshot | Update)
                self.heard.append(message)
        return self.reads

    def rows(self) -> Iterator[AnyRow]:
        for message in self.heard:
            yield from message.rows


class House:
    """A hall, its board and its listeners; ``happen`` is one durable group."""

    def __init__(self) -> None:
        self.hall = Hall()
        self.board = Board("")
        self.subscribers = Subscribers(self.board.rows.values)
        self.tell(True)

    @property
    def seq(self) -> int:
        return len(self.hall.events)

    def tell(self, fresh: bool = False, events: int = 0) -> None:
        for event in self.hall.events[len(self.hall.events) - events :]:
            self.board.touch(self.hall.state, event)
        self.board.refresh(self.hall.state)
        rows = self.board.take(self.hall.state, self.hall.facts, fresh, Today())
        self.board.show(rows, fresh)
        self.subscribers.publish(self.seq, rows, fresh)

    def take(self, service: str = "a1") -> None:
        before = self.seq
        self.hall.take(service)
        self.tell(events=self.seq - before)

    def open(self, counter: str) -> None:
        before = self.seq
        self.hall.open(counter)
        self.tell(events=self.seq - before)

    def call(self, counter: str) -> None:
        before = self.seq
        self.hall.call(counter)
        self.tell(events=self.seq - before)

    def join(self, role: Role = "display", counter: str = "", after: int | None = None) -> Screen:
        screen = Screen()
        self.subscribers.join(screen, role, counter, after)
        return screen


def waiting(rows: Iterable[AnyRow]) -> list[int]:
    """How many wait in group A, each time it was told."""
    return [row.waiting for row in rows if isinstance(row, GroupRow) and row.id == "a"]


@pytest.fixture
def house() -> House:
    return House()


def test_a_newcomer_gets_the_whole_picture_then_each_change(house: House) -> None:
    screen = house.join()
    house.take()
    first, second = screen.heard
    assert isinstance(first, Snapshot)
    assert isinstance(second, Update)
    assert (first.seq, second.seq) == (3, 4)
    assert waiting(second.rows) == [1]


def test_who_comes_back_hears_what_was_missed_and_no_more(house: House) -> None:
    house.take()
    at = house.seq
    house.take()
    house.take()
    screen = house.join(after=at)
    assert [type(message) for message in screen.heard] == [Update] * 3, "the seq itself may have had more to it"
    assert [message.seq for message in screen.heard] == [at, at + 1, at + 2]
    house.take()
    assert waiting(screen.rows()) == [1, 2, 3, 4]


def test_changes_by_time_alone_are_not_missed_by_who_comes_back(house: House) -> None:
    """They have no record and so no seq of their own."""
    house.take()
    at = house.seq
    house.board.public_url = "http://10.0.0.5"
    house.board.refresh(house.hall.state)
    house.tell()
    assert house.seq == at
    screen = house.join(after=at)
    assert [row.public_url for row in screen.rows() if isinstance(row, HallRow)] == ["http://10.0.0.5"]


def test_a_hub_that_came_back_at_the_same_record_sends_the_picture_anew(house: House) -> None:
    """The hub may have been away over closing time: what its terminals last heard is not the hall of now."""
    at = house.seq
    screen = house.join(after=at)
    assert [type(message) for message in screen.heard] == [Snapshot]


@pytest.mark.parametrize("after", [0, 1, 10**9])
def test_a_seq_that_is_not_held_gets_a_snapshot(house: House, after: int) -> None:
    house.take()
    screen = house.join(after=after)
    assert [type(message) for message in screen.heard] == [Snapshot]


def test_who_was_away_too_long_gets_a_snapshot_and_never_a_hole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "KEPT", 3)
    house = House()
    start = house.seq
    for _ in range(5):
        house.take()
    for after in range(start, house.seq + 1):
        heard = house.join(after=after).heard
        if after <= start + 2:
            assert [type(message) for message in heard] == [Snapshot]
        else:
            assert [message.seq for message in heard] == list(range(after, house.seq + 1))


def test_a_fresh_hall_goes_to_everybody(house: House) -> None:
    screens = [house.join(role) for role in ("kiosk", "display", "manager")]
    house.tell(True)
    assert all([type(message) for message in screen.heard] == [Snapshot, Snapshot] for screen in screens)


def test_every_role_sees_its_rows_and_no_others(house: House) -> None:
    house.open("1")
    house.open("2")
    seen = {}
    screens = {role: house.join(role) for role in ("kiosk", "display", "wall", "manager")}
    house.take("f1")
    house.call("1")
    for role, screen in screens.items():
        seen[role] = {type(row) for row in screen.rows()}
    assert seen == {
        "kiosk": {HallRow, WordsRow, GroupRow, ServiceRow, CounterRow, SlipRow},
        "display": {HallRow, WordsRow, GroupRow, CounterRow, CallRow},
        "wall": {HallRow, WordsRow, GroupRow, CounterRow, CurveRow, TodayRow, LotRow},
        "manager": {
            HallRow,
            GroupRow,
            ServiceRow,
            CounterRow,
            CallRow,
            DeskRow,
            SlipRow,
            CurveRow,
            TodayRow,
            LotRow,
            WordsRow,
        },
    }


def test_a_counter_sees_its_own_desk_alone_and_nobody_before_the_call(house: House) -> None:
    house.open("1")
    house.open("2")
    one = house.join("counter", "1")
    for _ in range(3):
        house.take("f1")
    assert {row.id for row in one.rows() if isinstance(row, DeskRow)} == {"1"}
    assert b"F00" not in b"".join(repr(message).encode() for message in one.heard)
    house.call("2")
    assert {row.id for row in one.rows() if isinstance(row, DeskRow)} == {"1"}
    numbers = [row.number for row in one.rows() if isinstance(row, CounterRow) and row.number]
    assert numbers == ["F001"], "a called number is everybody's"
    house.call("1")
    desk = [row for row in one.rows() if isinstance(row, DeskRow)][-1]
    assert desk.ticket is not None
    assert desk.ticket.number == "F002"


def test_one_who_does_not_read_holds_up_nobody_and_catches_up_with_a_snapshot(house: House) -> None:
    slow, quick = house.join(), house.join()
    slow.reads = False
    for _ in range(5):
        house.take()
    assert len(quick.heard) == 6
    house.subscribers.catch_up()
    assert len(slow.heard) == 1
    slow.reads = True
    house.take()
    assert len(slow.heard) == 1, "an update now would leave a hole"
    house.subscribers.catch_up()
    house.take()
    assert [type(message) for message in slow.heard] == [Snapshot, Snapshot, Update]
    assert slow.heard[-1] == quick.heard[-1]


def test_who_leaves_hears_nothing_more(house: House) -> None:
    screen = house.join()
    house.subscribers.leave(screen)
    house.subscribers.leave(screen)
    house.take()
    assert len(screen.heard) == 1
    assert len(house.subscribers) == 0


def test_where_the_hubs_of_a_pair_are_met_is_told_to_all_when_it_changes_and_to_who_comes_later() -> None:
    house = House()
    early, late = Screen(), Screen()
    house.subscribers.join(early, "display", "", None)
    assert early.hubs == []
    for hubs in (("a:1", "b:1"), ("a:1", "b:1"), ("a:1", "b:2")):
        house.subscribers.meet_at(hubs)
    assert early.hubs == [("a:1", "b:1"), ("a:1", "b:2")]
    house.subscribers.join(late, "kiosk", "", None)
    assert late.hubs == [("a:1", "b:2")]
    assert isinstance(late.heard[0], Snapshot)
