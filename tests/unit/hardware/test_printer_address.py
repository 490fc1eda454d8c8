"""A printer's address: one syntax, checked the same in the settings and by the driver."""

import os
from pathlib import Path

import pytest

from hardware.errors import BadAddress, Unreachable
from hardware.printer.address import Cups, SerialPort, Tcp, UsbFile, UsbId, parse, printer_at
from hardware.printer.usb import UsbTransport, device_file
from shared import settings

GOOD = {
    "tcp://192.168.1.50:9100": Tcp("192.168.1.50", 9100),
    "tcp://printer.hall:9100": Tcp("printer.hall", 9100),
    "tcp://[fd00::7]:9100": Tcp("fd00::7", 9100),
    "usb://04b8:0202": UsbId(0x04B8, 0x0202),
    "usb://04B8:0e15:J8K1-002": UsbId(0x04B8, 0x0E15, "J8K1-002"),
    "usb:///dev/usb/lp0": UsbFile("/dev/usb/lp0"),
    "serial:///dev/ttyUSB0": SerialPort("/dev/ttyUSB0", 9600),
    "serial:///dev/ttyS1?baud=19200": SerialPort("/dev/ttyS1", 19200),
    "serial:///dev/ttyS1?baud=19200&flow=rtscts": SerialPort("/dev/ttyS1", 19200, "rtscts"),
    "serial://COM3?flow=xonxoff": SerialPort("COM3", 9600, "xonxoff"),
    "cups://tickets": Cups("tickets"),
}
BAD = [
    "", "tickets", "tcp://", "tcp://host", "tcp://host:0", "tcp://host:70000", "usb://", "usb://04b8", "usb://04b8:xyz1",
    "serial://", "serial:///dev/ttyS0?baud=fast", "serial:///dev/ttyS0?baud=0", "serial:///dev/ttyS0?speed=9600",
    "serial:///dev/ttyS0?flow=dtr", "cups://", "lpt://1", "http://host:9100", "tcp://ho st:9100",
]  # fmt: skip


def written(folder: Path, address: str) -> settings.Settings:
    (folder / "terminal.toml").write_text(f'[printer]\naddress = "{address}"\n')
    return settings.load(folder)


@pytest.mark.parametrize("text", GOOD)
def test_an_address_means_the_same_to_settings_and_driver(text: str, tmp_path: Path) -> None:
    assert parse(text) == GOOD[text]
    loaded = written(tmp_path, text).printer
    assert loaded is not None
    assert loaded.address == text
    printer_at(text)


@pytest.mark.parametrize("text", BAD)
def test_nonsense_is_answered_with_what_to_write(text: str, tmp_path: Path) -> None:
    if text != "tcp://ho st:9100":  # what only the settings can tell
        with pytest.raises(BadAddress, match="write tcp://host:9100"):
            parse(text)
    with pytest.raises(settings.SettingsError, match=r"terminal.toml:2: address cannot be .*usb:///dev/usb/lp0"):
        written(tmp_path, text)


def plug(root: Path, name: str, vendor: str, product: str, serial: str = "") -> None:
    """A printer as sysfs shows it: the class entry leads to the interface below the device."""
    device = root / "devices" / name
    interface = device / "1-1:1.0"
    interface.mkdir(parents=True)
    (device / "idVendor").write_text(f"{vendor}\n")
    (device / "idProduct").write_text(f"{product}\n")
    if serial:
        (device / "serial").write_text(f"{serial}\n")
    entry = root / "class" / name
    entry.mkdir(parents=True)
    (entry / "device").symlink_to(interface)


def find(root: Path, vendor: int, product: int, serial: str = "") -> Path:
    return device_file(vendor, product, serial, root / "class", Path("/dev/usb"))


def test_a_usb_printer_is_found_by_what_it_is_wherever_it_is_plugged_in(tmp_path: Path) -> None:
    plug(tmp_path, "lp0", "0fe6", "811e")
    plug(tmp_path, "lp3", "04b8", "0202", "J8K1")
    assert find(tmp_path, 0x04B8, 0x0202) == Path("/dev/usb/lp3")
    assert find(tmp_path, 0x04B8, 0x0202, "J8K1") == Path("/dev/usb/lp3")


def test_two_of_a_kind_are_told_apart_by_their_serial(tmp_path: Path) -> None:
    plug(tmp_path, "lp0", "04b8", "0202", "J8K1")
    plug(tmp_path, "lp1", "04b8", "0202", "J8K2")
    assert find(tmp_path, 0x04B8, 0x0202, "J8K2") == Path("/dev/usb/lp1")
    with pytest.raises(Unreachable, match="add the serial number, one of 04b8:0202:J8K1, 04b8:0202:J8K2"):
        find(tmp_path, 0x04B8, 0x0202)


def test_a_printer_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="no USB printer is there"):
        find(tmp_path, 0x04B8, 0x0202)
    plug(tmp_path, "lp0", "0fe6", "811e")
    (tmp_path / "class" / "lp9").mkdir()  # going away this moment
    with pytest.raises(Unreachable, match=r"no USB printer 04b8:0202: plug it in .*/dev/usb/lp0 is 0fe6:811e"):
        find(tmp_path, 0x04B8, 0x0202)


def test_a_device_file_says_why_it_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="plug it in"):
        UsbTransport(tmp_path / "lp0")
    master, slave = os.openpty()
    held = UsbTransport(os.ttyname(slave))
    with pytest.raises(Unreachable, match="another program holds it"):
        UsbTransport(os.ttyname(slave))
    held.close()
    UsbTransport(os.ttyname(slave)).close()
    os.close(master)
    os.close(slave)
