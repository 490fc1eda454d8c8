"""The hall file of a running hub: read again at will, and never worse than the last good one."""

from pathlib import Path

import msgspec

from shared.hall.config import HallConfig
from shared.hub.hallfile.load import HallFileError, load


class Changed(msgspec.Struct, frozen=True):
    """The file describes another hall now, and that is in force."""

    config: HallConfig


class Same(msgspec.Struct, frozen=True):
    """The file describes the hall in force."""


class Broken(msgspec.Struct, frozen=True):
    """The file cannot be used; the last good one stays in force."""

    error: HallFileError


class HallFile:
    """``path`` and the configuration in force."""

    def __init__(self, path: Path, last_good: HallConfig | None = None) -> None:
        """Starts from ``last_good`` (as the journal has it; ``reload`` then reads the file), else from the file.

        Raises HallFileError when there is neither.
        """
        self.path = path
        self._current = last_good or load(path)
        self.wrong = ""
        """What is wrong with the file; "" while it is good."""

    def current(self) -> HallConfig:
        """The configuration in force."""
        return self._current

    def reload(self) -> Changed | Same | Broken:
        """Read the file again (some milliseconds)."""
        try:
            config = load(self.path)
        except HallFileError as error:
            self.wrong = str(error)
            return Broken(error)
        self.wrong = ""
        if config == self._current:
            return Same()
        self._current = config
        return Changed(config)
