"""The hall's screen as QML sees it: hears the link, asks the stage, publishes the picture."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from display.controllers import lists
from display.controllers.arrows import arrow
from display.controllers.hours import believable
from display.controllers.layoutfile import LayoutFile
from display.controllers.page import Page, compose
from display.controllers.places import places, rows
from display.controllers.stage import Standing
from display.controllers.turns import Turns
from display.controllers.zone import Zone
from shared.client.port import HubLink
from shared.client.report import DeviceReport
from shared.clock import Clock
from shared.protocol.messages import LinkState
from shared.protocol.rows import AnyRow, CallRow
from shared.settings import Direction
from shared.ui import theme
from shared.ui.clock import WallClock
from shared.ui.qr import qr_source
from shared.ui.rows import RowModel
from shared.ui.texts import Language, Texts

TICK_MS = 1_000


class Screen(QObject):
    """``say`` hears every new call once, in order. ``warning`` stands in the foot until it is mended. A mistake in the
    layout's file is shown where it is made (``editing``); a hall's screen tells staff of it.
    """

    changed = Signal()

    mode = Property(str, lambda self: self._page.mode, notify=changed)
    name = Property(str, lambda self: self._page.name, notify=changed)
    zone = Property(str, lambda self: self._name, constant=True)
    date = Property(str, lambda self: self._page.date, notify=changed)
    timed = Property(bool, lambda self: self._page.timed, notify=changed)
    title = Property(str, lambda self: self._page.told.title, notify=changed)
    line = Property(str, lambda self: self._page.told.line, notify=changed)
    english = Property(str, lambda self: self._page.told.english, notify=changed)
    next = Property(str, lambda self: self._page.told.next, notify=changed)
    book = Property(str, lambda self: qr_source(self._page.told.book), notify=changed)
    trouble = Property(str, lambda self: self._page.trouble, notify=changed)
    troubleEnglish = Property(str, lambda self: self._page.trouble_english, notify=changed)
    kept = Property(str, lambda self: self._page.kept, notify=changed)
    since = Property(str, lambda self: self._page.since, notify=changed)
    message = Property(str, lambda self: self._page.message, notify=changed)
    numbers = Property(str, lambda self: self._page.numbers, notify=changed)
    urgent = Property(bool, lambda self: self._page.urgent, notify=changed)
    notice = Property(str, lambda self: self._page.notice, notify=changed)
    quiet = Property(str, lambda self: self._page.quiet, notify=changed)
    status = Property(str, lambda self: qr_source(self._page.status), notify=changed)
    seal = Property(str, lambda self: self._page.seal, notify=changed)
    page = Property(str, lambda self: self._page.page, notify=changed)
    places = Property(dict, lambda self: self._places, notify=changed)
    flaw = Property(str, lambda self: self._flaw(), notify=changed)
    canvasWidth = Property(int, lambda self: self._layout.layout.canvas[0], notify=changed)
    canvasHeight = Property(int, lambda self: self._layout.layout.canvas[1], notify=changed)

    def __init__(
        self,
        link: HubLink,
        say: Callable[[CallRow], None],
        directions: Mapping[str, Direction],
        clock: Clock,
        layout: LayoutFile,
        zone: Zone,
        warning: str = "",
        name: str = "",
        language: Language = "zh",
        editing: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.texts = Texts(language, self, link)
        self.other = Texts("en" if language == "zh" else "zh", self, link)
        self._link = link
        self._directions = directions
        self._warning = warning
        self._name = name
        self._layout = layout
        self._editing = editing
        self._report = DeviceReport(link)
        self._zone = zone
        self._turns = Turns(link, zone, clock, say, self.refresh, self)
        self._started_ms = self._turns.now_ms()
        self.wall = WallClock(link, self)
        self._page = Page()
        self._places = places(layout.layout, "idle", trouble=False)
        self._day = ""
        self.bands = RowModel(lists.Band, self)
        self.recent = RowModel(lists.Recent, self)
        self.waiting = RowModel(lists.Waiting, self)
        self._tick = QTimer(self)
        self._tick.timeout.connect(self.refresh)
        self._tick.start(TICK_MS)
        layout.changed.connect(self.lay_out)
        link.updated.append(self._on_updated)
        link.state_changed.append(self._on_state)
        if layout.flaw:
            self.lay_out()
        self._on_updated(tuple(link.mirror.calls.values()), fresh=True)

    def close(self) -> None:
        """Hear and move no more."""
        self._link.updated.remove(self._on_updated)
        self._link.state_changed.remove(self._on_state)
        self._layout.close()
        self._tick.stop()
        self._turns.close()

    @Slot()
    def lay_out(self) -> None:
        """The layout has changed, or broken, or is mended."""
        self._report.tell("layout", "layout_broken" if self._layout.flaw else "", "warn")
        self.refresh()
        self.changed.emit()

    @Slot()
    def refresh(self) -> None:
        """Make the picture of this moment."""
        self.wall.look()
        self._begin_day()
        at_ms = self._turns.advance()
        turn = (at_ms - self._started_ms) // theme.PAGE_MS
        layout, mirror = self._layout.layout, self._link.mirror
        calls = self._zone.calls(mirror.calls.values())
        timed = mirror.hall is None or believable(self._link.now_ms(), mirror.hall, calls)
        groups, groups_page = lists.page_of(self._zone.groups(mirror), turn, rows(layout, "waiting"))
        self.bands.show([self._band(place, each, at_ms) for place, each in enumerate(self._turns.stage.showing)])
        self.recent.show(self._recent_rows(calls, rows(layout, "recent"), timed))
        self.waiting.show([lists.waiting(group, self.texts) for group in groups])
        page = compose(
            self._link,
            self.texts,
            self.other,
            self._zone,
            calls=bool(self._turns.stage.showing),
            turn=turn,
            warning=self._warning or self._strangers(),
            groups=groups_page,
            timed=timed,
            apart=layout.find("notice") is not None,
        )
        shown = places(layout, page.mode, bool(page.trouble))
        if (page, shown) != (self._page, self._places):
            self._page, self._places = page, shown
            self.changed.emit()

    def _on_updated(self, rows: tuple[AnyRow, ...], fresh: bool) -> None:
        self._begin_day()
        self._turns.take(rows)
        self.refresh()

    def _on_state(self, state: LinkState) -> None:
        self.refresh()

    def _begin_day(self) -> None:
        hall = self._link.mirror.hall
        if hall is not None and hall.day != self._day:
            self._day = hall.day
            self._turns.stage.clear()

    def _flaw(self) -> str:
        flaw = self._layout.flaw
        if flaw is None or not self._editing:
            return ""
        what = f"{flaw.what}; {flaw.remedy}"
        return self.texts.t("display.layout.where", file=flaw.file, line=flaw.line, what=what)

    def _strangers(self) -> str:
        strangers = self._zone.strangers(self._link.mirror)
        return self.texts.t("display.strangers", counters=", ".join(strangers)) if strangers else ""

    def _band(self, place: int, standing: Standing, at_ms: int) -> lists.Band:
        call = standing.call
        calm = at_ms >= standing.old_ms and not lists.is_called(self._link.mirror, call)
        return lists.Band(
            place=place,
            lead=self.texts.t("display.band.before" if calm else "display.band.please"),
            number=call.number,
            label=call.label,
            english=self.other.t("display.band.counter", label=call.label),
            arrow=arrow(self._directions, call.counter),
            swapped=standing.swapped(at_ms),
            calm=calm,
        )

    def _recent_rows(self, calls: list[CallRow], most: int, timed: bool) -> list[lists.Recent]:
        hall = self._link.mirror.hall
        if hall is None:
            return []
        elsewhere = {each.call.number for each in self._turns.stage.showing} | {
            call.number for call in self._turns.stage.waiting
        }
        return [
            lists.Recent(
                number=call.number,
                label=call.label,
                arrow=arrow(self._directions, call.counter),
                ago=lists.ago(call.at_ms, self._link.now_ms(), self.texts) if timed else "",
            )
            for call in lists.recent(calls, elsewhere, hall, most, timed)
        ]
