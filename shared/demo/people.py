"""The people of the demo: they touch, press keys and press grades on the real terminals, and wait for what they see."""

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

LOOK_MS = 20
PATIENCE_S = 30.0
"""A machine that has just installed everything may be busy with other things."""


class NothingHappened(Exception):
    """What somebody waited for did not come."""


def until(happens: Callable[[], object], what: str, within_s: float = PATIENCE_S) -> None:
    """Let the terminals live until ``happens`` is true. Raises NothingHappened, naming ``what``."""
    loop = QEventLoop()
    look, patience = QTimer(interval=LOOK_MS), QTimer(singleShot=True, interval=round(within_s * 1000))
    look.timeout.connect(lambda: loop.quit() if happens() else None)
    patience.timeout.connect(loop.quit)
    look.start()
    patience.start()
    if not happens():
        loop.exec()
    if not happens():
        raise NothingHappened(f"waited {within_s:g} s for {what}")


def linger(seconds: float) -> None:
    """Let time pass for somebody to look."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def find(view: QQuickView, name: str) -> QQuickItem | None:
    """The visible, enabled item of this name."""
    return _find(view.rootObject(), name)


def _find(item: QQuickItem | None, name: str) -> QQuickItem | None:
    if item is None or not item.isVisible() or not item.isEnabled():
        return None
    if item.objectName() == name:
        return item
    return next(filter(None, (_find(child, name) for child in item.childItems())), None)


def touch(view: QQuickView, name: str) -> None:
    """A finger on the middle of an item, once it is there."""
    until(lambda: find(view, name), f"{name} on the kiosk")
    item = find(view, name)
    assert item is not None
    middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
    QTest.mouseClick(
        view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(*map(round, middle.toTuple()))
    )


def press(window: QWidget, key: Qt.Key) -> None:
    """A key at a counter."""
    QTest.keyClick(window.focusWidget() or window, key)


def write(window: QWidget, text: str) -> None:
    """Type where the cursor is."""
    QTest.keyClicks(window.focusWidget() or window, text)
