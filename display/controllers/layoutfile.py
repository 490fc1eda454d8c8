"""The layout in force: followed while its file is edited, the last good one while that is broken."""

import logging
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QWindow

from display.controllers.layout import Layout, file_of, read
from shared.toml import Flaw, TomlError

log = logging.getLogger("fairhall.display.layout")

LOOK_MS = 300
UPRIGHT = "portrait"
LYING = "hall"


class LayoutFile(QObject):
    """``layout`` of the settings' ``name`` ("": by the shape of the window). ``flaw`` is what is
    wrong with the file at present, None when nothing is.
    """

    changed = Signal()

    def __init__(self, name: str, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._data = data
        self.layout: Layout = read(file_of(LYING, data))
        self.flaw: Flaw | None = None
        self._path = file_of(name or LYING, data)
        self._saved_ns = -1
        self._window: QWindow | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_MS)
        self.look()

    def follow(self, window: QWindow) -> None:
        """Choose by the shape of this window, whatever it becomes, unless the settings name a layout."""
        self._window = window
        window.widthChanged.connect(self.fit)
        window.heightChanged.connect(self.fit)

    @Slot()
    def fit(self) -> None:
        """The window may have another shape now."""
        assert self._window is not None
        width, height = self._window.width(), self._window.height()
        path = file_of(self._name or (UPRIGHT if height > width else LYING), self._data)
        if path != self._path:
            self._path, self._saved_ns = path, -1
            self.look()

    @Slot()
    def look(self) -> None:
        """Read the file if it was saved since; the timer does so."""
        if (saved_ns := _saved_ns(self._path)) == self._saved_ns:
            return
        self._saved_ns = saved_ns
        before = self.layout, self.flaw
        try:
            self.layout, self.flaw = read(self._path), None
        except TomlError as error:
            self.flaw = replace(error.flaws[0], file=self._path.name)
            log.warning("%s; the last good layout stays", error)
        if (self.layout, self.flaw) != before:
            self.changed.emit()

    def close(self) -> None:
        """Look no more."""
        self._timer.stop()


def _saved_ns(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
