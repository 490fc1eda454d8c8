"""A store that ends with the process: for tests, and for halls that last no longer."""

from shared.client.witness.port import EPOCHS_KEPT, Epoch, Kept, Seen


class MemoryStore:
    """``Store`` in memory."""

    def __init__(self) -> None:
        self._kept: dict[Epoch, Kept] = {}
        self._seen: dict[str, Seen] = {}
        self._key = b""

    def kept(self, epoch: Epoch) -> Kept | None:
        """As the port says."""
        return self._kept.get(epoch)

    def seen(self, hall: str) -> Seen:
        """As the port says."""
        return self._seen.get(hall, Seen())

    def make(self, epoch: Epoch, seed: bytes) -> None:
        """As the port says."""
        self._kept[epoch] = Kept(seed)
        for old in sorted(each for each in self._kept if each.hall == epoch.hall)[:-EPOCHS_KEPT]:
            del self._kept[old]

    def answer(self, epoch: Epoch, i: int, record: str, seen: Seen) -> None:
        """As the port says."""
        self._kept[epoch] = self._kept[epoch]._replace(i=i, record=record)
        self._seen[epoch.hall] = seen

    def see(self, hall: str, seen: Seen) -> None:
        """As the port says."""
        self._seen[hall] = seen

    def key(self, fresh: bytes) -> bytes:
        """As the port says."""
        self._key = self._key or fresh
        return self._key

    def close(self) -> None:
        """Nothing to let go of."""
