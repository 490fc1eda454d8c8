"""A technician writes terminal.toml with an ordinary editor; what is wrong is said with its line."""

from pathlib import Path
from typing import Annotated

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.settings import (
    Hub,
    Keypad,
    Printer,
    Quiet,
    Settings,
    SettingsError,
    Sounds,
    SystemVoices,
    Voice,
    endpoint,
    load,
)
from shared.toml import Document, TomlError, read_toml

FULL = """\
# 一楼取号机
language = "en"
fullscreen = false

[hub]
address = "192.168.1.10:8443"

[printer]
address = "tcp://192.168.1.50:9100"
width = 58

[keypad]
port = "/dev/ttyUSB0"
profile = "qsystem-ub485"

[voice]
on = false
volume = 35
quiet = { from = "12:00", to = "14:00", volume = 20 }
zone = ["1", "2"]
system_voices = { zh = "Huihui" }

[sounds]
volume = 20
"""


def write(data: Path, text: str | bytes) -> Path:
    path = data / "terminal.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refused(data: Path, text: str | bytes) -> list[str]:
    path = write(data, text)
    with pytest.raises(SettingsError) as caught:
        load(data)
    return [str(flaw).removeprefix(f"{path}:") for flaw in caught.value.flaws]


def test_a_terminal_without_a_file_finds_the_hub_by_itself(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings(
        language="zh", fullscreen=True, hub=Hub(""), printer=None, keypad=None, voice=Voice(True, 80)
    )


def test_every_key_is_read(tmp_path: Path) -> None:
    write(tmp_path, FULL)
    assert load(tmp_path) == Settings(
        language="en",
        fullscreen=False,
        hub=Hub("192.168.1.10:8443"),
        printer=Printer("tcp://192.168.1.50:9100", 58),
        keypad=Keypad("/dev/ttyUSB0", "qsystem-ub485"),
        voice=Voice(False, 35, Quiet("12:00", "14:00", 20), ("1", "2"), SystemVoices(zh="Huihui")),
        sounds=Sounds(20),
    )


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    write(tmp_path, b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode())
    assert load(tmp_path).voice.volume == 35


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[printer]\nadress = "tcp://a:1"',
            ['2: unknown key "adress"; did you mean address?', "1: address is missing"],
        ),
        ("[voice]\n\nvolume = 101", ["3: volume cannot be 101; write a whole number from 0 to 100"]),
        ('[voice]\non = "yes"', ['2: on cannot be "yes"; write true or false']),
        ("[voice]\nvolume = true", ["2: volume cannot be true; write a whole number from 0 to 100"]),
        ('[voice]\nquiet = { from = "noon", to = "14:00", volume = 1 }', ['2: from cannot be "noon"; write a time of']),
        ('[voice]\nquiet = { from = "12:00", to = "14:00" }', ["2: volume is missing; add volume = a whole number"]),
        ("[voice]\nzone = [1]", ['2: zone cannot be 1; write a list of counter ids, such as ["1", "2"]']),
        ("[sounds]\nvolume = -1", ["2: volume cannot be -1; write a whole number from 0 to 100"]),
        ("voice = 3", ["1: voice cannot be 3; write it as a table of keys"]),
        ('language = "fr"', ['1: language cannot be "fr"; write "zh" or "en"']),
        ("[kiosk]\nsize = 1", ['1: unknown key "kiosk"; remove it; known here: language, fullscreen, witness, hub,']),
        ('[printer]\naddress = "tcp://p:9100"\nwidth = 76', ["3: width cannot be 76; write 58 or 80"]),
        (
            '[printer]\naddress = "192.168.1.50"',
            ['2: address cannot be "192.168.1.50"; write "tcp://192.168.1.50:9100"'],
        ),
        (
            '[printer]\naddress = "tcp://a:70000"',
            ['2: address cannot be "tcp://a:70000"; write "tcp://192.168.1.50:9100"'],
        ),
        ('[hub]\naddress = "hub:0"', ['2: address cannot be "hub:0"; write "host:port" of the hub']),
        ('hub = { address = "hub:1\\n" }', ['1: address cannot be "hub:1\\n"; write "host:port"']),
        ('[keypad]\nprofile = "x"', ["1: port is missing; add port = the serial port"]),
        ('[directions]\n3 = "left"\n4 = "down"', ['3: 4 cannot be "down"; write counter = direction: "left"']),
        ("language = zh", ["1: not TOML: Invalid value; texts stand in quotes"]),
        ('language = "zh"\nlanguage = "en"', ["2: not TOML: Cannot overwrite a value"]),
        ('\nlanguage = "zh', ["2: not TOML: "]),
        (b'\nlanguage = "\xd6\xd0"', ["2: not UTF-8 text; save the file as UTF-8"]),
        ("x = " + "[" * 5000, ["1: not TOML: "]),
        ("x = " + "9" * 5000, ["1: not TOML: "]),
    ],
)
def test_a_mistake_is_said_with_its_line_and_what_to_write(tmp_path: Path, text: str | bytes, said: list[str]) -> None:
    found = refused(tmp_path, text)
    assert len(found) == len(said)
    for line, start in zip(sorted(found), sorted(said), strict=True):
        assert line.startswith(start)


def test_all_mistakes_are_said_at_once(tmp_path: Path) -> None:
    found = refused(tmp_path, 'language = 1\nfullscreen = 2\n[voice]\nvolume = -1\n[hub]\naddress = "?"\n')
    assert [line.split(":")[0] for line in found] == ["1", "2", "4", "6"]


def test_a_file_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    (tmp_path / "terminal.toml").mkdir()
    with pytest.raises(SettingsError, match=r"terminal\.toml:1: cannot be read: Is a directory; check the path"):
        load(tmp_path)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, nonsense: bytes) -> None:
    data = tmp_path_factory.getbasetemp() / "nonsense"
    data.mkdir(exist_ok=True)
    write(data, nonsense)
    try:
        assert isinstance(load(data), Settings)
    except SettingsError as error:
        assert error.flaws
        assert all(1 <= flaw.line <= nonsense.count(b"\n") + 1 for flaw in error.flaws)


@pytest.mark.parametrize(
    ("quiet", "minute", "volume"),
    [
        (None, 12 * 60, 80),
        (Quiet("12:00", "14:00", 40), 12 * 60 - 1, 80),
        (Quiet("12:00", "14:00", 40), 12 * 60, 40),
        (Quiet("12:00", "14:00", 40), 14 * 60 - 1, 40),
        (Quiet("12:00", "14:00", 40), 14 * 60, 80),
        (Quiet("22:00", "6:30", 0), 23 * 60, 0),
        (Quiet("22:00", "6:30", 0), 6 * 60, 0),
        (Quiet("22:00", "6:30", 0), 12 * 60, 80),
        (Quiet("20:00", "24:00", 10), 24 * 60 - 1, 10),
        (Quiet("12:00", "12:00", 10), 12 * 60, 80),
    ],
)
def test_calls_are_quieter_at_the_hours_that_the_hall_names(quiet: Quiet | None, minute: int, volume: int) -> None:
    assert Voice(quiet=quiet).volume_at(minute) == volume


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("tcp://192.168.1.50:9100", "192.168.1.50", 9100),
        ("fairhall-hub.local:8443", "fairhall-hub.local", 8443),
        ("[fe80::1]:8443", "fe80::1", 8443),
    ],
)
def test_an_address_is_a_host_and_a_port(address: str, host: str, port: int) -> None:
    assert endpoint(address) == (host, port)


class Row(msgspec.Struct, forbid_unknown_fields=True):
    n: Annotated[int, msgspec.Meta(description="a whole number")]


class Table(msgspec.Struct, forbid_unknown_fields=True):
    row: tuple[Row, ...] = ()
    text: str = ""
    list: tuple[int, ...] = ()


def test_lines_are_found_past_strings_comments_and_long_lists(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(
        'text = """\n[[row]]\nn = "a"\n\\""" # not the end\n"""  # [\n'
        'list = [ # "n" = 5\n  1, 2,\n  3 ]\n[[row]]\n"n" = 1\n[[row]]\nm = 3 # n\nn = "[["\n'
    )
    with pytest.raises(TomlError) as caught:
        read_toml(path, Table)
    assert [(flaw.line, flaw.what) for flaw in caught.value.flaws] == [
        (12, 'unknown key "m"'),
        (13, 'n cannot be "[["'),
    ]


def test_the_lines_of_nested_tables_belong_to_the_newest_entry(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text("[[a]]\n[a.b]\nc = 1\n[[a]]\n[a.b]\nc.d = 2\n[[a.e]]\n[[a.e]]\nf = 1\n")
    document = Document(path)
    wheres = [("a", 0, "b", "c"), ("a", 1, "b"), ("a", 1, "b", "c", "d"), ("a", 1, "e", 1, "f"), ("a", 1, "x"), ("x",)]
    assert [document.flaw(where, "", "").line for where in wheres] == [3, 5, 6, 9, 4, 1]


def test_a_row_of_a_long_list_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text("[a]\nb = [\n[1],\n{ d = 3 }\n]\nc = 2\n")
    assert Document(path).flaw(("a", "c"), "", "").line == 6


def test_a_file_full_of_mistakes_shows_the_first_ten(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text("".join(f"k{n} = 1\n" for n in range(14)))
    with pytest.raises(TomlError) as caught:
        read_toml(path, Table)
    lines = str(caught.value).split("\n")
    assert len(lines) == 11
    assert lines[0].startswith(f'{path}:1: unknown key "k0"')
    assert lines[-1] == "… and 4 more"
