"""The kiosk as a program: what it is made of, and its start and end."""

from pathlib import Path

from PySide6.QtCore import QObject, QSize, QUrl
from PySide6.QtQuick import QQuickView

from kiosk.controllers.desk import Desk
from kiosk.printing import PrinterPort, SlipPrinter
from kiosk.settings import KioskSettings
from shared.client.port import HubLink
from shared.ui import theme
from shared.ui.clock import WallClock
from shared.ui.module import use_module

QML = Path(__file__).parent / "qml" / "Kiosk.qml"


class Kiosk:
    """One kiosk window. Needs a QGuiApplication with ``load_fonts`` done; ``link`` is started and stopped here,
    the printer by its maker. Without a printer tickets are for the screen.
    """

    def __init__(
        self, link: HubLink, printer: PrinterPort | None = None, settings: KioskSettings | None = None
    ) -> None:
        self._link = link
        self._paper = SlipPrinter(printer) if printer is not None else None
        self.desk = Desk(link, self._paper, settings or KioskSettings())
        self._clock = WallClock(link)
        self.window = QQuickView()
        self.window.setTitle("Fairhall")
        self.window.setColor(theme.PAPER)
        self.window.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        use_module(self.window.engine())
        parts: dict[str, QObject] = {
            "texts": self.desk.texts.table,
            "desk": self.desk,
            "visit": self.desk.visit,
            "sign": self.desk.sign,
            "groups": self.desk.groups,
            "services": self.desk.services,
            "draw": self.desk.show,
            "card": self.desk.card,
            "idle": self.desk.idle,
            "linger": self.desk.linger,
            "clock": self._clock,
        }
        self.window.setInitialProperties(parts)
        self.window.setSource(QUrl.fromLocalFile(str(QML)))
        self.window.resize(QSize(theme.KIOSK_WIDTH, theme.KIOSK_HEIGHT) / 2)

    def show(self, fullscreen: bool = False) -> None:
        """Open the window and look for the hub."""
        self._link.start()
        if fullscreen:
            self.window.showFullScreen()
        else:
            self.window.show()

    def close(self) -> None:
        """Stop; a slip being drawn is finished. QML goes before what it shows."""
        self._link.stop()
        self.window.close()
        self.window.setSource(QUrl())
        if self._paper is not None:
            self._paper.close()
