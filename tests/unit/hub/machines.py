"""Machines that bear witness in an office: the real decisions, a connection that the story can cut or bend."""

import asyncio
from collections.abc import Callable
from functools import partial
from hashlib import sha256

import pytest

from shared.client.witness.memory import MemoryStore
from shared.client.witness.port import Epoch
from shared.client.witness.witness import Witness
from shared.hall.draw.links import Links
from shared.hub.actor import Actor
from shared.hub.witnesses import Witnesses
from shared.protocol.codec import decode_from_hub
from shared.protocol.messages import Ask, Cosign, Seal, Vouch, Witnessed


def short_chains(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chains that are soon made, and a day that is sealed with whoever joins at once."""
    for place in ("shared.hub.seeds", "shared.client.witness.witness"):
        monkeypatch.setattr(f"{place}.Links", partial(Links, n=64))
    monkeypatch.setattr("shared.hub.lot.JOIN_S", 0.01)


def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the story is about silence."""
    monkeypatch.setattr("shared.hub.witnesses.PATIENCE_S", 0.2)
    monkeypatch.setattr("shared.hub.witnesses.RETURN_S", 0.2)
    monkeypatch.setattr("shared.hub.witnesses.AGAIN_S", 0.02)


Bend = Callable[[Witnessed], Witnessed | None]


class Machine:
    """``bend`` is what becomes of an answer on its way; None is silence."""

    def __init__(self, name: str, store: MemoryStore | None = None) -> None:
        self.actor = Actor(role="kiosk", device=f"device-{name}", name=name)
        self.name = self.actor.by
        self.store = store or MemoryStore()
        self.witness = Witness(self.name, self.store, self._seed)
        self.asked: list[Ask] = []
        self.bend: Bend = lambda answer: answer
        self.hub: Witnesses | None = None

    def _seed(self, epoch: Epoch) -> bytes:
        return sha256(f"{self.name} {epoch}".encode()).digest()

    def join(self, hub: Witnesses) -> None:
        """Connect."""
        self.hub = hub
        hub.join(self.actor, self)

    def leave(self) -> None:
        """The cable is pulled."""
        assert self.hub is not None
        self.hub.leave(self.actor, self)
        self.hub = None

    def send(self, frame: bytes) -> bool:
        """The hub says something; the answer comes a moment later."""
        message = decode_from_hub(frame)
        asyncio.get_running_loop().call_soon(self._heard, message)
        return True

    def _heard(self, message: object) -> None:
        hub = self.hub
        if hub is None:
            return
        if isinstance(message, Seal):
            hub.sealed(self.actor, self.witness.seal(message))
        elif isinstance(message, Cosign):
            hub.cosigned(self.actor, self.witness.cosign(message))
        elif isinstance(message, Vouch):
            hub.vouched(self.actor, self.witness.vouch(message))
        elif isinstance(message, Ask):
            self.asked.append(message)
            if (answer := self.bend(self.witness.answer(message))) is not None:
                hub.answered(self.actor, answer)
