"""A device table that is wrong is left out with its reason; the terminal works without that device."""

import argparse
import logging
from pathlib import Path

import pytest

from shared.settings import Board, Keypad, Reader, SettingsError, load, load_usable
from shared.ui import terminal
from tests.unit.ui.test_terminal import pair_as

GOOD = """
[keypad]
port = "usb:1a86:7523@1-1.2"
profile = "callpad-ff68"
address = 5
rating = "three-key"

[pad]
port = "/dev/ttyUSB1"
profile = "/etc/fairhall/our-pad.toml"

[board]
port = "COM3"
profile = "mingxing-led"

[reader]
kind = "id-card"
port = "usb:0403:6001:A50285BI"
"""

pytestmark = pytest.mark.usefixtures("the_tests_log")


def write(data: Path, text: str) -> None:
    (data / "terminal.toml").write_text(text, "utf-8")


def test_every_device_is_read(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    wanted, wrong = load_usable(tmp_path)
    assert wrong == {}
    assert wanted == load(tmp_path)
    assert wanted.keypad == Keypad("usb:1a86:7523@1-1.2", "callpad-ff68", 5, "three-key")
    assert wanted.pad == Keypad("/dev/ttyUSB1", "/etc/fairhall/our-pad.toml")
    assert wanted.board == Board("COM3", "mingxing-led")
    assert wanted.reader == Reader("id-card", "usb:0403:6001:A50285BI")


@pytest.mark.parametrize(
    ("text", "table", "said"),
    [
        ('[keypad]\nport = "usb:1a86"\n', "keypad", '2: port cannot be "usb:1a86"; write the serial port'),
        ('[keypad]\nport = "COM3"\nadress = 5\n', "keypad", '3: unknown key "adress"; did you mean address?'),
        ('[pad]\nport = "COM3"\naddress = 256\n', "pad", "3: address cannot be 256; write the device's address"),
        ('[board]\nport = "COM3"\n', "board", "1: profile is missing; add profile ="),
        (
            '[board]\nport = "COM3"\nprofile = "No Such"\n',
            "board",
            '3: profile cannot be "No Such"; write a profile\'s',
        ),
        ('[reader]\nkind = "nfc"\n', "reader", '2: kind cannot be "nfc"; write "id-card", "code" or "wedge"'),
        ("reader = 3\n", "reader", "1: reader cannot be 3; write it as a table"),
        ('[printer]\naddress = "lp0"\n', "printer", '2: address cannot be "lp0"'),
    ],
)
def test_a_wrong_table_is_left_out_and_the_rest_stays(tmp_path: Path, text: str, table: str, said: str) -> None:
    write(tmp_path, f'{text}[hub]\naddress = "10.0.0.1:7443"\n')
    wanted, wrong = load_usable(tmp_path)
    assert wanted.hub.address == "10.0.0.1:7443"
    assert getattr(wanted, table) is None
    assert list(wrong) == [table]
    (flaw,) = wrong[table]
    assert said in str(flaw)
    with pytest.raises(SettingsError) as caught:
        load(tmp_path)
    assert caught.value.flaws == wrong[table]


def test_a_mistake_elsewhere_still_stops_the_terminal(tmp_path: Path) -> None:
    write(tmp_path, 'language = "fr"\n[keypad]\nport = 3\n')
    with pytest.raises(SettingsError) as caught:
        load_usable(tmp_path)
    assert [flaw.line for flaw in caught.value.flaws] == [1]


def test_the_terminal_starts_and_says_what_it_left_out(tmp_path: Path, qapp, caplog) -> None:
    pair_as("kiosk", tmp_path)
    write(tmp_path, '[reader]\nkind = "nfc"\n')
    parser = argparse.ArgumentParser()
    terminal.add_arguments(parser, "kiosk")
    seen: list[terminal.Terminal] = []
    with caplog.at_level(logging.ERROR):
        assert terminal.run_terminal(parser.parse_args(["--data", str(tmp_path)]), "kiosk", seen.append) == 0
    assert seen[0].wrong == ("reader",)
    assert seen[0].settings.reader is None
