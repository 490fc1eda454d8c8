"""A USB number pad on Linux, taken from the desktop: what is pressed there is typed nowhere."""

import contextlib
import os
import select
import struct
import sys
from pathlib import Path

from hardware.usb import Plugged, choose

if sys.platform != "win32":
    import fcntl

EVENT = struct.Struct("@llHHi")
"""struct input_event of <linux/input.h>: seconds, microseconds, type, code, value."""
EV_KEY, PRESSED = 1, 1
EVIOCGRAB = 0x40044590
MARK = b"K"
DIGITS = {code: digit for digit, code in enumerate((11, 2, 3, 4, 5, 6, 7, 8, 9, 10))} | {
    code: digit for digit, code in enumerate((82, 79, 80, 81, 75, 76, 77, 71, 72, 73))
}
"""Key codes of <linux/input-event-codes.h>: the row above the letters, and the number pad."""
INPUTS = Path("/sys/class/input")


def find_keys(address: str) -> str:
    """The device path of a number pad; a plain path stays as it is. Raises OSError with what to do."""
    return choose(address, _keyboards(INPUTS)) if address.startswith("usb:") else address


def _keyboards(inputs: Path) -> list[Plugged]:
    found = []
    for place in sorted(inputs.glob("event*")):
        with contextlib.suppress(OSError):  # unplugged while we look
            keys = (place / "device/capabilities/key").read_text().split()
            if not int(keys[-1], 16) >> 2 & 1:  # KEY_1: mice and power buttons have none
                continue
            said = [
                (place / "device" / name).read_text().strip() for name in ("id/vendor", "id/product", "uniq", "phys")
            ]
            location = said[3].removeprefix("usb-").split("/")[0]
            found.append(Plugged(f"/dev/input/{place.name}", said[0], said[1], said[2], location))
    return found


class KeyDevice:
    """The part of a serial port that a line needs. ``read`` gives "K" and the digit (0–9) for every key pressed; other
    keys are swallowed. Opening raises OSError where it is no keyboard, or another program has it.
    """

    in_waiting = 0

    def __init__(self, path: str, timeout_s: float) -> None:
        if sys.platform == "win32":
            raise OSError("number pads are taken on Linux only; use a serial keypad here")
        self._timeout_s = timeout_s
        self._fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        try:
            fcntl.ioctl(self._fd, EVIOCGRAB, 1)
        except OSError as error:
            os.close(self._fd)
            raise OSError(error.errno, "it is no keyboard, or another program has taken it", path) from error
        self._woken, self._wake = os.pipe()

    def read(self, size: int) -> bytes:
        """The keys pressed in the time-out, or b""; raises OSError when it is unplugged."""
        ready, _, _ = select.select([self._fd, self._woken], [], [], self._timeout_s)
        if self._woken in ready:
            os.read(self._woken, 64)
        if self._fd not in ready:
            return b""
        if not (events := os.read(self._fd, EVENT.size * 64)):
            raise OSError("it was unplugged")
        return pressed(events)

    def write(self, data: bytes) -> None:
        """A number pad shows nothing."""

    def cancel_read(self) -> None:
        """Let ``read`` return now."""
        os.write(self._wake, b"!")

    def close(self) -> None:
        """Give it back to the desktop."""
        for fd in (self._fd, self._woken, self._wake):
            os.close(fd)


def pressed(events: bytes) -> bytes:
    """What input events say: the digits pressed, each behind a "K"; releases and repeats are nothing."""
    whole = events[: len(events) // EVENT.size * EVENT.size]
    keys = (code for _, _, kind, code, value in EVENT.iter_unpack(whole) if (kind, value) == (EV_KEY, PRESSED))
    return b"".join(MARK + bytes([DIGITS[code]]) for code in keys if code in DIGITS)
