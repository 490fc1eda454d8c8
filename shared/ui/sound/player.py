"""The announcer's player on Qt Multimedia; a machine without sound keeps the rhythm in silence."""

import logging
import os
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QLoggingCategory, QObject, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer

from hardware.voice.chime import duration_s

log = logging.getLogger("fairhall.sound")

Done = Callable[[], None]
QUIET = "\n".join(
    f"{what}=false"
    for what in ("default.debug", "qt.multimedia.symbolsresolver", "qt.multimedia.ffmpeg.info", "qt.speech.tts.warning")
)
"""FFmpeg describes every sound, and what video it could do: debug lines once it speaks through Qt's log. Of a missing
speech service we say ourselves what it means.
"""


def quiet() -> None:
    """Keep what FFmpeg tells developers out of the log; before anything of Qt Multimedia is made."""
    os.environ.setdefault("QT_FFMPEG_DEBUG", "1")
    QLoggingCategory.setFilterRules(QUIET)


class QtPlayer(QObject):
    """``hardware.voice.port.Player`` for the GUI thread's event loop; ``play`` may be called from any thread.

    Follows the machine's audio output as it comes and goes: a television that is switched on late is heard.
    """

    soundChanged = Signal()
    """The machine has another audio output now, or none."""
    _asked = Signal(bytes, object)

    def __init__(self, volume: int = 80, parent: QObject | None = None) -> None:
        """``volume`` in percent."""
        super().__init__(parent)
        quiet()
        self._done: Done | None = None
        self._closed = False
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.timeout.connect(self._end)
        self._devices = QMediaDevices(self)
        self._output = QAudioOutput(self)
        self._buffer = QBuffer(self)
        self._player = QMediaPlayer(self)
        self.set_volume(volume)
        self._player.setAudioOutput(self._output)
        self._player.mediaStatusChanged.connect(self._on_status)
        self._player.errorOccurred.connect(self._on_error)
        self._devices.audioOutputsChanged.connect(self._choose_output)
        self._asked.connect(self._start, Qt.ConnectionType.QueuedConnection)
        if not self.has_sound():
            log.warning("no audio output on this machine: nothing is spoken until one is connected")

    @staticmethod
    def has_sound() -> bool:
        """Whether the machine has an audio output now."""
        return bool(QMediaDevices.audioOutputs())

    def play(self, wav: bytes, done: Done) -> None:
        """As the port says; after ``close`` every sound ends at once."""
        if self._closed:
            done()
        else:
            self._asked.emit(wav, done)

    def set_volume(self, percent: int) -> None:
        """How loud from now on, also the sound that plays."""
        self._output.setVolume(percent / 100)

    def close(self) -> None:
        """Fall silent; what still plays has ended. Call it before the announcer closes."""
        self._closed = True
        self._silence.stop()
        self._player.stop()
        self._end()

    @Slot(bytes, object)
    def _start(self, wav: bytes, done: Done) -> None:
        self._done = done
        if self._closed:
            self._end()
        elif self.has_sound():
            self._sound(wav)
        else:
            self._silence.start(self._length_ms(wav))

    @staticmethod
    def _length_ms(wav: bytes) -> int:
        try:
            return round(duration_s(wav) * 1000)
        except ValueError as error:
            log.error("the sound could not be played: %s", error)
            return 0

    def _sound(self, wav: bytes) -> None:
        self._player.setSource(QUrl())  # the same device again would be ignored
        self._buffer.close()
        self._buffer.setData(QByteArray(wav))
        self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        self._player.setSourceDevice(self._buffer)
        self._player.play()

    @Slot()
    def _choose_output(self) -> None:
        self._output.setDevice(QMediaDevices.defaultAudioOutput())
        self.soundChanged.emit()

    @Slot(QMediaPlayer.MediaStatus)
    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status in (QMediaPlayer.MediaStatus.EndOfMedia, QMediaPlayer.MediaStatus.InvalidMedia):
            self._end()

    @Slot(QMediaPlayer.Error, str)
    def _on_error(self, error: QMediaPlayer.Error, why: str) -> None:
        log.error("the sound could not be played: %s", why)
        self._end()

    @Slot()
    def _end(self) -> None:
        done, self._done = self._done, None
        if done:
            done()
