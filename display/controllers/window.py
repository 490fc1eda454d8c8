"""The screen over one counter as QML sees it."""

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal, Slot

from display.controllers.turns import Turns
from display.controllers.windowpage import WindowPage, compose
from display.controllers.zone import Zone
from shared.client.port import HubLink
from shared.clock import Clock
from shared.protocol.messages import LinkState
from shared.protocol.rows import AnyRow, CallRow
from shared.ui.texts import Language, Texts


class WindowScreen(QObject):
    """``counter`` by id. ``say`` hears every new call of it once; ``warning`` stands at the edge until it is mended."""

    changed = Signal()

    mode = Property(str, lambda self: self._page.mode, notify=changed)
    label = Property(str, lambda self: self._page.label, notify=changed)
    lead = Property(str, lambda self: self._page.lead, notify=changed)
    number = Property(str, lambda self: self._page.number, notify=changed)
    title = Property(str, lambda self: self._page.title, notify=changed)
    line = Property(str, lambda self: self._page.line, notify=changed)
    english = Property(str, lambda self: self._page.english, notify=changed)
    services = Property(str, lambda self: self._page.services, notify=changed)
    missed = Property(str, lambda self: self._page.missed, notify=changed)
    trouble = Property(str, lambda self: self._page.trouble, notify=changed)
    troubleEnglish = Property(str, lambda self: self._page.trouble_english, notify=changed)
    swapped = Property(bool, lambda self: self._swapped, notify=changed)
    warning = Property(str, lambda self: self._warning, constant=True)

    def __init__(
        self,
        counter: str,
        link: HubLink,
        say: Callable[[CallRow], None],
        clock: Clock,
        warning: str = "",
        language: Language = "zh",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.texts = Texts(language, self, link)
        self.other = Texts("en" if language == "zh" else "zh", self, link)
        self._counter = counter
        self._link = link
        self._warning = warning
        self._turns = Turns(link, Zone([counter]), clock, say, self.refresh, self)
        self._page = WindowPage()
        self._swapped = False
        link.updated.append(self._on_updated)
        link.state_changed.append(self._on_state)
        self._on_updated(tuple(link.mirror.calls.values()), fresh=True)

    def close(self) -> None:
        """Hear and move no more."""
        self._link.updated.remove(self._on_updated)
        self._link.state_changed.remove(self._on_state)
        self._turns.close()

    @Slot()
    def refresh(self) -> None:
        """Make the picture of this moment."""
        at_ms = self._turns.advance()
        page = compose(self._counter, self._link.mirror, self._link.state, self.texts, self.other)
        blinking = [each for each in self._turns.stage.showing if each.call.number == page.number]
        swapped = page.mode == "calling" and any(each.swapped(at_ms) for each in blinking)
        if (page, swapped) != (self._page, self._swapped):
            self._page, self._swapped = page, swapped
            self.changed.emit()

    def _on_updated(self, rows: tuple[AnyRow, ...], fresh: bool) -> None:
        self._turns.take(rows)
        self.refresh()

    def _on_state(self, state: LinkState) -> None:
        self.refresh()
