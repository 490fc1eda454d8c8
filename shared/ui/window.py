"""A terminal's one QML window: how it is made, opened and ended."""

from PySide6.QtCore import QObject, QUrl
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


def end_window(window: QQuickView, *parts: QObject) -> None:
    """Close it; QML goes before the ``parts`` that it shows."""
    window.close()
    window.setSource(QUrl())
    for part in (window, *parts):
        part.deleteLater()  # in this thread, whichever thread Python tidies up in
