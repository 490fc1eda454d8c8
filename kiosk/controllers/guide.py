"""The guide to a service: its lines, and the code that takes them home."""

from PySide6.QtCore import QObject, Signal

from shared.client.mirror import Mirror
from shared.guide import Line, guide_lines, guide_url
from shared.hall.config import Guide
from shared.ui.qproperty import qproperty
from shared.ui.qr import qr_source
from shared.ui.rows import RowModel
from shared.ui.texts import Texts


class GuideSheet(QObject):
    """``model`` holds the lines of the service shown, ``qr`` leads a phone to its page."""

    changed = Signal()

    def __init__(self, mirror: Mirror, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mirror, self._texts = mirror, texts
        self._model: RowModel[Line] = RowModel(Line, self)
        self._url = self._qr = ""

    @qproperty(QObject, constant=True)
    def model(self) -> RowModel[Line]:
        """The lines."""
        return self._model

    @qproperty(bool, notify=changed)
    def there(self) -> bool:
        """The hall has written something about this service."""
        return bool(self._model.rows)

    @property
    def url(self) -> str:
        """Where the code leads."""
        return self._url

    @qproperty(str, notify=changed)
    def qr(self) -> str:
        """The guide's own page as an image source; "" where there is none, or no way to it."""
        return self._qr

    def show(self, service: str) -> None:
        """The guide of this service, or nothing."""
        lines = guide_lines(self._mirror.guides.get(service, Guide()), self._texts.language, self._texts.words)
        self._model.show(lines)
        hall = self._mirror.hall
        public = hall.public_url if hall is not None and lines and self._mirror.counted else ""
        url = guide_url(public, service, self._texts.language)
        if url != self._url:
            self._url, self._qr = url, qr_source(url)
        self.changed.emit()
