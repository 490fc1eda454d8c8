"""The hall as a terminal last heard of it: rows by type, newest first for calls."""

from collections.abc import Iterable

from shared.hall.config import Guide, SlipLayout, Word
from shared.protocol.rows import (
    AnyRow,
    CallRow,
    CounterRow,
    CurveRow,
    DeskRow,
    DeviceRow,
    GroupRow,
    GuideRow,
    HallRow,
    LotRow,
    ServiceRow,
    SlipRow,
    TodayRow,
    WarningRow,
    WordsRow,
)

CALLS_KEPT = 50


class Mirror:
    """State from rows. Keeps its last picture while the hub is away; ``replace`` and ``apply`` are idempotent."""

    def __init__(self) -> None:
        self.seq: int | None = None
        self.counted = True
        """Numbers of people and waits are of now; a kiosk that goes on without the hub says they are not."""
        self.hall: HallRow | None = None
        self.groups: dict[str, GroupRow] = {}
        self.services: dict[str, ServiceRow] = {}
        self.counters: dict[str, CounterRow] = {}
        self.desks: dict[str, DeskRow] = {}
        self.calls: dict[str, CallRow] = {}
        self.devices: dict[str, DeviceRow] = {}
        self.slip = SlipLayout()
        self.words: tuple[Word, ...] = ()
        self.guides: dict[str, Guide] = {}
        self.curves: dict[str, CurveRow] = {}
        self.today: TodayRow | None = None
        self.lots: dict[str, LotRow] = {}
        self.warnings: dict[str, WarningRow] = {}

    def replace(self, seq: int, rows: Iterable[AnyRow]) -> None:
        """Take a snapshot: what it does not name is gone, in the order it names the rest."""
        self.hall = self.today = None
        self.slip = SlipLayout()
        self.words = ()
        for table in (self.groups, self.services, self.counters, self.desks, self.calls, self.devices, self.guides):
            table.clear()
        for wall in (self.curves, self.lots, self.warnings):
            wall.clear()
        self.apply(seq, rows)

    def recall(self, rows: Iterable[AnyRow]) -> None:
        """Take what was known before a restart; the hub still sends its whole picture."""
        self.apply(0, rows)
        self.seq = None

    def apply(self, seq: int, rows: Iterable[AnyRow]) -> None:
        """Take changed rows up to ``seq``."""
        for row in rows:
            match row:
                case HallRow():
                    self.hall = row
                case GroupRow():
                    self.groups[row.id] = row
                case ServiceRow():
                    self.services[row.id] = row
                case CounterRow():
                    self.counters[row.id] = row
                case DeskRow():
                    self.desks[row.id] = row
                case CallRow():
                    self.calls[row.id] = row
                case DeviceRow():
                    self.devices[row.id] = row
                case SlipRow():
                    self.slip = row.layout
                case WordsRow():
                    self.words = row.words
                case GuideRow():
                    self.guides[row.id] = row.guide
                case CurveRow():
                    self.curves[row.id] = row
                case TodayRow():
                    self.today = row
                case LotRow():
                    self.lots[row.id] = row
                case WarningRow():
                    self.warnings[row.id] = row
        while len(self.calls) > CALLS_KEPT:
            del self.calls[next(iter(self.calls))]
        self.seq = seq
