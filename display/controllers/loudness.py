"""How loud the hall's voice is: by the settings, by the time of day, and at once when the settings are saved."""

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from shared import settings
from shared.client.port import HubLink
from shared.settings import FILE, SettingsError, Voice
from shared.ui.clock import local_time

log = logging.getLogger("fairhall.display.sound")

LOOK_MS = 1_000


class Loudness(QObject):
    """Tells ``set_volume`` the percent now and whenever it changes. ``data`` is the terminal's data directory."""

    def __init__(
        self,
        data: Path,
        voice: Voice,
        link: HubLink,
        set_volume: Callable[[int], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._data = data
        self._voice = voice
        self._link = link
        self._set_volume = set_volume
        self._saved_ns = self._last_saved_ns()
        self._volume = -1
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_MS)
        self.look()

    @Slot()
    def look(self) -> None:
        """Look at the settings and the hall's clock now; the timer does so each second."""
        saved_ns = self._last_saved_ns()
        if saved_ns != self._saved_ns:
            self._saved_ns = saved_ns
            self._read()
        hall = self._link.mirror.hall
        volume = self._voice.volume
        if hall is not None and self._link.welcome is not None:
            local = local_time(self._link.now_ms(), hall.timezone)
            volume = self._voice.volume_at(local.hour * 60 + local.minute)
        if volume != self._volume:
            self._volume = volume
            self._set_volume(volume)

    def close(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _read(self) -> None:
        try:
            self._voice = settings.load(self._data).voice
        except SettingsError as error:
            log.warning("the volume stays as it is: %s", error)

    def _last_saved_ns(self) -> int:
        try:
            return (self._data / FILE).stat().st_mtime_ns
        except OSError:
            return 0
