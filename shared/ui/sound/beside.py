"""A thread for Qt's sound: a machine takes up to a tenth of a second to open its output, and no screen waits for it."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QThread


class Closes(Protocol):
    """What ends in good order."""

    def close(self) -> None:
        """Fall silent."""


class Beside(QThread):
    """From ``start`` on: makes something in this thread and turns its event loop; ``end`` closes it and waits."""

    def __init__(self, make: Callable[[], Closes], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self.made: Closes | None = None

    def run(self) -> None:
        """Not for callers."""
        self.made = self._make()
        self.exec()
        self.made.close()
        self.made = None  # its objects go in the thread they live in

    def end(self) -> None:
        """Close what was made; one that was never started is at its end."""
        self.quit()
        self.wait()
