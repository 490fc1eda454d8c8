"""The hall as a hub that stands by knows it: folded as the journal grows, so that leading begins with no reading."""

from shared.hub.image import Image, load
from shared.journal.errors import Corrupt
from shared.journal.port import Journal


class Follower:
    """Knows what ``journal`` held at the last ``catch_up``."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._image: Image | None = None

    def catch_up(self) -> None:
        """Fold what was appended since. Blocks. Raises JournalError."""
        self._image = self.load(self._journal)

    def load(self, journal: Journal) -> Image:
        """``image.load`` for whoever leads now, from where we stand. The image is given away: the next is read anew."""
        image, self._image = self._image, None
        if image is not None:
            try:
                image.replay(journal.read(image.seq))
                return image
            except Corrupt:  # we followed what is no more: the journal itself says what is wrong, if anything is
                pass
        return load(journal)
