"""A kiosk with a simulated printer on the network, and whoever comes."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from hardware.printer.driver import Limits, Printer
from hardware.printer.network import NetworkTransport
from hardware.printer.queue import PrintQueue
from hardware.printer.spool import Spool
from hardware.simulated.printer import VirtualPrinter
from shared.hall.config import HallConfig
from tests.ui.kiosk_hall import Visitor, configuration

LIMITS = Limits(first_answer_s=1, answer_s=1, send_s=1, finish_s=2, poll_s=0.05, settle_s=0.02)


class Corner:
    """``head`` is the printer, ``person`` whoever stands there."""

    def __init__(self, qtbot: QtBot, folder: Path, hall: HallConfig | None = None) -> None:
        self.head = VirtualPrinter()
        self.head.change(rows_per_s=1e6)
        self.head.power_on()
        self.qtbot = qtbot
        printer = Printer(lambda: NetworkTransport(*self.head.address), LIMITS)
        self.queue = PrintQueue(printer, Spool(folder / "slips.sqlite3"), look_s=(1, 0.1))
        self.person = Visitor(qtbot, printer=self.queue, hall=hall or configuration(1))
        self.queue.start()

    def painted(self) -> None:
        """Nobody touches what has not been drawn yet."""
        self.person.kiosk.window.grabWindow()

    def close(self) -> None:
        self.person.kiosk.close()
        self.queue.close()
        self.head.close()
