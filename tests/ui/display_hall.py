"""A display in a hall without a hub: rows by hand, a clock by hand, the real window and the real announcer."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem

from display.app import Display
from hardware.voice.announcer import Announcer, Call
from shared.client.simulated import SimulatedLink
from shared.clock import ManualClock
from shared.protocol.rows import AnyRow, CallRow
from shared.settings import Settings
from shared.ui.fonts import load_fonts
from tests.unit.display.rows import GROUPS, call, hall


class Loudspeaker:
    """Plays every sound in no time, and is a clock that never waits."""

    def __init__(self) -> None:
        self.at_s = 0.0

    def play(self, wav: bytes, done: Callable[[], None]) -> None:
        done()

    def wav(self, text: str, language: str) -> bytes | None:
        return None

    def now(self) -> float:
        return self.at_s

    def sleep(self, seconds: float) -> None:
        self.at_s += seconds


class Wall:
    """The display on its wall. ``said`` is what the announcer said so far, as (number, counter)."""

    def __init__(
        self,
        settings: Settings | None = None,
        rows: Iterable[AnyRow] | None = None,
        data: Path | None = None,
        editing: bool = False,
    ) -> None:
        load_fonts()
        self.link = SimulatedLink("display")
        self.clock = ManualClock()
        self.said: list[tuple[str, str]] = []
        self.speaker = Loudspeaker()
        self.announcer = Announcer(self.speaker, self.speaker, self._on_said, self.speaker)
        self.display = Display(self.link, self.announcer, settings, self.clock, data, editing=editing)
        self.display.show()
        self._calls = 0
        self.link.feed((hall(), *GROUPS) if rows is None else rows, fresh=True)
        self.paint()

    def _on_said(self, call: Call, text: str) -> None:
        self.said.append((call.number, call.window))

    def call(self, number: str, label: str = "8", nth: int = 1, ago_ms: int = 0) -> CallRow:
        """A window calls: the row as it comes from the hub."""
        self._calls += 1
        row = call(self._calls, number, label, self.link.now_ms() - ago_ms, nth)
        self.link.feed([row])
        self.paint()
        return row

    def pass_time(self, seconds: float) -> None:
        """Time goes by in the hall and for the screen."""
        self.link.advance(round(seconds * 1000))
        self.clock.advance(seconds)
        self.display.screen.refresh()
        self.paint()

    def speak(self) -> list[tuple[str, str]]:
        """Let the announcer say all that waits; each call once, in the order they were said."""
        while self.announcer.say_next():
            pass
        return list(dict.fromkeys(self.said))

    def paint(self) -> QImage:
        """The picture on the wall now."""
        QCoreApplication.processEvents()
        return self.display.window.grabWindow().convertToFormat(QImage.Format.Format_RGB32)

    def items(self, name: str = "") -> list[QQuickItem]:
        """Visible items, of an object name."""
        return [
            item for item in shown_items(self.display.window.contentItem()) if not name or item.objectName() == name
        ]

    def texts(self, name: str = "") -> list[str]:
        """Every text that can be read, or those of an object name."""
        return read(self.items(name))

    def reads(self, text: str) -> bool:
        """Whether some text says exactly this."""
        return text in self.texts()

    def band(self) -> list[tuple[str, str]]:
        """The now band: number and counter, from top to bottom."""
        return list(zip(self.texts("number"), self.texts("label"), strict=True))

    def listed(self) -> list[tuple[str, str]]:
        """The calls before, from top to bottom."""
        return list(zip(self.texts("recentNumber"), self.texts("recentLabel"), strict=True))

    def close(self) -> None:
        self.display.close()
        self.announcer.close()


def read(items: Iterable[QQuickItem]) -> list[str]:
    """What these say, without the signs that hold a line together."""
    texts = [item.property("text") for item in items if item.property("text")]
    return [re.sub("[\u2060\u200b]", "", text).replace("\u00a0", " ") for text in texts]


def scene_rect(item: QQuickItem) -> QRectF:
    """Where a text's ink may be, in design pixels."""
    rect = QRectF(0, 0, item.property("contentWidth"), item.property("contentHeight"))
    rect.moveTop((item.height() - rect.height()) / 2)
    return item.mapRectToScene(rect)


def ink_height(image: QImage, rect: QRectF, ink: QColor) -> int:
    """Rows of the image inside ``rect`` that have this colour in them."""
    left, right = max(0, int(rect.left())), min(image.width(), int(rect.right()) + 1)
    top, bottom = max(0, int(rect.top())), min(image.height(), int(rect.bottom()) + 1)
    return sum(any(image.pixelColor(x, y) == ink for x in range(left, right)) for y in range(top, bottom))


def shown_items(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from shown_items(child)
