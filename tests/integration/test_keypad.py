"""The keypad driver on a real pseudo-terminal, with the virtual evaluator at the other end."""

import os
import queue
import threading
import time
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial

from hardware.keypad.events import Connected, Disconnected, Key, KeypadEvent, Rated, RatingTimedOut
from hardware.keypad.keypad import Keypad, keypad_port
from hardware.keypad.profile import load_profile
from hardware.line import Line, Port
from hardware.simulated.keypad import VirtualKeypad

PROFILE = load_profile("callpad-ff68")


class Desk:
    """A counter's side of the line."""

    def __init__(self, folder: Path) -> None:
        self.device = VirtualKeypad(folder / "keypad", address=5)
        self.events: queue.SimpleQueue[KeypadEvent] = queue.SimpleQueue()
        self.time = 1000.0
        self.line = Line(keypad_port(str(folder / "keypad"), PROFILE))
        self.keypad = Keypad(self.line, PROFILE, self.events.put, 5, lambda: self.time)

    def next(self) -> KeypadEvent:
        event = self.events.get(timeout=5)
        self.time += 1
        return event


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    desk.device.plug()
    desk.line.start()
    assert desk.next() == Connected()
    yield desk
    desk.line.close()
    desk.device.unplug()


def test_asked_lit_pressed_thanked(desk: Desk) -> None:
    assert desk.keypad.ask_rating()
    assert desk.device.wait_until_lit(5)
    desk.device.press(5)
    assert desk.next() == Rated(5, unsolicited=False)
    assert desk.keypad.thank()
    assert desk.device.wait_for_frames(3, 5)
    assert not desk.device.lit
    assert desk.device.beeps == 1
    acknowledgement = desk.device.frames[1]
    assert acknowledgement == bytes.fromhex("ff 68 03 03 68 05 01 04 0a 16")


@pytest.mark.parametrize("grade", [5, 4, 3, 2])
def test_every_key_of_the_evaluator_is_its_own_grade(desk: Desk, grade: int) -> None:
    desk.keypad.ask_rating()
    assert desk.device.wait_until_lit(5)
    desk.device.press(grade)
    assert desk.next() == Rated(grade, unsolicited=False)


def test_the_keypad_has_no_key_for_the_worst_grade(desk: Desk) -> None:
    with pytest.raises(ValueError, match="no key for grade 1"):
        desk.device.press(1)


def test_a_press_that_nobody_asked_for_is_unsolicited(desk: Desk) -> None:
    desk.device.press(2)
    assert desk.next() == Rated(2, unsolicited=True)


def test_the_first_press_wins_and_the_second_is_unsolicited(desk: Desk) -> None:
    desk.keypad.ask_rating()
    assert desk.device.wait_until_lit(5)
    desk.device.press(4)
    desk.device.press(2)
    assert [desk.next(), desk.next()] == [Rated(4, unsolicited=False), Rated(2, unsolicited=True)]


def test_a_press_after_the_time_to_press_is_unsolicited(desk: Desk) -> None:
    desk.keypad.ask_rating(seconds=10)
    assert desk.device.wait_until_lit(5)
    desk.time += 10.1
    desk.device.press(5)
    assert desk.next() == Rated(5, unsolicited=True)


def test_a_time_out_is_no_rating_and_closes_the_question(desk: Desk) -> None:
    desk.keypad.ask_rating()
    assert desk.device.wait_until_lit(5)
    desk.device.let_time_out()
    assert desk.next() == RatingTimedOut()
    desk.device.press(5)
    assert desk.next() == Rated(5, unsolicited=True)


def test_a_time_out_that_nobody_waits_for_is_nothing(desk: Desk) -> None:
    desk.device.let_time_out()
    assert desk.device.wait_for_frames(1, 5)  # acknowledged all the same
    desk.device.press_key("call")
    assert desk.next() == Key("call")


def test_the_clerk_calls_and_each_key_is_acknowledged_by_its_echo(desk: Desk) -> None:
    names = ["call", "recall", "no-show", "park", "resume", "pause", "transfer"]
    for name in names:
        desk.device.press_key(name)
        assert desk.next() == Key(name)
    assert desk.device.wait_for_frames(len(names), 5)
    assert desk.device.frames[0] == desk.device.frame(0x01, b"\x0c")


def test_a_bouncing_key_is_one_press(desk: Desk) -> None:
    desk.device.send(desk.device.frame(0x01, b"\x0c") * 2)
    desk.device.press_key("recall")
    assert [desk.next(), desk.next()] == [Key("call"), Key("recall")]


def test_the_echo_of_the_bus_is_no_press(desk: Desk) -> None:
    """A two-wire adapter hears itself: the question for a rating reads like the evaluate key."""
    desk.keypad.ask_rating()
    assert desk.device.wait_for_frames(1, 5)
    desk.device.send(desk.device.frames[0])
    desk.device.press(5)
    assert desk.next() == Rated(5, unsolicited=False)


def test_a_press_is_heard_through_noise_and_other_devices(desk: Desk) -> None:
    other = VirtualKeypad(desk.device.link, address=6).frame(0x01, b"\x0c")
    desk.device.send(b"\x00\xff\x68\x16" + other + b"\xff")
    desk.device.press_key("call")
    assert desk.next() == Key("call")
    assert desk.device.wait_for_frames(1, 5)
    assert len(desk.device.frames) == 1  # the other device got no answer from us


def test_what_is_shown_arrives_in_the_order_it_was_sent(desk: Desk) -> None:
    for number in range(60):
        assert desk.keypad.show_numbers(waiting="", ticket=f"{number:03}")
    assert desk.device.wait_for_frames(60, 5)
    shown = [frame[10] * 100 + frame[11] * 10 + frame[12] for frame in desk.device.frames]
    assert shown == list(range(60))
    assert desk.device.digits == (10, 10, 10, 0, 5, 9)


def test_an_unplugged_keypad_says_so_and_works_again_when_it_is_back(desk: Desk) -> None:
    desk.device.unplug()
    lost = desk.next()
    assert isinstance(lost, Disconnected)
    assert "was lost" in lost.reason
    assert not desk.keypad.ask_rating()
    began = time.monotonic()
    desk.device.plug()
    while isinstance(event := desk.next(), Disconnected):
        pass
    assert event == Connected()
    assert time.monotonic() - began < 3
    assert not desk.device.frames  # the question of the time without a line is not asked late
    desk.device.press(5)
    assert desk.next() == Rated(5, unsolicited=True)


def test_a_keypad_that_is_not_there_yet_is_found_when_it_comes(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.line.start()
    missing = desk.next()
    assert isinstance(missing, Disconnected)
    assert str(tmp_path / "keypad") in missing.reason
    desk.device.plug()
    assert desk.next() == Connected()
    desk.line.close()
    desk.device.unplug()


def test_a_port_in_use_is_refused_and_the_first_owner_keeps_every_byte(desk: Desk) -> None:
    intruder = Line(Port(str(desk.device.link)))
    states: queue.SimpleQueue[tuple[bool, str]] = queue.SimpleQueue()
    intruder.listen(lambda data: None, lambda up, reason: states.put((up, reason)))
    intruder.start()
    up, reason = states.get(timeout=5)
    intruder.close()
    assert not up
    assert "cannot be opened" in reason
    desk.device.press_key("call")
    assert desk.next() == Key("call")


def test_a_device_that_takes_nothing_is_given_up_and_opened_again() -> None:
    master, slave = os.openpty()
    tty.setraw(slave)
    states: queue.SimpleQueue[tuple[bool, str]] = queue.SimpleQueue()
    line = Line(Port(os.ttyname(slave)))
    line.listen(lambda data: None, lambda up, reason: states.put((up, reason)))
    line.start()
    try:
        assert states.get(timeout=5) == (True, "")
        assert line.write(bytes(200_000))
        assert line.write(b"late")
        up, reason = states.get(timeout=5)
        assert not up
        assert "timeout" in reason.lower()
        assert states.get(timeout=5) == (True, "")
        assert line.write(b"fresh")
        arrived = b""
        while b"fresh" not in arrived:
            arrived += os.read(master, 65_536)
        assert b"late" not in arrived
    finally:
        line.close()
        os.close(master)
        os.close(slave)


def test_closing_leaves_no_thread_and_frees_the_port(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    desk = Desk(tmp_path)
    desk.device.plug()
    desk.line.start()
    assert desk.next() == Connected()
    desk.line.close()
    assert desk.next() == Disconnected("closed")
    serial.Serial(str(desk.device.link), exclusive=True).close()
    desk.device.unplug()
    assert set(threading.enumerate()) == before
