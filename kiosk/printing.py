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
from hardware.printer.output import Style, sheet_data, slip_data
from hardware.printer.roll import PaperState
from hardware.printer.sheet import Sheet
from hardware.printer.slip import Slip
from hardware.printer.spool import Entry, SlipJob

log = logging.getLogger(__name__)


class PrinterPort(Protocol):
    """Where the bytes of a slip go: ``hardware.printer.queue.PrintQueue``."""

    on_state: Callable[[PaperState], None]
    on_lost: Callable[[Entry], None]
    state: PaperState

    def submit(self, job: SlipJob, done: Callable[[Outcome], None], held: bool = False) -> None:
        """Print once; ``done`` hears the outcome once, on any thread. ``held``: not before ``release``."""

    def release(self, key: str) -> None:
        """Let a held slip print."""


class SlipPrinter(QObject):
    """Draws each slip on one worker thread and hands it to the printer. All signals come in the thread of this object:
    ``finished`` (key, number, outcome), also of slips of an earlier run; ``stateChanged`` (PaperState).
    """

    finished = Signal(str, str, object)
    stateChanged = Signal(object)

    def __init__(self, printer: PrinterPort, style: Style | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printer = printer
        self._style = style or Style()
        printer.on_state = self.stateChanged.emit
        printer.on_lost = lambda entry: self.finished.emit(entry.key, entry.number, entry.outcome)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="slip")

    @property
    def state(self) -> PaperState:
        """How the printer is, as last seen."""
        return self._printer.state

    def warm(self) -> None:
        """Load what loads slowly before anybody waits for it; returns at once."""
        self._worker.submit(slip_bytes, Image.new("1", (576, 8), 1))

    def prepare(self, key: str, slip: Slip) -> None:
        """Draw this slip and keep it on disk until ``release``; returns at once. A key is printed once for ever."""
        self._worker.submit(self._hand, key, slip.number, lambda: slip_data(slip, self._style), True)

    def print_sheet(self, key: str, sheet: Sheet) -> None:
        """Draw this sheet and print it once; returns at once. Its number is ''."""
        self._worker.submit(self._hand, key, "", lambda: sheet_data(sheet), False)

    def release(self, key: str) -> None:
        """Now print it; returns at once."""
        self._worker.submit(self._printer.release, key)

    def close(self) -> None:
        """Wait for the slip being drawn. The printer belongs to its maker."""
        self._worker.shutdown()

    def _hand(self, key: str, number: str, draw: Callable[[], tuple[bytes, int]], held: bool) -> None:
        try:
            data, length_mm = draw()
        except HardwareError as error:
            log.error("slip %s cannot be drawn: %s", number, error)
            self.finished.emit(key, number, NotPrinted(Trouble.FAULT))
            return
        job = SlipJob(key, number, data, length_mm)
        self._printer.submit(job, lambda outcome: self.finished.emit(key, number, outcome), held=held)
