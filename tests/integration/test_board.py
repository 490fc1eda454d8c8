"""Window boards on a real pseudo-terminal, each read by a simulated board of its own; several devices on one line."""

import queue
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from hardware.board.board import Board
from hardware.errors import ProfileError
from hardware.keypad.events import Connected, Key, KeypadEvent, Rated
from hardware.keypad.keypad import Keypad, keypad_port
from hardware.keypad.profile import load_profile
from hardware.line import Line
from hardware.simulated.board import EYES, VirtualBoard
from hardware.simulated.keypad import VirtualKeypad
from hardware.simulated.wire import Wire


class Up:
    """Whether a line is up, for who waits for it."""

    def __init__(self) -> None:
        self.states: queue.SimpleQueue[bool] = queue.SimpleQueue()

    def __call__(self, up: bool, reason: str) -> None:
        self.states.put(up)

    def wait(self, wanted: bool) -> None:
        while self.states.get(timeout=5) != wanted:
            pass


@pytest.fixture
def ends() -> Iterator[ExitStack]:
    with ExitStack() as ends:
        yield ends


@pytest.fixture
def board(tmp_path: Path, ends: ExitStack) -> Callable[[str], tuple[Board, VirtualBoard, Up]]:
    def make(name: str) -> tuple[Board, VirtualBoard, Up]:
        device, up, profile = VirtualBoard(tmp_path / "board", name), Up(), load_profile(name)
        line = Line(keypad_port(str(tmp_path / "board"), profile))
        driver = Board(line, profile, 1, up)
        device.plug()
        ends.callback(device.unplug)
        line.start()
        ends.callback(line.close)
        up.wait(True)
        return driver, device, up

    return make


STANDS = {"sunpn-led": "012", "modbus-lamp": "on"}


@pytest.mark.parametrize("name", EYES)
def test_a_called_number_stands_on_the_board_until_it_is_cleared(board, name: str) -> None:
    driver, device, _ = board(name)
    driver.show("A012", "3")
    assert device.wait_for(STANDS.get(name, "A012"))
    driver.show("", "3")
    assert device.wait_for("")


@pytest.mark.parametrize("name", EYES)
def test_a_board_that_comes_back_shows_the_number_of_now(board, name: str) -> None:
    driver, device, up = board(name)
    driver.show("A012", "3")
    assert device.wait_for(STANDS.get(name, "A012"))
    device.unplug()
    up.wait(False)
    driver.show("B034", "3")
    device.plug()
    assert device.wait_for({"sunpn-led": "034"}.get(name, STANDS.get(name, "B034")))


def test_a_slow_board_gets_its_pause_between_two_frames_and_misses_none(board) -> None:
    driver, device, _ = board("qsystem-board")
    for number in ("A001", "A002", "A003", "A004"):
        driver.show(number, "3")
    assert device.wait_for("A004")
    assert device.missed == 0
    assert device.shown[-4:] == ["A001", "A002", "A003", "A004"]


def test_what_does_not_change_is_not_sent_again(board) -> None:
    driver, device, _ = board("mingxing-led")
    for _ in range(5):
        driver.show("A012", "3")
    driver.show("A013", "3")
    assert device.wait_for("A013")
    assert device.shown == ["", "A012", "A013"]


def test_a_number_that_the_board_cannot_show_is_logged_and_harms_nothing(board, caplog) -> None:
    driver, device, _ = board("sunpn-led")
    driver.show("A99999", "3")
    assert "does not fit" in caplog.text
    driver.show("A012", "3")
    assert device.wait_for("012")


def test_a_keypads_profile_is_no_boards() -> None:
    profile = load_profile("callpad-ff68")
    with pytest.raises(ProfileError, match=r"callpad-ff68: command\.show: is missing; name the profile of a board"):
        Board(Line(keypad_port("/dev/null", profile)), profile)


def test_pads_at_their_addresses_share_one_line(tmp_path: Path, ends: ExitStack) -> None:
    wire = Wire(tmp_path / "bus")
    pads = {address: VirtualKeypad(wire.link, address, wire) for address in (1, 2, 200)}
    line = Line(keypad_port(str(wire.link), load_profile("callpad-ff68")))
    heard: queue.SimpleQueue[tuple[int, KeypadEvent]] = queue.SimpleQueue()
    maps = {1: "four-key", 2: "three-key", 200: "four-key"}
    drivers = {
        address: Keypad(
            line,
            load_profile("callpad-ff68", rating),
            lambda event, address=address: heard.put((address, event)),
            address,
        )
        for address, rating in maps.items()
    }
    wire.plug()
    ends.callback(wire.unplug)
    line.start()
    ends.callback(line.close)
    assert {heard.get(timeout=5) for _ in pads} == {(address, Connected()) for address in pads}
    pads[200].press_key("call")
    assert heard.get(timeout=5) == (200, Key("call"))
    drivers[2].ask_rating(10)
    assert pads[2].wait_until_lit(5)
    assert not pads[1].lit
    assert not pads[200].lit
    pads[2].send(pads[2].frame(0x11, b"\x03"))  # this device's 3 is its worst grade
    assert heard.get(timeout=5) == (2, Rated(1, unsolicited=False))
    drivers[1].show_numbers("7", "012")
    assert pads[1].wait_for_frames(1, 5)
    assert pads[1].digits == (10, 10, 7, 0, 1, 2)
    assert pads[200].digits == ()


def test_the_line_heals_for_every_device_on_it(tmp_path: Path, ends: ExitStack) -> None:
    wire = Wire(tmp_path / "bus")
    pads = [VirtualKeypad(wire.link, address, wire) for address in (1, 2)]
    profile = load_profile("callpad-ff68")
    line = Line(keypad_port(str(wire.link), profile))
    heard: queue.SimpleQueue[tuple[int, KeypadEvent]] = queue.SimpleQueue()
    for address in (1, 2):
        Keypad(line, profile, lambda event, address=address: heard.put((address, event)), address)
    line.start()
    ends.callback(line.close)
    wire.plug()
    ends.callback(wire.unplug)
    events = [heard.get(timeout=5) for _ in range(4)]  # both hear that it is missing, then that it is there
    assert events[2:] == [(1, Connected()), (2, Connected())]
    wire.unplug()
    assert [heard.get(timeout=5)[0] for _ in range(2)] == [1, 2]
    began = time.monotonic()
    wire.plug()
    while (2, Connected()) != heard.get(timeout=5):
        pass
    assert time.monotonic() - began < 3
    pads[1].press_key("recall")
    assert heard.get(timeout=5) == (2, Key("recall"))
