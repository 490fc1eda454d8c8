"""Pictures, films and notices from a folder, one after the other. What cannot be shown is passed over: the last good
one stays until the next is there, so that a bad file never blanks the screen.
"""

import logging
from pathlib import Path

from PySide6.QtCore import Property, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtQuick import QQuickImageProvider

from display.controllers.film import Film

log = logging.getLogger("fairhall.display.media")

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp"})
FILMS = frozenset({".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi"})
NOTICES = frozenset({".txt"})
SHOW_MS = 10_000
"""How long a picture or a notice stays."""
FRAME_MS = 5_000
"""A film that gives no picture for so long is over."""
LARGEST = QSize(1920, 1920)
LONGEST = 2_000
"""Bytes of a notice."""


class Reel(QObject):
    """``folder`` is read anew at every change: drop a file in, or take it away. Nothing moves unless ``active``.

    Films are silent: the voice of the hall is for calls.
    """

    changed = Signal()

    source = Property(str, lambda self: f"image://reel/{self._shown}" if self._filled else "", notify=changed)
    heading = Property(str, lambda self: self._heading, notify=changed)
    text = Property(str, lambda self: self._text, notify=changed)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        self.name = ""
        """The file that is on the screen."""
        self._folder = folder
        self._shown = 0
        self._filled = False
        self._heading = self._text = ""
        self._bad: dict[tuple[str, int], None] = {}
        self._film = ""
        self._active = False
        self._player: Film | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.advance)

    def _is_active(self) -> bool:
        return self._active

    def _set_active(self, active: bool) -> None:
        if active != self._active:
            self._active = active
            if active:
                self.advance()
            else:
                self._rest()

    active = Property(bool, _is_active, _set_active, notify=changed)

    @Slot()
    def advance(self) -> None:
        """On to the next file that can be shown."""
        last = self._film or self.name
        self._rest()
        names = self._names()
        at = next((n for n, name in enumerate(names) if name > last), 0)
        self._timer.start(SHOW_MS)
        for name in (*names[at:], *names[:at]):
            if self._show(self._folder / name):
                return
        if self.name not in names:
            self._clear()

    def close(self) -> None:
        """Show nothing more."""
        self._active = False
        self._rest()

    def _names(self) -> list[str]:
        try:
            files = [file for file in self._folder.iterdir() if file.suffix.lower() in PICTURES | FILMS | NOTICES]
        except OSError:
            return []
        return sorted(file.name for file in files if not file.name.startswith("."))

    def _show(self, file: Path) -> bool:
        try:
            mark = file.name, file.stat().st_mtime_ns
        except OSError:
            return False
        if mark in self._bad:
            return False
        why = self._try(file)
        if why:
            self._bad[mark] = None
            log.warning("%s is passed over: %s", file, why)
        return not why

    def _try(self, file: Path) -> str:
        """Why this file cannot be shown; "" when it is, or is about to be."""
        kind = file.suffix.lower()
        if kind in FILMS:
            self._play(file)
            return ""
        if kind in NOTICES:
            return self._read(file)
        reader = QImageReader(str(file))
        reader.setAutoTransform(True)
        size = reader.size()
        if size.width() > LARGEST.width() or size.height() > LARGEST.height():
            reader.setScaledSize(size.scaled(LARGEST, Qt.AspectRatioMode.KeepAspectRatio))
        image = reader.read()
        if image.isNull():
            return reader.errorString()
        self._picture(file.name, image)
        return ""

    def _read(self, file: Path) -> str:
        try:
            heading, _, text = file.read_bytes()[:LONGEST].decode("utf-8-sig", "ignore").strip().partition("\n")
        except OSError as error:
            return str(error)
        if not heading:
            return "it is empty"
        self.name, self._filled = file.name, False
        self._heading, self._text = (heading, text.strip()) if text.strip() else ("", heading)
        self.changed.emit()
        return ""

    def _picture(self, name: str, image: QImage) -> None:
        self.name, self.image, self._filled = name, image, True
        self._shown += 1
        self.changed.emit()

    def _play(self, file: Path) -> None:
        if self._player is None:
            self._player = Film(self)
            self._player.pictured.connect(self._on_picture)
            self._player.ended.connect(self.advance)
            self._player.failed.connect(self._on_failed)
        self._film = file.name
        self._timer.start(FRAME_MS)
        self._player.play(file)

    def _rest(self) -> None:
        self._timer.stop()
        if self._film and self._player is not None:
            self._film = ""
            self._player.stop()

    def _clear(self) -> None:
        self.name = self._heading = self._text = ""
        self._filled = False
        self.changed.emit()

    @Slot(QImage)
    def _on_picture(self, image: QImage) -> None:
        if self._film:
            self._timer.start(FRAME_MS)
            self._picture(self._film, image)

    @Slot(str)
    def _on_failed(self, why: str) -> None:
        file = self._folder / self._film
        log.warning("%s is passed over: %s", file, why)
        if file.exists():
            self._bad[self._film, file.stat().st_mtime_ns] = None
        self.advance()


class ReelPictures(QQuickImageProvider):
    """``image://reel/…``: the picture that the reel shows now."""

    def __init__(self, reel: Reel) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._reel = reel

    def requestImage(self, id: str, size: QSize, requested: QSize) -> QImage:
        """As Qt says."""
        return self._reel.image
