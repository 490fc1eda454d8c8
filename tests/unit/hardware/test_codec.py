"""What a keypad's bytes mean, and what the host says back."""

import pytest

from hardware.errors import UnknownCommand
from hardware.keypad.codec import Codec, Received
from hardware.keypad.events import Key, Rated, RatingTimedOut
from hardware.keypad.profile import load_profile

PROFILE = load_profile("callpad-ff68")


def frame(address: int, function: int, data: str) -> bytes:
    body = bytes([address, function]) + bytes.fromhex(data)
    return b"\xff\x68" + bytes([len(body)] * 2) + b"\x68" + body + bytes([sum(body) & 0xFF]) + b"\x16"


def one(codec: Codec, data: bytes) -> Received:
    (received,) = codec.feed(data)
    return received


def test_the_published_frame_is_built_byte_for_byte() -> None:
    built = Codec(PROFILE, address=5).build("digits", waiting="", ticket="012")
    assert built == bytes.fromhex("ff 68 08 08 68 05 02 0a 0a 0a 00 01 02 28 16")


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("ask_rating", "ff 68 03 03 68 05 01 0b 11 16"),
        ("beep", "ff 68 02 02 68 05 03 08 16"),
        ("stars", "ff 68 03 03 68 05 02 05 0c 16"),
    ],
)
def test_the_other_commands_follow_the_same_layout(command: str, expected: str) -> None:
    assert Codec(PROFILE, address=5).build(command) == bytes.fromhex(expected)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("0C", "call"), ("0D", "recall"), ("0B", "evaluate"), ("12", "pause"), ("13", "transfer"),
        ("06 0F", "no-show"), ("00 0F", "park"), ("03 0F", "resume"), ("0A 0A 0A 0C", "call"),
    ],
)  # fmt: skip
def test_each_key_has_its_name_and_is_echoed_as_acknowledgement(data: str, name: str) -> None:
    pressed = frame(5, 0x01, data)
    received = one(Codec(PROFILE, address=5), pressed)
    assert received.event == Key(name)
    assert received.reply == pressed


@pytest.mark.parametrize(
    ("rating", "code", "level"),
    [
        ("four-key", 4, 5),
        ("four-key", 1, 4),
        ("four-key", 2, 3),
        ("four-key", 3, 2),
        ("three-key", 1, 5),
        ("three-key", 3, 1),
    ],
)
def test_the_same_code_is_another_grade_on_another_device(rating: str, code: int, level: int) -> None:
    codec = Codec(load_profile("callpad-ff68", rating=rating), address=5)
    assert one(codec, frame(5, 0x11, f"{code:02x}")).event == Rated(level, unsolicited=False)


def test_a_rating_is_acknowledged_with_function_one_and_a_sum_less_by_sixteen() -> None:
    pressed = frame(5, 0x11, "04")
    reply = one(Codec(PROFILE, address=5), pressed).reply
    assert reply == frame(5, 0x01, "04")
    assert (pressed[-2] - reply[-2]) & 0xFF == 0x10


def test_a_time_out_is_never_a_rating() -> None:
    assert one(Codec(PROFILE, address=5), frame(5, 0x11, "05")).event == RatingTimedOut()


def test_a_code_outside_the_map_is_acknowledged_and_means_nothing() -> None:
    received = one(Codec(PROFILE, address=5), frame(5, 0x11, "2A"))
    assert received.event is None
    assert received.reply


def test_frames_of_another_address_are_passed_over_without_an_answer() -> None:
    assert Codec(PROFILE, address=5).feed(frame(6, 0x01, "0C")) == []


def test_a_half_frame_is_forgotten_when_the_line_falls_silent() -> None:
    codec = Codec(PROFILE, address=5)
    assert codec.feed(bytes.fromhex("ff 68 18 18 68 05 01")) == []
    assert codec.silence() == []
    assert one(codec, frame(5, 0x01, "0C")).event == Key("call")


def test_a_good_frame_behind_the_head_of_a_broken_one_is_found_at_the_silence() -> None:
    codec = Codec(PROFILE, address=5)
    assert codec.feed(bytes.fromhex("ff 68 18 18 68 05 01") + frame(5, 0x01, "0C")) == []
    assert [received.event for received in codec.silence()] == [Key("call")]


def test_an_unbelievable_length_does_not_make_the_keypad_deaf() -> None:
    codec = Codec(PROFILE, address=5)
    assert one(codec, bytes.fromhex("ff 68 f0 f0 68 05") + frame(5, 0x01, "0C")).event == Key("call")


@pytest.mark.parametrize(
    ("command", "values", "message"),
    [
        ("explode", {}, "has no command 'explode'; it has: ask_rating"),
        ("digits", {"waiting": ""}, "'ticket' is missing"),
        ("digits", {"waiting": "1234", "ticket": "1"}, "does not fit 3 places"),
        ("digits", {"waiting": "-12", "ticket": "1"}, "does not fit 3 places"),
    ],
)
def test_a_command_that_the_device_lacks_is_refused(command: str, values: dict[str, str], message: str) -> None:
    with pytest.raises(UnknownCommand, match=message):
        Codec(PROFILE, address=5).build(command, **values)


def test_the_operator_pad_speaks_its_published_frames() -> None:
    codec = Codec(load_profile("qsystem-ub485"), address=0x21)
    keys = [one(codec, bytes([0x01, 0x21, key, 0x07])).event for key in range(0x31, 0x35)]
    assert keys == [Key("call-recall"), Key("serve"), Key("transfer"), Key("finish-no-show")]
    assert codec.build("led", code=0x3D) == bytes.fromhex("01 21 3d 07")
    assert codec.build("text", mode=0x41, text="12") == bytes.fromhex("01 21 41 20 31 32 07")
    assert codec.build("scan") == bytes.fromhex("04 21 07")
    assert codec.feed(bytes.fromhex("01 22 31 07")) == []  # not our address
    with pytest.raises(UnknownCommand, match="does not fit"):
        codec.build("led", code=0x1FF)
