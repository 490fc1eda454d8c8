"""A number, an ID or a code, typed or read, to find a ticket or to check in."""

import re

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.controllers.typed import Typed
from kiosk.controllers.visit import Visit
from kiosk.reading import Reading
from shared.client.port import HubLink
from shared.protocol.answers import Answer, Problem
from shared.protocol.requests import FindRequest
from shared.ui.qproperty import qproperty
from shared.ui.texts import Texts

LONGEST = 18
LEAST = 2
NUMBER = re.compile(r"([A-Z]{1,2})(\d{1,4})")
BOOKING = re.compile(r"code:([A-Z2-7]{20})")
BEGUN = re.compile(r"[A-Z]{1,2}\d{0,4}")
"""A number that is being typed."""
OPEN = 2
"""So many of the characters typed last are legible: to see a slip of the finger."""
TOKEN = re.compile(r"/t/([^/?#]+)$")


class Entry(QObject):
    """What is typed on the pages ``number`` and ``check-in``; ``answer`` is the ticket found. Forgets with its page."""

    changed = Signal()

    def __init__(
        self, link: HubLink, visit: Visit, reading: Reading, texts: Texts, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._link, self._visit, self._reading, self._texts = link, visit, reading, texts
        self._trouble: Problem | None = None
        self._busy = False
        self.answer: Answer | None = None
        self._typed = Typed(LONGEST, False, self)
        self._typed.changed.connect(self._edited)
        reading.answered.connect(self._read)
        texts.languageChanged.connect(self.changed)

    @qproperty(QObject, constant=True)
    def typed(self) -> Typed:
        """What is typed."""
        return self._typed

    @qproperty(str, notify=changed)
    def shown(self) -> str:
        """What is typed, for a screen that others see: all of a number, of an ID only what was typed last."""
        text = self._typed.text
        if self._visit.page == "number" and BEGUN.fullmatch(text):
            return text
        return "•" * (len(text) - OPEN) + text[-OPEN:]

    @property
    def reader(self) -> str:
        """What may be read here instead of typed: the kind of reader, "" while there is none."""
        return self._reading.kind

    @qproperty(bool, notify=changed)
    def ready(self) -> bool:
        """There is something to ask for, and nothing is being asked."""
        return len(self._typed.text) >= LEAST and not self._busy

    @qproperty(str, notify=changed)
    def trouble(self) -> str:
        """Why nothing was found, in a sentence."""
        if self._trouble is None:
            return ""
        return self._texts.refusal(self._trouble.code, self._trouble.params)

    @Slot()
    def submit(self) -> None:
        """Ask the hub."""
        if self._visit.page == "check-in":
            self._visit.check_in()
        elif self._visit.page == "number" and not self._busy:
            self._find()

    def person(self) -> str | None:
        """Who it is, as typed on the page of the check-in, or as read; a phone's booking code is known by its look."""
        if self._visit.page != "check-in":
            return self._reading.person()
        read = self._reading.person() or ""
        booked = BOOKING.fullmatch(read)
        return self._typed.text or (booked[1] if booked else read) or None

    def forget(self) -> None:
        """Nothing typed, nothing found."""
        self._busy = False
        self.answer = None
        self._typed.clear()

    @Slot()
    def _read(self) -> None:
        self._typed.clear()
        self.submit()

    def _find(self) -> None:
        self._busy = True
        self._link.request("find", _wish(self._typed.text, self._reading.person()), self._found)

    def _found(self, outcome: Answer | Problem) -> None:
        if self._visit.page != "number":
            return
        self._busy = False
        if isinstance(outcome, Problem):
            self._trouble = outcome
        else:
            self.answer, self._trouble = outcome, None
            self._typed.clear()
            self._visit.open("found")
        self.changed.emit()

    @Slot()
    def _edited(self) -> None:
        self._trouble = None
        self.changed.emit()


def _wish(typed: str, read: str | None) -> FindRequest:
    """A ticket's page and a number are known by their look; anything else is somebody's ID or code."""
    said = typed or (read or "").removeprefix("code:")
    if token := TOKEN.search(said):
        return FindRequest(token=token[1])
    if number := NUMBER.fullmatch(said.upper()):
        return FindRequest(number=f"{number[1]}{int(number[2]):03}")
    return FindRequest(person=typed or read or "")
