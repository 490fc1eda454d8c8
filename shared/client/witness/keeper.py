"""The thread in which a terminal bears witness: syncs and long chains never hold up its screen."""

import logging
import secrets
import sqlite3
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from shared.client.identity import Identity
from shared.client.witness.port import Epoch, Question, Said, Store
from shared.client.witness.sqlite import FILE, SqliteStore
from shared.client.witness.witness import Witness
from shared.log import warn_once, well_again
from shared.protocol.messages import Ask, Cosign, Seal, Vouch
from shared.protocol.roles import WITNESSES, witness_id

_log = logging.getLogger("fairhall.witness")


def new_seed(epoch: Epoch) -> bytes:
    """32 bytes nobody knows."""
    return secrets.token_bytes(32)


class Keeper:
    """A witness whose store ``open_store`` opens. Of one link: ``start`` and ``stop`` come from its thread."""

    def __init__(self, name: str, open_store: Callable[[], Store], seed: Callable[[Epoch], bytes] = new_seed) -> None:
        self._name = name
        self._open_store = open_store
        self._seed = seed
        self._asked: SimpleQueue[Question | None] = SimpleQueue()
        self._thread: Thread | None = None

    def start(self, say: Callable[[Said], None]) -> None:
        """Begin; ``say`` hears the answers in this keeper's own thread."""
        self._thread = Thread(target=self._work, args=(say,), name="witness", daemon=True)
        self._thread.start()

    def tell(self, message: Question) -> None:
        """A question of the hub."""
        self._asked.put(message)

    def stop(self) -> None:
        """Finish what was asked."""
        if self._thread is not None:
            self._asked.put(None)
            self._thread.join()
            self._thread = None

    def _work(self, say: Callable[[Said], None]) -> None:
        store: Store | None = None
        witness: Witness | None = None
        while (message := self._asked.get()) is not None:
            try:
                if witness is None:
                    store = self._open_store()
                    witness = Witness(self._name, store, self._seed)
                said = _said(witness, message)
            except (sqlite3.Error, OSError) as error:  # not kept is not answered: the hub goes on without us
                warn_once(_log, "store", "cannot bear witness: its file cannot be written (%s)", error)
                continue
            well_again(_log, "store", "bears witness again")
            if why := getattr(said, "refused", ""):
                _log.error("refused to the hub: %s (%s)", why, message)
            say(said)
        if store is not None:
            store.close()


def _said(witness: Witness, message: Question) -> Said:
    match message:
        case Seal():
            return witness.seal(message)
        case Ask():
            return witness.answer(message)
        case Cosign():
            return witness.cosign(message)
        case Vouch():
            return witness.vouch(message)


def keeper_of(who: Identity, data: Path) -> Keeper | None:
    """The witness of a terminal, kept in its data directory; None for roles that bear none."""
    if who.role not in WITNESSES:
        return None
    return Keeper(witness_id(who.role, who.name), lambda: SqliteStore(data / FILE))
