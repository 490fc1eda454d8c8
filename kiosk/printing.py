"""Slips onto paper without holding up the screen."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from PIL import Image
from PySide6.QtCore import QObject, Signal

from hardware.errors import HardwareError
from hardware.printer.escpos import slip_bytes
from hardware.printer.outcome import NotPrinted, Outcome, Trouble
from hardware.printer.raster import render
from hardware.printer.slip import Slip

log = logging.getLogger(__name__)


class PrinterPort(Protocol):
    """Where the bytes of a slip go: ``hardware.printer.queue.PrintQueue``."""

    def submit(self, data: bytes, done: Callable[[Outcome], None]) -> None:
        """Print once; ``done`` hears the outcome once, on any thread."""


class SlipPrinter(QObject):
    """Draws each slip on one worker thread and hands it to the printer; ``finished`` (number, outcome) comes back
    in the thread of this object.
    """

    finished = Signal(str, object)

    def __init__(self, printer: PrinterPort, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printer = printer
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="slip")
        self._worker.submit(slip_bytes, Image.new("1", (576, 8), 1))  # what loads slowly is loaded before anybody waits

    def print(self, slip: Slip) -> None:
        """Print this slip once; returns at once."""
        self._worker.submit(self._draw, slip)

    def close(self) -> None:
        """Wait for the slip being drawn. The printer belongs to its maker."""
        self._worker.shutdown()

    def _draw(self, slip: Slip) -> None:
        try:
            data = slip_bytes(render(slip))
        except HardwareError as error:
            log.error("slip %s cannot be drawn: %s", slip.number, error)
            self.finished.emit(slip.number, NotPrinted(Trouble.FAULT))
            return
        self._printer.submit(data, lambda outcome: self.finished.emit(slip.number, outcome))
