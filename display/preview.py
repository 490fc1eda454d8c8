"""A layout while it is being made: the real display with a morning of samples, laid out anew at each save. No hub."""

import sys
from collections.abc import Iterator
from itertools import count, cycle
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent

from display.app import Display
from display.controllers.layout import LAYOUTS, built_in, file_of
from shared import settings
from shared.client.simulated import MORNING_MS, SimulatedLink
from shared.hall.config import Text
from shared.protocol.rows import CallRow, CounterRow, GroupRow, HallRow, Missed
from shared.settings import Settings
from shared.toml import TomlError
from shared.ui import terminal
from shared.ui.texts import Texts

MINUTE_MS = 60_000
CALL_MS = 12_000
"""So often somebody is called by itself."""
GROUPS = (
    ("A", "企业开办", "Business", 3, 5, 9),
    ("B", "不动产登记和房屋交易", "Property registration", 18, 22, 40),
    ("C", "社保医保", "Social security", 6, 6, 11),
    ("D", "户籍身份证", "ID cards", 9, 9, 14),
    ("E", "车辆驾驶证", "Driving", 4, 7, 12),
    ("F", "税务", "Tax", 0, 0, 0),
)
CALLS = (("D047", "8"), ("B032", "12"), ("A012", "3"), ("C058", "15"), ("E019", "5"), ("F006", "21"))


def morning() -> Iterator[HallRow | GroupRow | CounterRow | CallRow]:
    """What a hub would tell a display at nine: long names, a notice, missed numbers, four calls before."""
    yield HallRow(
        id="hall",
        name=Text("云溪市政务服务中心", "Yunxi Government Service Centre"),
        day="2020-01-13",
        open=True,
        seal="7K3F 92QD",
        commitment="",
        timezone="Asia/Shanghai",
        notice=Text(
            "周六上午照常办公，只办不动产登记和车辆驾驶证。",
            "Open on Saturday morning for property and driving only.",
        ),
        opens="9:00",
        closes="17:00",
        counters_open=len(CALLS),
        missed=tuple(Missed(number, "8", "8", MORNING_MS, 3, number) for number in ("D039", "B024")),
        evaluation_s=10,
        public_url="",
        witnesses=3,
    )
    for letter, zh, en, waiting, low, high in GROUPS:
        yield GroupRow(
            id=letter,
            letter=letter,
            name=Text(zh, en),
            policy="issue",
            area=Text("", ""),
            services=(letter,),
            waiting=waiting,
            low_min=low,
            high_min=high,
            counters_open=2,
            oldest_ms=MORNING_MS,
        )
    for number, label in CALLS:
        services = (number[0],)
        yield CounterRow(id=label, label=label, state="calling", number=number, since_ms=MORNING_MS, services=services)
    for n, (number, label) in enumerate(reversed(CALLS[2:])):
        yield _call(n, number, label, MORNING_MS - (5 - n) * MINUTE_MS)


class Preview(QObject):
    """The display of the layout ``name`` (one that comes along, or a file). Keys: space calls the next, A takes the
    network away and brings it back, C closes the hall and opens it.
    """

    def __init__(self, name: str, wanted: Settings, data: Path) -> None:
        super().__init__()
        shown = replace(wanted.display, layout=name, window="", zone=())
        self.link = SimulatedLink("display")
        self.display = Display(self.link, None, replace(wanted, display=shown), data=data, editing=True)
        self.display.window.setTitle(Texts(wanted.language, self).t("display.preview.title", name=name))
        self.display.window.installEventFilter(self)
        self._numbers, self._next = count(len(CALLS)), cycle(CALLS)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._tick)
        self._turn = QTimer(self, interval=CALL_MS)
        self._turn.timeout.connect(self.call)

    def show(self, fullscreen: bool) -> None:
        """Open the window; the hall is at work."""
        self.display.show(fullscreen)
        self.link.feed(morning(), fresh=True)
        self.call()
        self._second.start()
        self._turn.start()

    def close(self) -> None:
        """End the hall and its display."""
        self._second.stop()
        self._turn.stop()
        self.display.close()

    @Slot()
    def call(self) -> None:
        """The next of the samples is called."""
        number, label = next(self._next)
        self.link.feed([_call(next(self._numbers), number, label, self.link.now_ms())])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the preview."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        match event.key():
            case Qt.Key.Key_Space:
                self.call()
            case Qt.Key.Key_A:
                self.link.set_state("live" if self.link.state == "away" else "away")
            case Qt.Key.Key_C:
                hall = self.link.mirror.hall
                assert hall is not None
                self.link.feed([replace(hall, open=not hall.open, counters_open=0 if hall.open else len(CALLS))])
            case _:
                return False
        return True

    @Slot()
    def _tick(self) -> None:
        self.link.advance(1000)


def mistake(name: str) -> str:
    """Why this layout cannot be shown at all; "" when it can, mistakes in the file included."""
    if file_of(name, Path()).is_file():
        return ""
    return f"there is no layout {name}: name one of {', '.join(built_in())}, or copy one of them from {LAYOUTS} first"


def run(name: str, data: Path, fullscreen: bool | None) -> int:
    """Show it until the window is closed; the exit code."""
    if why := mistake(name):
        sys.stderr.write(f"{why}\n")
        return 1
    name = name if name in built_in() else str(Path(name).resolve())
    try:
        wanted, _ = settings.load_usable(data)
    except TomlError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    app = terminal.application()
    preview = Preview(name, wanted, data)
    preview.show(bool(fullscreen))
    app.exec()
    preview.close()
    return 0


def _call(n: int, number: str, label: str, at_ms: int) -> CallRow:
    return CallRow(id=str(n + 1), number=number, counter=label, label=label, nth=1, at_ms=at_ms)
