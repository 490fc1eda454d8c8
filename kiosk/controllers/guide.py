"""The guide to a service: its lines, and the code that takes them home."""

from PySide6.QtCore import QObject, Signal

from shared.client.mirror import Mirror
from shared.guide import Line, guide_lines, guide_url
from shared.hall.config import Guide
from shared.ui.qproperty import qproperty
from shared.ui.qr import qr_source
from shared.ui.rows import RowModel
from shared.ui.texts import Texts

SIGNED = ("fees",)
"""What the sign says over the guide; not in large type, which has no room for it there."""


class GuideSheet(QObject):
    """``model`` holds the lines of the service shown, ``lines`` all of them, ``qr`` leads a phone to its page."""

    changed = Signal()

    def __init__(self, mirror: Mirror, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mirror, self._texts = mirror, texts
        self._model: RowModel[Line] = RowModel(Line, self)
        self.lines: list[Line] = []
        """What a paper says, which has no sign."""
        self._url = self._qr = ""

    @qproperty(QObject, constant=True)
    def model(self) -> RowModel[Line]:
        """The lines."""
        return self._model

    @qproperty(bool, notify=changed)
    def there(self) -> bool:
        """The hall has written something about this service."""
        return bool(self.lines)

    @property
    def url(self) -> str:
        """Where the code leads."""
        return self._url

    @qproperty(str, notify=changed)
    def qr(self) -> str:
        """The guide's own page as an image source; "" where there is none, or no way to it."""
        return self._qr

    def show(self, service: str, large: bool) -> None:
        """The guide of this service, or nothing."""
        guide, language, words = self._mirror.guides.get(service, Guide()), self._texts.language, self._texts.words
        self.lines = guide_lines(guide, language, words)
        self._model.show(self.lines if large else guide_lines(guide, language, words, told=SIGNED))
        hall = self._mirror.hall
        public = hall.public_url if hall is not None and self.lines and self._mirror.counted else ""
        url = guide_url(public, service, self._texts.language, large)
        if url != self._url:
            self._url, self._qr = url, qr_source(url)
        self.changed.emit()
