"""The way to a USB printer on Linux: the device file of the kernel's usblp driver."""

import contextlib
import errno
import fcntl
import os
import select
import time
from collections.abc import Iterator
from pathlib import Path

from hardware.errors import Lost, Stalled, Unreachable

SYSFS = Path("/sys/class/usbmisc")
DEVICES = Path("/dev/usb")
PIECE = 8192  # bytes handed over at once: what usblp holds
ADVICE = {
    errno.ENOENT: "plug it in and switch it on",
    errno.ENODEV: "plug it in and switch it on",
    errno.EACCES: "add this user to the group lp",
    errno.EBUSY: "another program holds it; CUPS may be using it",
    errno.EAGAIN: "another program holds it",
}


def device_file(vendor: int, product: int, serial: str = "", sysfs: Path = SYSFS, devices: Path = DEVICES) -> Path:
    """The device file of the printer with this identity. Unreachable when there is none, or more than one."""
    found: dict[Path, tuple[int, int, str]] = {}
    for entry in sorted(sysfs.glob("lp*")):
        device = (entry / "device").resolve().parent  # the USB device above its printer interface
        with contextlib.suppress(OSError, ValueError):  # unplugged while we look
            identity = (int(_attribute(device, "idVendor"), 16), int(_attribute(device, "idProduct"), 16))
            found[devices / entry.name] = (*identity, _attribute(device, "serial"))
    fitting = [path for path, known in found.items() if known[:2] == (vendor, product) and serial in ("", known[2])]
    wanted = _shown(vendor, product, serial)
    if len(fitting) > 1:
        several = ", ".join(_shown(*found[path]) for path in fitting)
        raise Unreachable(f"several printers are {wanted}: add the serial number, one of {several}")
    if not fitting:
        there = ", ".join(f"{path} is {_shown(*known)}" for path, known in found.items()) or "no USB printer is there"
        raise Unreachable(f"no USB printer {wanted}: plug it in and switch it on ({there})")
    return fitting[0]


class UsbTransport:
    """The device file, held by nobody else meanwhile; non-blocking, every call bounded."""

    def __init__(self, path: str | Path) -> None:
        self._where = str(path)
        try:
            self._fd = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
            try:
                fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(self._fd)
                raise
        except OSError as error:
            advice = ADVICE.get(error.errno or 0, "check its cable and power")
            raise Unreachable(f"printer {self._where}: {error.strerror}; {advice}") from error

    def send(self, data: bytes, within_s: float) -> None:
        """Hand over all bytes; Stalled when they are not taken in time, Lost when it was unplugged."""
        ends = time.monotonic() + within_s
        rest = memoryview(data)
        while rest:
            self._wait(select.POLLOUT, ends)
            if time.monotonic() > ends:
                raise Stalled(f"printer {self._where} takes no more bytes")
            with self._told(), contextlib.suppress(BlockingIOError):
                rest = rest[os.write(self._fd, rest[:PIECE]) :]

    def receive(self, within_s: float) -> bytes:
        """What came, waiting at most so long for the first byte. An empty USB packet is nothing."""
        ends = time.monotonic() + within_s
        while self._wait(select.POLLIN, ends):
            with self._told(), contextlib.suppress(BlockingIOError):
                if received := os.read(self._fd, 4096):
                    return received
            if time.monotonic() > ends:
                break
        return b""

    def close(self) -> None:
        """Let the printer go; bytes already handed over still arrive."""
        os.close(self._fd)

    def _wait(self, event: int, ends: float) -> bool:
        poll = select.poll()
        poll.register(self._fd, event)
        happened = poll.poll(max(0.0, ends - time.monotonic()) * 1000)
        if happened and happened[0][1] & (select.POLLHUP | select.POLLERR | select.POLLNVAL):
            raise Lost(f"printer {self._where} was unplugged")
        return bool(happened)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except BlockingIOError:
            raise
        except OSError as error:
            raise Lost(f"printer {self._where}: {error.strerror}") from error


def _attribute(device: Path, name: str) -> str:
    path = device / name
    return path.read_text().strip() if name != "serial" or path.exists() else ""


def _shown(vendor: int, product: int, serial: str) -> str:
    return f"{vendor:04x}:{product:04x}" + (f":{serial}" if serial else "")
