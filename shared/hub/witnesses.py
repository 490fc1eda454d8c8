"""The hub's talk with the witnesses: whose chain is at hand for the next opening, and the one question that is open."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

from shared.hall.commands import StrikeReason
from shared.hall.config import Algorithm
from shared.hall.state import State
from shared.hub.actor import Actor
from shared.protocol.codec import encode
from shared.protocol.heads import Abandonment, Head, Signature, signed_by
from shared.protocol.messages import Ask, Cosign, Cosigned, Seal, Sealed, Vouch, Vouched, Witnessed
from shared.protocol.requests import DeviceState
from shared.protocol.roles import witness_id

log = logging.getLogger("fairhall.hub.witnesses")

PATIENCE_S = 2.0
"""So long a silent witness is asked again before it is struck."""
AGAIN_S = 0.25
RETURN_S = 5.0
"""After a start of the hub nobody is struck before its terminals had this long to come back."""

Links = dict[str, bytes]
Strikes = dict[str, StrikeReason]


class Outlet(Protocol):
    """A witness's connection."""

    def send(self, frame: bytes) -> bool:
        """Hand over one frame."""
        ...


class _Question(NamedTuple):
    ask: Ask
    proves: Callable[[str, bytes], bool]
    done: Callable[[Links, Strikes], None]
    open: set[str]
    links: Links
    strikes: Strikes


class Witnesses:
    """Who is connected and willing, by witness id. ``offered`` hears that a chain has been sealed for us."""

    def __init__(self) -> None:
        self.offered: Callable[[], None] = lambda: None
        self.known: dict[str, Actor] = {}
        """All since the start."""
        self.behind: dict[str, int] = {}
        """Who has seen a record that our journal does not hold, and its seq: they are not asked any more."""
        self.keys: dict[str, str] = {}
        """What they sign heads with."""
        self._cosigning: tuple[Head, Callable[[Signature], None]] | None = None
        self._vouching: tuple[Abandonment, list[Signature]] | None = None
        self._outlets: dict[str, Outlet] = {}
        self._seals: tuple[Seal, ...] = ()
        self._anchors: dict[tuple[str, int, Algorithm, str], str] = {}
        self._question: _Question | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._until = float("inf")
        self._patient_until = float("inf")
        self._closed = False

    def live(self) -> set[str]:
        """Who is connected."""
        return set(self._outlets)

    def listen(self) -> None:
        """The hub can be reached from now on."""
        self._patient_until = asyncio.get_running_loop().time() + RETURN_S

    def close(self) -> bool:
        """Nobody is asked or struck any more; whether a question was open."""
        asking, self._closed = self._question is not None, True
        self.forget()
        return asking

    def join(self, actor: Actor, outlet: Outlet) -> None:
        """A willing terminal is live; of two connections of one the later counts."""
        name = witness_id(actor.role, actor.name)
        self.known[name] = actor
        self._outlets[name] = outlet
        if self._question is not None and name in self._question.open:
            outlet.send(encode(self._question.ask))
        for seal in self._seals:
            outlet.send(encode(seal))

    def leave(self, actor: Actor, outlet: Outlet) -> None:
        """Its connection is gone."""
        name = witness_id(actor.role, actor.name)
        if self._outlets.get(name) is outlet:
            del self._outlets[name]

    def condition(self, name: str, state: State) -> tuple[DeviceState, str]:
        """How one that is connected stands today, as a device is shown."""
        if name in self.behind:
            return "trouble", "behind"
        witness = state.witnesses.get(name)
        if witness is None:
            return "ok", "next_day"
        return ("warn", "struck") if witness.out else ("ok", "")

    # before an epoch -------------------------------------------------------------------------------------------------

    def prepare(self, seals: Iterable[Seal]) -> None:
        """Ask everybody for the anchors of these epochs to come."""
        self._seals = tuple(seals)
        wanted = {(seal.day, seal.epoch, seal.algorithm) for seal in self._seals}
        self._anchors = {key: anchor for key, anchor in self._anchors.items() if key[:3] in wanted}
        for seal in self._seals:
            frame = encode(seal)
            for outlet in tuple(self._outlets.values()):
                outlet.send(frame)

    def sealed(self, actor: Actor, message: Sealed, held: bool = True) -> None:
        """A witness has sealed its chain; what was not asked for is passed over.

        ``held``: our journal holds the record it has seen last. If not, a part of it was lost or rewritten, and that
        witness bears none for it.
        """
        name = witness_id(actor.role, actor.name)
        if not held and name not in self.behind:
            log.error(
                "%s has seen record %d, which this journal does not hold: it was put back from a copy, or rewritten;"
                " that machine bears no witness here (docs/technician.md)",
                name,
                message.seq,
            )
        if held:
            self.behind.pop(name, None)
        else:
            self.behind[name] = message.seq
        key = message.day, message.epoch, message.algorithm
        if key in {(seal.day, seal.epoch, seal.algorithm) for seal in self._seals} and _is_digest(message.anchor):
            self._anchors[*key, name] = message.anchor
            self.keys[name] = message.key
            self.offered()

    def anchors(self, day: str, epoch: int, algorithm: Algorithm) -> dict[str, str]:
        """The anchors at hand for an epoch, of those who are connected."""
        return {
            key[3]: anchor
            for key, anchor in self._anchors.items()
            if key[:3] == (day, epoch, algorithm) and key[3] in self._outlets and key[3] not in self.behind
        }

    # heads -----------------------------------------------------------------------------------------------------------

    def cosign(self, head: Head, heard: Callable[[Signature], None]) -> None:
        """Ask everybody to sign this head; ``heard`` gets each signature that comes before the next one."""
        self._cosigning = head, heard
        frame = encode(Cosign(head=head))
        for name, outlet in tuple(self._outlets.items()):
            if name not in self.behind:
                outlet.send(frame)

    def cosigned(self, actor: Actor, message: Cosigned) -> None:
        """A witness's answer; only a signature of its own, of the head that was asked for, counts."""
        name, signature = witness_id(actor.role, actor.name), message.signature
        if message.refused:
            log.error("%s does not sign record %d: %s", name, message.seq, message.refused)
        if self._cosigning is None or signature is None:
            return
        head, heard = self._cosigning
        if signature.by == name and signature.key == self.keys.get(name) and signed_by(head, signature):
            heard(signature)

    # a draw that is given up -----------------------------------------------------------------------------------------

    def vouch(self, given: Abandonment, names: Iterable[str]) -> Signature | None:
        """One of these witnesses' signature that this draw is given up, once it has come; they are asked each time."""
        if self._vouching is None or self._vouching[0] != given:
            self._vouching = given, []
        names, (_, signatures) = set(names), self._vouching
        if found := [each for each in signatures if each.by in names]:
            return found[0]
        frame = encode(Vouch(abandonment=given))
        for name in names & self._outlets.keys():
            self._outlets[name].send(frame)
        return None

    def vouched(self, actor: Actor, message: Vouched) -> None:
        """A witness's answer; only a signature of its own, of what was asked for, counts."""
        name, signature = witness_id(actor.role, actor.name), message.signature
        if message.refused:
            log.error("%s does not sign that draw %d is given up: %s", name, message.i, message.refused)
        if self._vouching is None or signature is None:
            return
        given, signatures = self._vouching
        if signature.by == name and signature.key == self.keys.get(name) and signed_by(given, signature):
            signatures.append(signature)

    # the open draw ---------------------------------------------------------------------------------------------------

    def ask(
        self,
        ask: Ask,
        names: Iterable[str],
        proves: Callable[[str, bytes], bool],
        done: Callable[[Links, Strikes], None],
    ) -> bool:
        """Ask these for their links until each has given one that ``proves``, or is to be struck; then ``done``.

        False after ``close``: nobody is asked.
        """
        self.forget()
        if self._closed:
            return False
        self._question = _Question(ask, proves, done, set(names), {}, {})
        self._until = asyncio.get_running_loop().time() + PATIENCE_S
        self._say()
        return True

    def answered(self, actor: Actor, message: Witnessed) -> None:
        """A witness's answer; one to another question than the open one is passed over."""
        question, name = self._question, witness_id(actor.role, actor.name)
        if question is None or name not in question.open:
            return
        ask = question.ask
        if (message.day, message.epoch, message.i, message.record) != (ask.day, ask.epoch, ask.i, ask.record):
            return
        question.open.discard(name)
        if message.refused:
            question.strikes[name] = "refused"
        elif _is_digest(message.link) and question.proves(name, bytes.fromhex(message.link)):
            question.links[name] = bytes.fromhex(message.link)
        else:
            question.strikes[name] = "wrong-link"
        self._settle()

    def forget(self) -> None:
        """The question is of no use any more."""
        self._question = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _say(self) -> None:
        question = self._question
        assert question is not None
        loop = asyncio.get_running_loop()
        now = loop.time()
        if now >= max(self._until, self._patient_until):
            question.strikes.update(dict.fromkeys(question.open, "silent"))
            question.open.clear()
            self._settle()
            return
        frame = encode(question.ask)
        for name in question.open:
            if (outlet := self._outlets.get(name)) is not None:
                outlet.send(frame)
        self._timer = loop.call_later(AGAIN_S, self._say)

    def _settle(self) -> None:
        question = self._question
        if question is not None and not question.open:
            self.forget()
            question.done(question.links, question.strikes)


def _is_digest(text: str) -> bool:
    try:
        return len(bytes.fromhex(text)) == 32 and text == bytes.fromhex(text).hex()
    except ValueError:
        return False
