"""A manager before the wall: rows by hand, the real window."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from display.wall import Wall
from shared.client.simulated import SimulatedLink
from shared.protocol.rows import AnyRow
from shared.ui.fonts import load_fonts
from shared.ui.texts import Language
from tests.ui.display_hall import read, shown_items
from tests.unit.display.wallday import NOW, morning


class Manager:
    def __init__(self, language: Language = "zh", rows: Iterable[AnyRow] | None = None, at_ms: int = NOW) -> None:
        load_fonts()
        self.link = SimulatedLink("wall")
        self.link.at_ms = at_ms
        self.wall = Wall(self.link, language)
        self.wall.show()
        self.link.feed(morning() if rows is None else rows, fresh=True)
        self.look()

    def tell(self, *rows: AnyRow) -> None:
        """The hub sends rows, and half a second goes by."""
        self.link.feed(rows)
        self.look()

    def look(self) -> QImage:
        """The picture now."""
        self.wall.screen.refresh()
        QCoreApplication.processEvents()
        return self.wall.window.grabWindow().convertToFormat(QImage.Format.Format_RGB32)

    def items(self, name: str = "") -> list[QQuickItem]:
        found = shown_items(self.wall.window.contentItem())
        return [item for item in found if not name or item.objectName() == name]

    def texts(self, name: str = "") -> list[str]:
        return read(self.items(name))

    def press(self, item: QQuickItem) -> None:
        middle = item.mapToScene(item.boundingRect().center())
        where = QPoint(round(middle.x()), round(middle.y()))
        QTest.mouseClick(self.wall.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)

    def close(self) -> None:
        self.wall.close()
