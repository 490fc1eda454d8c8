"""Who takes the ticket, where the kiosk has a reader: asked for on the page of the kinds (and where an appointment
or a number is looked for), known until the ticket is taken, shown by its tail, kept nowhere. Everybody may go on
without."""

import logging
from typing import Protocol

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QWindow

from hardware.line import Line, Port
from hardware.reader.events import CardRead, CardUnread, CodeRead, ReaderDown, ReaderEvent, ReaderUp
from hardware.reader.idcard import IdReader
from hardware.reader.scanner import Scanner, Wedge
from shared.client.report import UNREACHABLE, DeviceReport
from shared.hub.access.people import tail
from shared.settings import Reader
from shared.ui.qproperty import qproperty
from shared.ui.texts import Texts

log = logging.getLogger(__name__)

POLL_MS = 300
PAGES = ("kind", "check-in", "number")
"""Where a reader is looked at."""
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Polled(Protocol):
    """A reader that looks when it is told to."""

    def poll(self) -> None:
        """Look now; returns at once."""
        ...


class Reading(QObject):
    """One reader, from ``start`` to ``close``; without one ``line`` is "" and ``person`` None."""

    changed = Signal()
    answered = Signal()
    _heard = Signal(object)

    def __init__(
        self, wanted: Reader | None, texts: Texts, report: DeviceReport, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._report = report
        self._texts = texts
        self._kind = wanted.kind if wanted else ""
        self._line: Line | None = None
        self._reader: Polled | None = None
        self._wedge = Wedge() if self._kind == "wedge" else None
        self._up = self._wedge is not None
        self._watching = False
        self._page = ""
        self._person = ""
        self._tail = ""
        self._unread = False
        self._clock = QElapsedTimer()
        self._clock.start()
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._poll)
        self._heard.connect(self._take)
        texts.languageChanged.connect(self.changed)
        if wanted is not None and self._wedge is None:
            self._connect(wanted)

    @qproperty(str, notify=changed)
    def line(self) -> str:
        """What the page says: the question, or the tail of what was read; "" while there is no reader."""
        if self._tail:
            return self._texts.t("kiosk.kind.read", tail=self._tail)
        if not self._up:
            return ""
        if self._unread:
            return self._texts.t("kiosk.kind.unread")
        elsewhere = {"check-in": f"kiosk.check-in.{self._kind}", "number": f"kiosk.number.{self._kind}"}
        return self._texts.t(elsewhere.get(self._page, f"kiosk.kind.{self._kind}"))

    @qproperty(str, notify=changed)
    def kind(self) -> str:
        """What it reads, as in the settings; "" while it cannot."""
        return self._kind if self._up else ""

    def person(self) -> str | None:
        """Who it is, for the hub alone, which keeps a hash that ends with the day. A code never passes for a card."""
        return self._person or None

    def start(self, window: QWindow) -> None:
        """Open the reader; a scanner that types is heard in this window."""
        if self._wedge is not None:
            window.installEventFilter(self)
        if self._line is not None:
            self._line.start()

    def close(self) -> None:
        """Close the reader and forget."""
        self._timer.stop()
        self._heard.disconnect(self._take)
        if self._line is not None:
            self._line.close()
        self._forget()

    def follow(self, page: str) -> None:
        """Read on these pages alone; the answer is needed there, and where one asks again."""
        if page != self._page:
            if page != "refused" and {page, self._page} != {"kind", "guide"}:
                self._forget()
            self._page = page
            self.changed.emit()
        self._watching = page in PAGES
        if self._watching and not self._timer.isActive():
            self._timer.start()
            self._poll()
        elif not self._watching:
            self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of a scanner that types; what a person types goes its way."""
        if self._wedge is None or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        now_s = self._clock.elapsed() / 1000
        if event.key() not in ENDS:
            if event.text():
                self._wedge.key(event.text(), now_s)
            return False
        code = self._wedge.end(now_s)
        if code is None:
            return False
        self._take(CodeRead(code))
        return True

    def _connect(self, wanted: Reader) -> None:
        if wanted.port is None:
            log.error("no [reader]: a %s reader has a port; add port to terminal.toml", wanted.kind)
            self._tell(UNREACHABLE)
            return
        self._line = Line(Port(wanted.port, wanted.baudrate))
        make = IdReader if wanted.kind == "id-card" else Scanner
        self._reader = make(self._line, self._heard.emit)

    def _tell(self, trouble: str = "") -> None:
        """The staff, how the reader is; one that types cannot be asked."""
        self._report.tell("reader" if self._kind == "id-card" else "scanner", trouble)

    @Slot()
    def _poll(self) -> None:
        if self._reader is not None and not self._person:
            self._reader.poll()

    @Slot(object)
    def _take(self, event: ReaderEvent) -> None:
        match event:
            case ReaderUp():
                self._up = True
                self._tell()
            case ReaderDown():
                self._up = False
                self._tell(UNREACHABLE)
            case CardUnread(reason=reason) if self._watching:
                self._unread = True
                log.warning("card not read: %s", reason)
            case CardRead(number=number) if self._watching:
                self._know(number, tail(number))
            case CodeRead(text=text) if self._watching:
                self._know(f"code:{text}", tail(text))
        self.changed.emit()

    def _know(self, person: str, ending: str) -> None:
        self._person, self._tail, self._unread = person, ending, False
        self.answered.emit()

    def _forget(self) -> None:
        if self._person or self._unread:
            self._person = self._tail = ""
            self._unread = False
            self.changed.emit()
