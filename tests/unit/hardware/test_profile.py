"""A keypad profile with a mistake says where it is and what to do."""

import copy
import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from hardware.errors import ProfileError, UnknownCommand
from hardware.keypad.codec import Codec
from hardware.keypad.profile import load_profile, profile_of, shipped

PROFILES = Path(__file__).parents[3] / "hardware" / "profiles"
GOOD = (PROFILES / "callpad-ff68.toml").read_text("utf-8")


VALUES: dict[str, Any] = {
    "waiting": "",
    "ticket": "012",
    "code": 1,
    "mode": 1,
    "text": "12",
    "a": "1",
    "number": "A012",
    "digits": "012",
    "value": 12,
    "letter": "A",
    "window": "3",
    "sequence": 7,
}


def written(folder: Path, text: str) -> Path:
    path = folder / "pad.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("name", shipped())
def test_the_shipped_profiles_load_and_say_their_tier(name: str) -> None:
    profile = load_profile(name)
    assert profile.name == name
    assert profile.tier == "simulated"


def test_a_hall_chooses_the_rating_map_of_its_device() -> None:
    assert load_profile("callpad-ff68").rating == {4: 5, 1: 4, 2: 3, 3: 2, 5: "timeout"}
    assert load_profile("callpad-ff68", rating="three-key").rating == {1: 5, 2: 3, 3: 1, 5: "timeout"}


@pytest.mark.parametrize(
    ("wrong", "right", "key"),
    [
        ('check = "sum8"', 'check = "crc99"', "frame.check"),
        ('tail = "16"', 'tail = "1G"', "frame.tail"),
        ('head = ["FF 68", "length", "length", "68"]', 'head = ["FF 68", "68"]', "frame.head"),
        ('head = ["FF 68", "length", "length", "68"]', 'head = ["length"]', "frame.head"),
        ('body = ["address", "function", "data"]', 'body = ["data", "address", "function"]', "frame.body"),
        ('when = { ends = "0C" }', "when = { key = 1 }", "event[5].when.key"),
        ('when = { ends = "0C" }', "when = { function = 999 }", "event[5].when.function"),
        ('name = "call"', "", "event[5].name"),
        ('emit = "rating"', 'emit = "grade"', "event[1].emit"),
        ("4 = 5\n", "4 = 9\n", "rating_map.four-key.4"),
        ("4 = 5\n", "four = 5\n", "rating_map.four-key.four"),
        ('rating = "four-key"', 'rating = "nine-key"', "rating"),
        ('data = "{waiting:3d} {ticket:3d}"', 'data = "{waiting}"', "command.digits.data"),
        ('function = "03"\ndata = ""', 'function = "03"', "command.beep.data"),
        ('function = "03"', 'function = "03 04"', "command.beep.function"),
        ('data = "0B"', 'data = "{line:200a}"', "command.ask_rating.data"),
        ("baudrate = 9600", "baud = 9600", "port.baud"),
        ("baudrate = 9600", 'baudrate = "fast"', "port.baudrate"),
        ('parity = "N"', 'parity = "none"', "port.parity"),
        ('title = "Call', 'titel = "Call', "titel"),
        ("debounce_ms = 300 ", 'debounce_ms = "soon" ', "debounce_ms"),
        ("[frame]", "[[frame]]", "frame"),
        ("[frame]", "[frame", "TOML"),
    ],
)
def test_a_mistake_is_named_with_file_key_and_remedy(tmp_path: Path, wrong: str, right: str, key: str) -> None:
    assert wrong in GOOD
    path = written(tmp_path, GOOD.replace(wrong, right, 1))
    with pytest.raises(ProfileError) as caught:
        load_profile(path)
    assert caught.value.key == key
    assert caught.value.remedy
    assert re.match(rf"{re.escape(str(path))}: {re.escape(key)}: .+; .+", str(caught.value))


def test_an_unknown_profile_lists_the_ones_there_are() -> None:
    with pytest.raises(
        ProfileError, match="callpad-ff68, mingxing-led, modbus-lamp, numpad, qsystem-board, qsystem-ub485"
    ):
        load_profile("no-such-pad")


def places(table: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value in parsed TOML."""
    items = table.items() if isinstance(table, dict) else enumerate(table) if isinstance(table, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from places(value, (*path, key))


@pytest.mark.parametrize("name", shipped())
@pytest.mark.parametrize(
    "nonsense", [3, -1, 10**9, 1.5, True, "", "zz", "{a:9d}", "length", [], [1], {}, {"x": 1}, [{}]]
)
def test_nonsense_anywhere_is_a_profile_error_or_a_profile_that_works(name: str, nonsense: Any) -> None:
    tables = tomllib.loads((PROFILES / f"{name}.toml").read_text("utf-8"))
    for path in places(tables):
        broken = copy.deepcopy(tables)
        inner = broken
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = nonsense
        try:
            profile = profile_of(broken, "pad.toml")
        except ProfileError:
            continue
        codec = Codec(profile, address=1)
        codec.feed(bytes(range(256)) + b"\xff\x68\x03\x03\x68\x01\x11\x04\x16\x16")
        for command in profile.commands:
            with suppress(UnknownCommand):  # a value that the changed template asks for
                assert codec.build(command, **VALUES)
