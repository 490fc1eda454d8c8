"""A terminal's one QML window: how it is made, opened and ended."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtQuick import QQuickView

from shared.ui.module import use_module


def make_window(ground: str) -> QQuickView:
    """A window on the colour ``ground`` that fills itself with its page and knows the house's QML; no page yet."""
    window = QQuickView()
    window.setTitle("Fairhall")
    window.setColor(ground)
    window.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    use_module(window.engine())
    return window


def open_window(window: QQuickView, fullscreen: bool) -> None:
    """On the whole screen, or as large as it is."""
    if fullscreen:
        window.showFullScreen()
    else:
        window.show()


def after_first_frame(window: QQuickView, do: Callable[[], None]) -> None:
    """Do it in this thread once the first frame is on the screen."""
    _FirstFrame(window, do)


class _FirstFrame(QObject):
    def __init__(self, window: QQuickView, do: Callable[[], None]) -> None:
        super().__init__(window)
        self._do: Callable[[], None] | None = do
        window.frameSwapped.connect(self._swapped, Qt.ConnectionType.QueuedConnection)  # whichever thread paints

    @Slot()
    def _swapped(self) -> None:
        do, self._do = self._do, None
        if do is not None:
            do()
            self.deleteLater()


def end_window(window: QQuickView, *parts: QObject) -> None:
    """Close it; QML goes before the ``parts`` that it shows."""
    window.close()
    window.setSource(QUrl())
    for part in (window, *parts):
        part.deleteLater()  # in this thread, whichever thread Python tidies up in
