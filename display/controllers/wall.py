"""The manager's wall as QML sees it: the day in figures, drawn anew at most twice a second."""

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from display.controllers import wallrows
from display.controllers.page import date
from display.controllers.wallrows import Waits
from shared.client.port import HubLink
from shared.clock import clock_at
from shared.protocol.answers import Answer, Problem
from shared.protocol.messages import LinkState
from shared.protocol.requests import TakeWarningRequest
from shared.protocol.rows import AnyRow
from shared.ui.clock import WallClock
from shared.ui.rows import RowModel
from shared.ui.texts import Language, Texts

GATHER_MS = 500
"""Changes within this time are drawn together."""
TICK_MS = 1_000
CURVE = (296.0, 96.0)
"""The chart of a group, in design pixels."""
WAITS = (912.0, 150.0)
NOTHING = "—"
NO_WAITS = Waits()


@dataclass(frozen=True, slots=True)
class WallPage:
    """All that is not in a list."""

    name: str = ""
    date: str = ""
    sentence: str = ""
    advice: str = ""
    away: bool = False
    census: str = ""
    groups_note: str = ""
    waits_note: str = ""
    waits: Waits = NO_WAITS
    warn_wait: str = ""
    alarm_wait: str = ""
    warnings_note: str = ""
    quiet: bool = True
    lots_top: str = ""
    lots_letters: int = 1
    rated: str = NOTHING
    rated_note: str = ""
    good: str = NOTHING
    good_note: str = ""
    mean: str = NOTHING
    mean_note: str = ""


class WallScreen(QObject):
    """``warning`` stands in the advice's place until it is mended."""

    changed = Signal()

    page = Property(dict, lambda self: self._shown, notify=changed)
    waits = Property(dict, lambda self: self._page.waits._asdict(), notify=changed)

    def __init__(
        self, link: HubLink, warning: str = "", language: Language = "zh", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.texts = Texts(language, self, link)
        self._link = link
        self._warning = warning
        self.wall = WallClock(link, self)
        self._page = WallPage()
        self._shown: dict[str, object] = {}
        self.curves = RowModel(wallrows.Curve, self)
        self.cells = RowModel(wallrows.Cell, self)
        self.dots = RowModel(wallrows.Dot, self)
        self.warnings = RowModel(wallrows.Warned, self)
        self.ticks = RowModel(wallrows.Tick, self)
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.timeout.connect(self.refresh)
        self._tick = QTimer(self)
        self._tick.timeout.connect(self.refresh)
        self._tick.start(TICK_MS)
        link.updated.append(self._on_updated)
        link.state_changed.append(self._on_state)
        self.refresh()

    def close(self) -> None:
        """Hear and move no more."""
        self._link.updated.remove(self._on_updated)
        self._link.state_changed.remove(self._on_state)
        self._tick.stop()
        self._gather.stop()

    @Slot(str)
    def take(self, warning: str) -> None:
        """Somebody who stands here sees to this warning."""
        self._link.request("take-warning", TakeWarningRequest(warning=warning), _heard)

    @Slot()
    def refresh(self) -> None:
        """Make the picture of this moment."""
        self._gather.stop()
        self.wall.look()
        mirror = self._link.mirror
        page = self._compose()
        timezone = mirror.hall.timezone if mirror.hall is not None else "UTC"
        self.curves.show(wallrows.curves(mirror, self._at_ms(), CURVE, self.texts))
        self.cells.show(wallrows.cells(mirror, self._at_ms(), self.texts))
        self.dots.show(wallrows.lots(mirror.lots.values())[0])
        self.warnings.show(wallrows.warned(mirror, timezone, self.texts)[0])
        self.ticks.show(wallrows.ticks(mirror.today, self._at_ms(), timezone, WAITS[0]) if mirror.today else [])
        if page != self._page or not self._shown:
            self._page = page
            self._shown = {name: getattr(page, name) for name in page.__slots__ if name != "waits"}
            self.changed.emit()

    def _on_updated(self, rows: tuple[AnyRow, ...], fresh: bool) -> None:
        if not self._gather.isActive():
            self._gather.start(GATHER_MS)

    def _on_state(self, state: LinkState) -> None:
        self.refresh()

    def _at_ms(self) -> int:
        """The time of the picture: without the hub it stands."""
        link = self._link
        return link.now_ms() if link.state == "live" else link.away_since_ms or link.now_ms()

    def _compose(self) -> WallPage:
        link, mirror, t = self._link, self._link.mirror, self.texts.t
        hall, today = mirror.hall, mirror.today
        if hall is None or today is None:
            key = "link.refused" if link.state == "refused" else "display.starting.title"
            return WallPage(name=t("common.product"), sentence=t(key), advice=self._warning)
        away = link.state != "live"
        stopped = clock_at(self._at_ms(), hall.timezone) if away else ""
        sentence, advice = wallrows.sentence(mirror, self.texts, stopped)
        if away:
            advice = t("link.refused") if link.state == "refused" else t("display.wall.away", time=stopped)
        shown, more = wallrows.warned(mirror, hall.timezone, self.texts)
        told = [t("display.wall.take")] if not away and any(row.open for row in shown) else []
        if more:
            told.append(t("display.wall.more", number=more))
        good = (today.rated - today.bad) / today.rated if today.rated else 0
        note = "display.wall.rated-note" if today.rated else "display.wall.unrated"
        return WallPage(
            name=self.texts.pick(hall.name),
            date=t("display.wall.role", date=date(link.now_ms(), hall, self.texts)),
            sentence=sentence,
            advice=self._warning or advice,
            away=away,
            census=wallrows.census(mirror.counters.values(), self.texts),
            groups_note=t("display.wall.groups-note", warn=today.warn_waiting, alarm=today.alarm_waiting),
            waits_note=t("display.wall.waits-note", warn=today.warn_wait_min, alarm=today.alarm_wait_min),
            waits=wallrows.waits(today, self._at_ms(), WAITS),
            warn_wait=str(today.warn_wait_min),
            alarm_wait=str(today.alarm_wait_min),
            warnings_note=t("display.wall.and").join(told),
            quiet=not any(row.level for row in mirror.warnings.values()),
            lots_top=str(wallrows.lots(mirror.lots.values())[1]),
            lots_letters=max((len(row.label) for row in mirror.lots.values()), default=1),
            rated=f"{today.rated / today.finished:.0%}" if today.finished else NOTHING,
            rated_note=t(note, finished=today.finished, rated=today.rated),
            good=f"{good:.1%}" if today.rated else NOTHING,
            good_note=t("display.wall.good-note", bad=today.bad) if today.rated else "",
            mean=f"{today.points / today.rated:.2f}" if today.rated else NOTHING,
            mean_note=t("display.wall.mean-note") if today.rated else "",
        )


def _heard(answer: Answer | Problem) -> None:
    """The row that comes says who took it; a refusal means that it is over, which a row says too."""
