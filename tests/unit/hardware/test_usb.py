"""Devices found by what they are; and a technician who reads why they are not."""

from pathlib import Path

import pytest

from hardware.keys import EVENT, _keyboards, find_keys, pressed
from hardware.usb import Plugged, choose, find_serial

CH340 = Plugged("/dev/ttyUSB0", "1a86", "7523", "", "1-1.2")
TWIN = Plugged("/dev/ttyUSB1", "1a86", "7523", "", "1-1.3")
FTDI = Plugged("/dev/ttyUSB2", "0403", "6001", "A50285BI", "2-1")
FTDI_2 = Plugged("/dev/ttyUSB3", "0403", "6001", "A50285BJ", "2-2")


@pytest.mark.parametrize(
    ("address", "plugged", "path"),
    [
        ("usb:1a86:7523", [CH340, FTDI], "/dev/ttyUSB0"),
        ("usb:1A86:7523", [CH340, FTDI], "/dev/ttyUSB0"),
        ("usb:0403:6001:A50285BJ", [CH340, FTDI, FTDI_2], "/dev/ttyUSB3"),
        ("usb:1a86:7523@1-1.3", [CH340, TWIN], "/dev/ttyUSB1"),
        ("usb:0403:6001:A50285BI@2-1", [FTDI, FTDI_2], "/dev/ttyUSB2"),
    ],
)
def test_a_device_is_found_by_kind_then_serial_then_socket(address: str, plugged: list[Plugged], path: str) -> None:
    assert choose(address, plugged) == path


@pytest.mark.parametrize(
    ("address", "plugged", "said"),
    [
        ("usb:1a86:7523", [FTDI], "usb:1a86:7523 is not plugged in"),
        ("usb:1a86:7523", [CH340, TWIN], "2 devices are usb:1a86:7523: add the serial number or one of @1-1.2, @1-1.3"),
        ("usb:0403:6001:WRONG", [FTDI], "is not plugged in"),
    ],
)
def test_what_is_not_clear_is_said_and_not_guessed(address: str, plugged: list[Plugged], said: str) -> None:
    with pytest.raises(OSError, match=said):
        choose(address, plugged)


def test_a_plain_path_stays_as_it_is() -> None:
    assert find_serial("COM3") == "COM3"
    assert find_keys("/dev/input/event4") == "/dev/input/event4"


def test_number_pads_are_told_from_mice_and_buttons(tmp_path: Path) -> None:
    for name, keys, said in (
        ("event0", "10000000000000 0", ("0001", "0001", "", "LNXPWRBN/button/input0")),
        ("event3", "1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe",
         ("1a2c", "6004", "", "usb-0000:00:14.0-3/input0")),
    ):  # fmt: skip
        device = tmp_path / name / "device"
        (device / "capabilities").mkdir(parents=True)
        (device / "id").mkdir()
        (device / "capabilities/key").write_text(keys + "\n")
        for file, text in zip(("id/vendor", "id/product", "uniq", "phys"), said, strict=True):
            (device / file).write_text(text + "\n")
    (found,) = _keyboards(tmp_path)
    assert found == Plugged("/dev/input/event3", "1a2c", "6004", "", "0000:00:14.0-3")
    assert choose("usb:1a2c:6004", [found]) == "/dev/input/event3"


def event(kind: int, code: int, value: int) -> bytes:
    return EVENT.pack(1, 2, kind, code, value)


@pytest.mark.parametrize(
    ("events", "digits"),
    [
        (event(4, 4, 458841) + event(1, 79, 1) + event(0, 0, 0), b"K\x01"),  # the pad's 1, with its scan code
        (event(1, 2, 1) + event(1, 6, 1), b"K\x01K\x05"),  # the row above the letters
        (event(1, 82, 1) + event(1, 11, 1), b"K\x00K\x00"),
        (event(1, 79, 0) + event(1, 79, 2), b""),  # let go; held down
        (event(1, 28, 1) + event(1, 30, 1), b""),  # Enter, A
        (event(1, 79, 1)[:-1], b""),
    ],
)
def test_only_digits_that_go_down_are_presses(events: bytes, digits: bytes) -> None:
    assert pressed(events) == digits
