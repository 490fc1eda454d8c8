"""One serial line: one thread owns the port, reads it, writes to it in order, and opens it again when it is lost."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import serial

log = logging.getLogger("fairhall.line")

BACK_OFF_S = (0.1, 0.2, 0.4, 0.8, 1.6, 2.0)
READ_S = 0.2
WRITE_S = 1.0


@dataclass(frozen=True)
class Port:
    """Where a line is and how it speaks."""

    path: str
    baudrate: int = 9600
    bytesize: int = 8
    parity: str = "N"
    stopbits: float = 1


class Line:
    """A serial line that heals itself. Both callbacks run on the line's own thread.

    `on_bytes(data)` gets what arrives, in order; `on_state(up, reason)` every change, the reason being
    '' when up and a sentence for people when down.
    """

    def __init__(self, port: Port) -> None:
        self.port = port
        self._serial: serial.Serial | None = None
        self._guard = threading.Lock()  # around `_serial` and `_outgoing`
        self._outgoing: deque[bytes] = deque()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._last_reason = ""

    def start(self, on_bytes: Callable[[bytes], None], on_state: Callable[[bool, str], None]) -> None:
        """Open the port, now and whenever it comes back."""
        self._on_bytes, self._on_state = on_bytes, on_state
        self._thread = threading.Thread(target=self._run, name=f"line {self.port.path}", daemon=True)
        self._thread.start()

    def write(self, data: bytes) -> bool:
        """Queue bytes behind what was queued before; returns at once.

        False and nothing queued while the line is down: a frame must not reach a device minutes late. What is
        still queued when the line goes down is dropped for the same reason.
        """
        with self._guard:
            if self._serial is None:
                return False
            self._outgoing.append(data)
            self._serial.cancel_read()
            return True

    def close(self) -> None:
        """Let the port go and end the thread; never call it from a callback."""
        self._closing.set()
        with self._guard:
            if self._serial:
                self._serial.cancel_read()
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        failures = 0
        while not self._closing.is_set():
            try:
                opened = self._open()
            except (serial.SerialException, OSError) as error:
                self._report_down(f"{self.port.path} cannot be opened: {error}")
                self._closing.wait(BACK_OFF_S[min(failures, len(BACK_OFF_S) - 1)])
                failures += 1
                continue
            failures = 0
            try:
                self._last_reason = ""
                self._on_state(True, "")
                self._serve(opened)
                reason = "closed"
            except (serial.SerialException, OSError) as error:
                reason = f"{self.port.path} was lost: {error}"
            finally:
                self._release(opened)
            self._report_down(reason)

    def _open(self) -> Any:
        opened = serial.Serial(
            self.port.path,
            baudrate=self.port.baudrate,
            bytesize=self.port.bytesize,
            parity=self.port.parity,
            stopbits=self.port.stopbits,
            timeout=READ_S,
            write_timeout=WRITE_S,
            exclusive=True,  # else a second reader opens silently and takes half the bytes
        )
        with self._guard:
            self._serial = opened
        return opened

    def _serve(self, opened: Any) -> None:
        while not self._closing.is_set():
            data = opened.read(opened.in_waiting or 1)
            if data:
                self._on_bytes(data)
            while (frame := self._next_frame()) is not None:
                opened.write(frame)

    def _next_frame(self) -> bytes | None:
        with self._guard:
            return self._outgoing.popleft() if self._outgoing else None

    def _release(self, opened: Any) -> None:
        with self._guard:
            self._serial = None
            self._outgoing.clear()
            opened.close()

    def _report_down(self, reason: str) -> None:
        """Tell each reason once: warn the first time, then keep to debug."""
        if reason == self._last_reason:
            log.debug("%s", reason)
            return
        self._last_reason = reason
        log.log(logging.INFO if reason == "closed" else logging.WARNING, "line %s down: %s", self.port.path, reason)
        self._on_state(False, reason)
