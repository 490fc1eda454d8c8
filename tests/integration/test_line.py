"""Lines that come and go: another name for the same device, a number pad, a pause between two sends."""

import fcntl
import os
import queue
import termios
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from hardware import keys, usb
from hardware.keypad.events import Connected, Disconnected, KeypadEvent, Rated
from hardware.keypad.keypad import Keypad, keypad_port
from hardware.keypad.profile import load_profile
from hardware.keys import EVENT
from hardware.line import Line, Port
from hardware.simulated.wire import Wire

States = queue.SimpleQueue[tuple[bool, str]]


@pytest.fixture
def sockets(monkeypatch: pytest.MonkeyPatch) -> list[SimpleNamespace]:
    """What the machine says is plugged in: there is no USB here, the ports behind it are real."""
    plugged: list[SimpleNamespace] = []
    monkeypatch.setattr(usb.list_ports, "comports", lambda: plugged)
    return plugged


def plug(wire: Wire, sockets: list[SimpleNamespace]) -> None:
    wire.plug()
    sockets[:] = [
        SimpleNamespace(device=str(wire.link), vid=0x1A86, pid=0x7523, serial_number=None, location="1-1.2"),
        SimpleNamespace(device="/dev/ttyS0", vid=None, pid=None, serial_number=None, location=None),
    ]


def test_a_device_that_comes_back_under_another_name_is_found(tmp_path: Path, sockets) -> None:
    states: States = queue.SimpleQueue()
    heard: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    line = Line(Port("usb:1a86:7523"))
    line.listen(heard.put, lambda up, reason: states.put((up, reason)))
    line.start()
    up, reason = states.get(timeout=5)
    assert not up
    assert "usb:1a86:7523 is not plugged in" in reason
    first, second = Wire(tmp_path / "ttyUSB0"), Wire(tmp_path / "ttyUSB1")
    plug(first, sockets)
    assert states.get(timeout=5) == (True, "")
    sockets.clear()
    first.unplug()
    assert not states.get(timeout=5)[0]
    began = time.monotonic()
    plug(second, sockets)
    while states.get(timeout=5) != (True, ""):
        pass
    assert time.monotonic() - began < 3
    second.send(b"here")
    assert heard.get(timeout=5)[:1] == b"h"
    line.close()
    second.unplug()


def test_a_cable_pulled_while_the_port_is_being_opened_is_only_a_line_that_is_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel then answers the setting of the speed with an error that is neither pyserial's nor the system's."""
    really, pulled = termios.tcsetattr, [True]

    def tcsetattr(*args: Any) -> None:
        if pulled:
            pulled.clear()
            raise termios.error(5, "Input/output error")
        really(*args)

    monkeypatch.setattr(termios, "tcsetattr", tcsetattr)
    states: States = queue.SimpleQueue()
    wire, line = Wire(tmp_path / "pad"), Line(Port(str(tmp_path / "pad")))
    line.listen(lambda data: None, lambda up, reason: states.put((up, reason)))
    wire.plug()
    line.start()
    down, reason = states.get(timeout=5)
    assert not down
    assert "Input/output error" in reason
    assert states.get(timeout=5) == (True, "")
    line.close()
    wire.unplug()


def test_sends_keep_their_order_and_the_pause_that_a_device_needs(tmp_path: Path) -> None:
    wire = Wire(tmp_path / "board")
    came: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
    wire.join(lambda data: came.put((time.monotonic(), data)))
    wire.plug()
    states: States = queue.SimpleQueue()
    line = Line(Port(str(wire.link), gap_ms=120))
    line.listen(lambda data: None, lambda up, reason: states.put((up, reason)))
    line.start()
    assert states.get(timeout=5) == (True, "")
    for n in range(4):
        assert line.write(b"%d" % n)
    got = [came.get(timeout=5) for _ in range(4)]
    assert [data for _, data in got] == [b"0", b"1", b"2", b"3"]
    assert all(later - sooner >= 0.115 for (sooner, _), (later, _) in pairwise(got))
    line.close()
    wire.unplug()


@pytest.fixture
def pad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A number pad's device file. There is no /dev/input here: a pipe stands for it, and grants itself."""
    grabbed: list[int] = []
    monkeypatch.setattr(keys.fcntl, "ioctl", lambda fd, request, value: grabbed.append(request))
    path = tmp_path / "event3"
    os.mkfifo(path)
    yield path
    assert set(grabbed) == {0x40044590}  # EVIOCGRAB: what is pressed is typed nowhere


def test_a_number_pad_rates_and_has_no_light(pad: Path) -> None:
    profile = load_profile("numpad")
    events: queue.SimpleQueue[KeypadEvent] = queue.SimpleQueue()
    line = Line(keypad_port(str(pad), profile))
    keypad = Keypad(line, profile, events.put)
    writing = os.open(pad, os.O_RDWR)
    line.start()
    assert events.get(timeout=5) == Connected()
    assert keypad.ask_rating(10)
    os.write(writing, EVENT.pack(0, 0, 1, 79, 1) + EVENT.pack(0, 0, 1, 79, 0))
    assert events.get(timeout=5) == Rated(5, unsolicited=False)
    assert not keypad.thank()
    os.write(writing, EVENT.pack(0, 0, 1, 76, 1))
    assert events.get(timeout=5) == Rated(1, unsolicited=True)
    os.close(writing)
    assert isinstance(events.get(timeout=5), Disconnected)
    line.close()


def test_what_is_no_keyboard_is_said(tmp_path: Path) -> None:
    plain = tmp_path / "event9"
    plain.write_bytes(b"")
    states: States = queue.SimpleQueue()
    line = Line(Port(str(plain), keys=True))
    line.listen(lambda data: None, lambda up, reason: states.put((up, reason)))
    line.start()
    up, reason = states.get(timeout=5)
    line.close()
    assert not up
    assert "it is no keyboard" in reason


def test_a_line_that_is_in_use_says_so(tmp_path: Path) -> None:
    wire = Wire(tmp_path / "pad")
    wire.plug()
    owner = os.open(wire.link, os.O_RDWR | os.O_NOCTTY)
    fcntl.flock(owner, fcntl.LOCK_EX)
    states: States = queue.SimpleQueue()
    line = Line(Port(str(wire.link)))
    line.listen(lambda data: None, lambda up, reason: states.put((up, reason)))
    line.start()
    up, reason = states.get(timeout=5)
    assert not up
    assert "lock" in reason.lower()
    os.close(owner)
    while states.get(timeout=5) != (True, ""):
        pass
    line.close()
    wire.unplug()
