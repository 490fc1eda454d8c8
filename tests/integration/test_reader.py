"""Readers on real pseudo-terminals: cards put there, lifted, and read badly; codes of a scanner."""

import queue
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hardware.line import Line, Port
from hardware.reader.events import CardRead, CardUnread, CodeRead, ReaderDown, ReaderEvent, ReaderUp
from hardware.reader.idcard import PATIENCE_S, IdReader
from hardware.reader.sam import FIND, READ, SELECT
from hardware.reader.scanner import LONGEST, Scanner
from hardware.simulated.idreader import VirtualIdReader
from hardware.simulated.wire import Wire

NUMBER = "11010519491231002X"


class Place:
    """A kiosk's side of the line."""

    def __init__(self, folder: Path) -> None:
        self.device = VirtualIdReader(folder / "reader")
        self.events: queue.SimpleQueue[ReaderEvent] = queue.SimpleQueue()
        self.time = 100.0
        self.line = Line(Port(str(folder / "reader"), 115_200))
        self.reader = IdReader(self.line, self.events.put, lambda: self.time)

    def next(self) -> ReaderEvent:
        return self.events.get(timeout=5)

    def poll(self) -> None:
        """One look, finished."""
        asked = len(self.device.asked)
        self.time += 2 * PATIENCE_S
        self.reader.poll()
        assert self.device.wait_for_asked(asked + 1)
        ends = time.monotonic() + 5
        while not self.device.fault and self._busy() and time.monotonic() < ends:
            time.sleep(0.001)

    def _busy(self) -> bool:
        with self.reader._guard:
            return bool(self.reader._asked)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path)
    place.device.wire.plug()
    place.line.start()
    assert place.next() == ReaderUp()
    yield place
    place.line.close()
    place.device.wire.unplug()


def test_a_card_is_found_selected_and_read_once(place: Place) -> None:
    place.poll()
    place.device.put(NUMBER)
    place.poll()
    assert place.next() == CardRead(NUMBER)
    assert place.device.asked == [FIND, FIND, SELECT, READ]
    place.poll()
    assert place.device.asked[4:] == [FIND]  # it lies there still, and is not read again
    place.device.lift()
    place.device.put(NUMBER)
    place.poll()
    assert place.next() == CardRead(NUMBER)


def test_nobodys_card_is_read_before_it_is_asked_for(place: Place) -> None:
    place.device.put(NUMBER)
    assert not place.device.wait_for_asked(1, 0.3)


@pytest.mark.parametrize("fault", ["checksum", "short", "silent"])
def test_a_card_that_is_read_badly_says_so_and_is_read_at_the_next_look(place: Place, fault) -> None:
    place.device.fault = fault
    place.device.put(NUMBER)
    place.poll()
    assert place.device.wait_for_asked(3)
    place.device.fault = ""
    place.poll()
    assert place.next() == CardUnread("the reader did not answer in time")
    place.poll()  # the rest of a broken frame may have swallowed the answer to the look before
    assert place.next() == CardRead(NUMBER)


@pytest.mark.parametrize(("fault", "reason"), [("not selected", "000081"), ("foreign", "GB 11643")])
def test_a_card_of_another_kind_says_why_it_is_not_taken(place: Place, fault, reason: str) -> None:
    place.device.fault = fault
    place.device.put(NUMBER)
    place.poll()
    unread = place.next()
    assert isinstance(unread, CardUnread)
    assert reason in unread.reason


def test_a_second_look_waits_for_the_first(place: Place) -> None:
    place.device.fault = "silent"
    place.device.put(NUMBER)
    place.poll()
    assert place.device.wait_for_asked(3)
    for _ in range(20):
        place.reader.poll()
    assert not place.device.wait_for_asked(4, 0.2)


def test_a_reader_that_is_pulled_out_heals(place: Place) -> None:
    place.device.wire.unplug()
    assert isinstance(place.next(), ReaderDown)
    place.reader.poll()
    place.device.wire.plug()
    while place.next() != ReaderUp():
        pass
    place.device.put(NUMBER)
    place.poll()
    assert place.next() == CardRead(NUMBER)


def test_nothing_of_a_card_stays_in_the_reader(place: Place) -> None:
    place.device.put(NUMBER)
    place.poll()
    assert place.next() == CardRead(NUMBER)
    kept = repr(vars(place.reader)) + repr(vars(place.reader._codec))
    assert NUMBER not in kept
    assert NUMBER.encode("utf-16-le")[:12].hex() not in place.reader._codec._buffer.hex()


def test_a_scanner_on_a_serial_port_gives_each_code_once(tmp_path: Path) -> None:
    wire = Wire(tmp_path / "scanner")
    wire.plug()
    events: queue.SimpleQueue[ReaderEvent] = queue.SimpleQueue()
    line = Line(Port(str(wire.link)))
    Scanner(line, events.put)
    line.start()
    assert events.get(timeout=5) == ReaderUp()
    for piece in (b"A01", b"2\r\n\r", "\n云溪\r".encode(), "云溪市".encode("gb18030") + b"\n"):
        wire.send(piece)
    wire.send(b"B034\r\n")
    codes = []
    while not codes or codes[-1] != CodeRead("B034"):
        codes.append(events.get(timeout=5))
    assert codes == [CodeRead("A012"), CodeRead("云溪"), CodeRead("云溪市"), CodeRead("B034")]
    line.close()
    wire.unplug()


class Told(Line):
    """A line whose pieces the test cuts itself."""

    def __init__(self) -> None:
        super().__init__(Port("/dev/null"))

    def listen(self, on_bytes: Callable[[bytes], None], on_state: Callable[[bool, str], None]) -> None:
        self.says, self.goes = on_bytes, on_state


@pytest.mark.parametrize("size", [1, 7, LONGEST, LONGEST + 40, LONGEST + 50, 3 * LONGEST])
def test_nothing_of_what_runs_on_too_long_is_a_code(size: int) -> None:
    line, events = Told(), list[ReaderEvent]()
    Scanner(line, events.append)
    stream = b"A012\n" + b"x" * (2 * LONGEST + 50) + b"\nB034\r\n"
    for start in range(0, len(stream), size):
        line.says(stream[start : start + size])
    assert events == [CodeRead("A012"), CodeRead("B034")]


def test_a_scanner_pulled_out_inside_a_code_too_long_starts_anew() -> None:
    line, events = Told(), list[ReaderEvent]()
    Scanner(line, events.append)
    line.says(b"x" * (LONGEST + 1))
    line.goes(True, "")
    line.says(b"B034\n")
    assert events == [ReaderUp(), CodeRead("B034")]
