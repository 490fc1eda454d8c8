"""USB devices by what they are, not by the name they happen to get: "usb:VID:PID", ":SERIAL" and "@LOCATION" behind."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from serial.tools import list_ports

ADDRESS = r"usb:[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}(:[^@\s:]+)?(@[\w.:-]+)?"
_PARTS = re.compile(r"usb:(?P<vid>\w{4}):(?P<pid>\w{4})(?::(?P<serial>[^@]+))?(?:@(?P<location>.+))?")


class Plugged(NamedTuple):
    """One device that is plugged in: the path to open, and what it says of itself ("" where it says nothing)."""

    path: str
    vid: str
    pid: str
    serial: str
    location: str


def find_serial(address: str) -> str:
    """The device path of a serial port; a plain path stays as it is. Raises OSError with what to do."""
    if not address.startswith("usb:"):
        return address
    return choose(
        address,
        [
            Plugged(it.device, f"{it.vid:04x}", f"{it.pid:04x}", it.serial_number or "", it.location or "")
            for it in list_ports.comports()
            if it.vid is not None and it.pid is not None
        ],
    )


def choose(address: str, plugged: Iterable[Plugged]) -> str:
    """The path of the one device that is meant. Two of a kind are told apart by serial number, else by location: the
    socket they are plugged into. Raises OSError with what to do."""
    parts = _PARTS.fullmatch(address)
    assert parts is not None
    wanted = {name: text for name, text in parts.groupdict().items() if text}
    found = [it for it in plugged if all(getattr(it, name).lower() == text.lower() for name, text in wanted.items())]
    if len(found) == 1:
        return found[0].path
    if not found:
        raise OSError(f"{address} is not plugged in")
    ways = ", ".join(sorted(f"@{it.location}" for it in found))
    raise OSError(f"{len(found)} devices are {address}: add the serial number or one of {ways}")
