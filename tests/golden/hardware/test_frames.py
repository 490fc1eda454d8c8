"""The published layouts of keypads and boards, byte for byte; worked out by hand where no example is published."""

import pytest

from hardware.errors import UnknownCommand
from hardware.keypad.checks import CHECKS, crc16
from hardware.keypad.codec import Codec
from hardware.keypad.profile import load_profile

SHOWN = {"number": "A012", "digits": "012", "value": 12, "letter": "A", "window": "3", "sequence": 7}


@pytest.mark.parametrize(
    ("profile", "address", "command", "frame"),
    [
        # FF 68 L L 68 address function data sum8 16: the published example
        ("callpad-ff68", 5, "digits", "ff 68 08 08 68 05 02 0a 0a 0a 00 01 02 28 16"),
        # 01 address code 07; 01 address mode c c c 07; 04 address 07
        ("qsystem-ub485", 0x21, "led", "01 21 3d 07"),
        ("qsystem-ub485", 0x21, "text", "01 21 41 30 31 32 07"),
        ("qsystem-ub485", 0x21, "scan", "04 21 07"),
        # 01 address text 07
        ("qsystem-board", 2, "show", "01 02 41 30 31 32 07"),
        ("qsystem-board", 2, "clear", "01 02 20 20 20 20 07"),
        # 3A color lo hi info sum8 0A: 01 + 0c + 00 + 01 = 0e
        ("sunpn-led", 1, "show", "3a 01 0c 00 01 0e 0a"),
        ("sunpn-led", 1, "clear", "3a 00 00 00 00 00 0a"),
        # 16 A5 04 length address command sequence data: 16^04^03^07^30^32 = 14, a5^07^01^41^31 = d3
        ("mingxing-led", 3, "show", "16 a5 04 07 03 01 07 41 30 31 32 14 d3"),
        ("mingxing-led", 3, "clear", "16 a5 04 03 03 02 07 16 a4"),
        # 01 10 00 1A 00 01 state crc16, low byte first
        ("modbus-lamp", 1, "show", "01 10 00 1a 00 01 01 ce 18"),
        ("modbus-lamp", 1, "clear", "01 10 00 1a 00 01 00 0f d8"),
        # 00×5 01 type address 02 text 03 sum16 04: 02+41+41+1b+20+62+41+30+31+32+03 = 01f8
        ("alpha-sign", 0, "show", "00 00 00 00 00 01 5a 30 30 02 41 41 1b 20 62 41 30 31 32 03 30 31 46 38 04"),
        ("alpha-sign", 0x2A, "clear", "00 00 00 00 00 01 5a 32 41 02 41 41 1b 20 62 20 03 30 31 34 34 04"),
    ],
)
def test_a_command_is_built_byte_for_byte(profile: str, address: int, command: str, frame: str) -> None:
    values = {**SHOWN, "waiting": "", "ticket": "012", "code": 0x3D, "mode": 0x41, "text": "012"}
    built = Codec(load_profile(profile), address).build(command, **values)
    assert built.hex(" ") == frame


def test_the_modbus_check_has_its_published_value() -> None:
    assert crc16(b"123456789") == (0x4B37).to_bytes(2, "little")


@pytest.mark.parametrize(
    ("check", "covered", "value"),
    [
        ("sum8", "ff 02", "01"),
        ("xor8", "0f f0 0f", "f0"),
        ("xor-pair", "01 02 04", "05 02"),
        ("sum16hex", "ff ff ff", "30 32 46 44"),
        ("none", "01", ""),
    ],
)
def test_each_check_is_what_it_says(check: str, covered: str, value: str) -> None:
    assert CHECKS[check].of(bytes.fromhex(covered)).hex(" ") == value
    assert CHECKS[check].width == len(bytes.fromhex(value))


@pytest.mark.parametrize("number", ["A\x07012", "A0123456789012345678", "甲012"])
def test_a_board_is_never_sent_what_would_break_its_frame(number: str) -> None:
    with pytest.raises(UnknownCommand):
        Codec(load_profile("qsystem-board"), 1).build("show", number=number)
