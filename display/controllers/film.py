"""A film as pictures, without sound: the software renderer has no video of its own."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

from shared.ui.sound.player import quiet


class Film(QObject):
    """``play`` shows one file; its pictures come as ``pictured``, its end as ``ended`` or ``failed``.

    Both ends come through the event loop: a player must not be given another film while it tells of this one.
    """

    pictured = Signal(QImage)
    ended = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        quiet()
        self._sink = QVideoSink(self)
        self._player = QMediaPlayer(self)
        self._player.setVideoSink(self._sink)
        self._playing = False
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._player.mediaStatusChanged.connect(self._on_status, Qt.ConnectionType.QueuedConnection)
        self._player.errorOccurred.connect(self._on_error, Qt.ConnectionType.QueuedConnection)

    def play(self, file: Path) -> None:
        """From the beginning."""
        self._playing = True
        self._player.setSource(QUrl.fromLocalFile(str(file)))
        self._player.play()

    def stop(self) -> None:
        """No more pictures."""
        self._playing = False
        self._player.setSource(QUrl())

    @Slot(QVideoFrame)
    def _on_frame(self, frame: QVideoFrame) -> None:
        image = frame.toImage() if self._playing and frame.isValid() else QImage()
        if not image.isNull():
            self.pictured.emit(image)

    @Slot(QMediaPlayer.MediaStatus)
    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if self._playing and status is QMediaPlayer.MediaStatus.EndOfMedia:
            self._playing = False
            self.ended.emit()

    @Slot(QMediaPlayer.Error, str)
    def _on_error(self, error: QMediaPlayer.Error, why: str) -> None:
        if self._playing:
            self._playing = False
            self.failed.emit(why)
