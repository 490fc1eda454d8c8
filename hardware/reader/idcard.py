"""An ID card reader on its line: asked now and then, it finds, selects and reads the card that lies there."""

import threading
import time
from collections.abc import Callable

from hardware.line import Line
from hardware.reader import sam
from hardware.reader.events import CardRead, CardUnread, ReaderDown, ReaderEvent, ReaderUp
from hardware.reader.sam import NotACard, Reply, SamCodec, id_number, request

PATIENCE_S = 1.5
"""A card is read within a second; a reader that has not answered by then will not."""


class IdReader:
    """Reads only while ``poll`` is called: nobody's card is read by the way. ``on_event`` is called on the line's
    thread. Nothing of a card is kept here once it is handed on.
    """

    def __init__(
        self, line: Line, on_event: Callable[[ReaderEvent], None], now: Callable[[], float] = time.monotonic
    ) -> None:
        self._line = line
        self._on_event = on_event
        self._now = now
        self._codec = SamCodec()
        self._guard = threading.Lock()  # around the two below
        self._asked = b""
        self._asked_at = 0.0
        line.listen(self._bytes, self._state)

    def poll(self) -> None:
        """Look for a card, unless the reader is just being asked; call it every 300 ms or so. Returns at once."""
        unread = False
        with self._guard:
            if self._asked and self._now() - self._asked_at < PATIENCE_S:
                return
            unread = self._asked in (sam.SELECT, sam.READ)
            self._codec.forget()
            self._ask(sam.FIND)
        if unread:
            self._on_event(CardUnread("the reader did not answer in time"))

    def _ask(self, command: bytes) -> None:
        self._asked, self._asked_at = command, self._now()
        if not self._line.write(request(command)):
            self._asked = b""

    def _state(self, up: bool, reason: str) -> None:
        with self._guard:
            self._codec.forget()
            self._asked = b""
        self._on_event(ReaderUp() if up else ReaderDown(reason))

    def _bytes(self, data: bytes) -> None:
        for reply in self._replies(data):
            with self._guard:
                event = self._take(reply)
            if event is not None:
                self._on_event(event)

    def _replies(self, data: bytes) -> list[Reply]:
        with self._guard:
            return self._codec.feed(data)

    def _take(self, reply: Reply) -> ReaderEvent | None:
        """The next step, or what came of it."""
        asked, self._asked = self._asked, b""
        match asked, reply.status:
            case (sam.FIND, sam.FOUND):
                self._ask(sam.SELECT)
            case (sam.SELECT, sam.DONE):
                self._ask(sam.READ)
            case (sam.READ, sam.DONE):
                try:
                    return CardRead(id_number(reply.data))
                except NotACard as error:
                    return CardUnread(str(error))
            case (sam.SELECT | sam.READ, status):
                return CardUnread(f"the reader said {status.hex()}")
        return None
