"""What is typed on the keys of the screen."""

from PySide6.QtCore import QObject, Signal, Slot

from shared.ui.qproperty import qproperty


class Typed(QObject):
    """``text``, at most ``longest`` characters, in small letters if ``small``."""

    changed = Signal()

    def __init__(self, longest: int, small: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._longest, self._small = longest, small
        self._text = ""

    @qproperty(str, notify=changed)
    def text(self) -> str:
        """What is typed."""
        return self._text

    @Slot(str)
    def press(self, key: str) -> None:
        """One more character."""
        self._type(self._text + (key.lower() if self._small else key))

    @Slot()
    def erase(self) -> None:
        """The last one was wrong."""
        self._type(self._text[:-1])

    @Slot()
    def clear(self) -> None:
        """From the beginning."""
        self._type("")

    def _type(self, text: str) -> None:
        self._text = text[: self._longest]
        self.changed.emit()
