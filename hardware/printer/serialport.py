"""The way to a serial printer: one exclusive port, opened for each job."""

import time

import serial

from hardware.errors import Lost, Stalled, Unreachable
from hardware.lost import PORT_LOST

UNUSABLE: tuple[type[Exception], ...] = (*PORT_LOST, ValueError)
BITS = 10  # on the wire for one byte: start, eight, stop

PIECE = 512  # bytes handed over at once


class SerialTransport:
    """The port, held by nobody else meanwhile; 8N1."""

    def __init__(self, path: str, baudrate: int, rtscts: bool = False, xonxoff: bool = False) -> None:
        self._where = path
        self._rate = baudrate / BITS
        try:
            self._port = serial.Serial(path, baudrate, rtscts=rtscts, xonxoff=xonxoff, exclusive=True)
        except UNUSABLE as error:
            raise Unreachable(
                f"printer {path}: {error}; check its cable and power, and that no other program uses the port"
            ) from error

    def send(self, data: bytes, within_s: float) -> None:
        """Hand over all bytes; Stalled when they, or any piece, take so much longer than the line itself needs."""
        ends = time.monotonic() + within_s + len(data) / self._rate
        try:
            for at in range(0, len(data), PIECE):
                left = max(0.001, ends - time.monotonic())
                self._port.write_timeout = min(left, within_s + PIECE / self._rate)
                self._port.write(data[at : at + PIECE])
        except serial.SerialTimeoutException as error:
            raise Stalled(f"printer {self._where} takes no more bytes") from error
        except PORT_LOST as error:
            raise Lost(f"printer {self._where}: {error}") from error

    def receive(self, within_s: float) -> bytes:
        """What came, waiting at most so long for the first byte."""
        try:
            self._port.timeout = within_s
            first = self._port.read(1)
            return bytes(first + self._port.read(self._port.in_waiting)) if first else b""
        except PORT_LOST as error:
            raise Lost(f"printer {self._where}: {error}") from error

    def close(self) -> None:
        """Let the port go; bytes already handed over still arrive."""
        self._port.close()
