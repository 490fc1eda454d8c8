"""One serial line: one thread owns the port, reads it, writes to it in order, and opens it again when it is lost."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import serial

from hardware.keys import KeyDevice, find_keys
from hardware.lost import PORT_LOST
from hardware.usb import find_serial

log = logging.getLogger("fairhall.line")

BACK_OFF_S = (0.1, 0.2, 0.4, 0.8, 1.6, 2.0)
READ_S = 0.2
WRITE_S = 1.0

BytesHeard = Callable[[bytes], None]
StateHeard = Callable[[bool, str], None]


@dataclass(frozen=True)
class Port:
    """Where a line is ("/dev/ttyUSB0", "COM3", "usb:1a86:7523") and how it speaks. `gap_ms` lies between two sends;
    `keys`: a keyboard instead of a serial line."""

    path: str
    baudrate: int = 9600
    bytesize: int = 8
    parity: str = "N"
    stopbits: float = 1
    gap_ms: int = 0
    keys: bool = False


class Line:
    """A line that heals itself, for every device on it. What listens is called on the line's own thread."""

    def __init__(self, port: Port) -> None:
        self.port = port
        self._device: Any = None
        self._guard = threading.Lock()  # around `_device` and `_outgoing`; never held while a port is busy
        self._outgoing: deque[bytes] = deque()
        self._free_at = 0.0
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._last_reason = ""
        self._listeners: list[tuple[BytesHeard, StateHeard]] = []

    def listen(self, on_bytes: BytesHeard, on_state: StateHeard) -> None:
        """Before the start. `on_bytes(data)` gets what arrives, in order; `on_state(up, reason)` every change, the
        reason being '' when up and a sentence for people when down."""
        self._listeners.append((on_bytes, on_state))

    def start(self) -> None:
        """Open the port, now and whenever it comes back."""
        self._thread = threading.Thread(target=self._run, name=f"line {self.port.path}", daemon=True)
        self._thread.start()

    def write(self, data: bytes) -> bool:
        """Queue bytes behind what was queued before; returns at once.

        False and nothing queued while the line is down: a frame must not reach a device minutes late. What is
        still queued when the line goes down is dropped for the same reason.
        """
        with self._guard:
            if self._device is None:
                return False
            self._outgoing.append(data)
            self._device.cancel_read()
            return True

    def close(self) -> None:
        """Let the port go and end the thread; never call it from a callback."""
        self._closing.set()
        with self._guard:
            if self._device is not None:
                self._device.cancel_read()
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        failures = 0
        while not self._closing.is_set():
            try:
                device = self._open()
            except PORT_LOST as error:
                self._report_down(f"{self.port.path} cannot be opened: {error}")
                self._closing.wait(BACK_OFF_S[min(failures, len(BACK_OFF_S) - 1)])
                failures += 1
                continue
            failures = 0
            try:
                self._last_reason = ""
                self._tell(True, "")
                self._serve(device)
                reason = "closed"
            except PORT_LOST as error:
                reason = f"{self.port.path} was lost: {error}"
            finally:
                self._release(device)
            self._report_down(reason)

    def _open(self) -> Any:
        device = _keyboard(self.port) if self.port.keys else _serial(self.port)
        with self._guard:
            self._device = device
        return device

    def _serve(self, device: Any) -> None:
        while not self._closing.is_set():
            data = device.read(device.in_waiting or 1)
            if data:
                for on_bytes, _ in self._listeners:
                    on_bytes(data)
            while (frame := self._next_frame()) is not None:
                device.write(frame)
                self._free_at = time.monotonic() + self.port.gap_ms / 1000

    def _next_frame(self) -> bytes | None:
        if self._free_at > time.monotonic():
            return None
        with self._guard:
            return self._outgoing.popleft() if self._outgoing else None

    def _release(self, device: Any) -> None:
        with self._guard:
            self._device = None
            self._outgoing.clear()
        device.close()

    def _report_down(self, reason: str) -> None:
        """Tell each reason once: warn the first time, then keep to debug."""
        if reason == self._last_reason:
            log.debug("%s", reason)
            return
        self._last_reason = reason
        log.log(logging.INFO if reason == "closed" else logging.WARNING, "line %s down: %s", self.port.path, reason)
        self._tell(False, reason)

    def _tell(self, up: bool, reason: str) -> None:
        for _, on_state in self._listeners:
            on_state(up, reason)


def _serial(port: Port) -> serial.Serial:
    return serial.Serial(
        find_serial(port.path),
        baudrate=port.baudrate,
        bytesize=port.bytesize,
        parity=port.parity,
        stopbits=port.stopbits,
        timeout=READ_S,
        write_timeout=WRITE_S,
        exclusive=True,  # else a second reader opens silently and takes half the bytes
    )


def _keyboard(port: Port) -> KeyDevice:
    return KeyDevice(find_keys(port.path), READ_S)
