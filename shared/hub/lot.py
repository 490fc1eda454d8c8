"""The hub's part in the lot: the chain in force, the opening of epochs with their witnesses, links of the open draw."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from shared.hall import commands as c
from shared.hall.decide import decide
from shared.hall.draw.links import LINKS
from shared.hall.due import resolve
from shared.hall.events import AnyEvent
from shared.hall.facts import Facts
from shared.hall.sealing import SPARE, sealing_of
from shared.hall.state import State
from shared.hall.witnesses import chosen, may_seal_anew, mixing, proves
from shared.hub.image import Image
from shared.hub.seeds import Chain, Seeds, chain_of
from shared.hub.witnesses import Links, Strikes, Witnesses
from shared.protocol.messages import Ask, Seal

log = logging.getLogger("fairhall.hub.lot")

Named = tuple[tuple[str, str], ...]
"""(witness, its anchor or its key), in id order."""
JOIN_S = 0.25
"""Witnesses who come together are sealed together."""


class Lot:
    """``key`` is the public half of what signs heads; ``wake`` hears that the day may be sealed anew, with more of them
    (``takes_witnesses``).
    """

    def __init__(self, seeds: Seeds, key: str, witnesses: Witnesses, wake: Callable[[], None]) -> None:
        self._seeds = seeds
        self._key = key
        self._witnesses = witnesses
        self._wake = wake
        self._state = State()
        self._chain: Chain | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._ripe = False
        self._odd: set[bytes] = set()
        """Files in the keys that are not the seed they are named after."""
        witnesses.offered = self._offered

    async def restore(self, state: State) -> bool:
        """Go on under the opening in force; False if its seed is lost. Raises as the keys and a pair's database do."""
        self._chain = None
        self.prepare(state)
        if state.config is not None and state.day:
            chain = await asyncio.to_thread(chain_of, self._seeds, state, state.config.id)
            if self._state is state:  # and not of a hall that was rebuilt meanwhile
                self._chain = chain
        return self._chain is not None

    def lost(self, state: State) -> str:
        """Why the hall waits: the seed of its open draw is lost ("": it is not)."""
        if self._chain is not None or state.open_draw is None:
            return ""
        return (
            f"the seed of {state.day} is lost with draw {state.open_draw.i} open: put keys/ back from a backup,"
            " or a manager gives the draw up (fairhall manager abandon)"
        )

    def found(self, state: State) -> Iterator[c.PublishSeed]:
        """The seeds that have come back of epochs whose draw was given up. Reads the keys."""
        assert state.config is not None
        for key, epoch in tuple(state.given_up.items()):
            day, _, n = key.partition("#")
            seed = self._seeds.seed(day, int(n))
            if seed is None or seed in self._odd:
                continue
            chain = Chain(epoch.algorithm, state.config.id, day, int(n), seed, epoch.witnesses)
            if chain.commitment.hex() == epoch.commitment:
                yield c.PublishSeed(day=day, epoch=int(n), seed=seed.hex())
            else:
                self._odd.add(seed)

    def tomorrow(self, state: State, facts: Facts) -> Iterator[c.SealDay]:
        """From the evening on: what commits to tomorrow and its spare epoch, as far as they are not sealed."""
        config = state.config
        if config is None or facts.day != state.day or facts.minute < 60 * config.rules.seal_hour:
            return
        tomorrow = (date.fromisoformat(state.day) + timedelta(1)).isoformat()
        for epoch in (1, SPARE):
            if sealing_of(state, tomorrow, epoch) is None:
                yield self.seal_day(state, tomorrow, epoch)

    def seal_day(self, state: State, day: str, epoch: int) -> c.SealDay:
        """The commitment to a day to come, its seed durable here, under the witnesses at hand."""
        config = state.config
        assert config is not None
        witnesses = chosen(state, self._witnesses.anchors(day, epoch, config.algorithm))
        chain = Chain(config.algorithm, config.id, day, epoch, self._seeds.make(day, epoch), witnesses)
        anchor, sealed = chain.anchor.hex(), chain.commitment.hex()
        keys = self._keys(witnesses)
        return c.SealDay(
            day=day, epoch=epoch, hub_anchor=anchor, commitment=sealed, witnesses=witnesses, witness_keys=keys
        )

    def open_day(self, state: State, day: str, epoch: int, reason: c.EpochReason) -> c.OpenDay:
        """The opening of an epoch, in force at once: as it was sealed, or under a chain made now and those of the
        witnesses at hand. Where a seed is lost, or a draw given up for it, the spare epoch opens.
        """
        config = state.config
        assert config is not None
        if reason in ("lost", "abandoned") and epoch < SPARE and sealing_of(state, day, SPARE) is not None:
            epoch = SPARE
        if (sealing := sealing_of(state, day, epoch)) is not None:
            seed = self._seeds.seed(day, epoch)
            chain = seed and Chain(sealing.algorithm, config.id, day, epoch, seed, sealing.witnesses)
            if not chain or chain.commitment.hex() != sealing.commitment:
                log.error("the seed sealed for %s, epoch %d, is lost: another epoch opens", day, epoch)
                return self.open_day(state, day, epoch + 1, reason if reason == "abandoned" else "lost")
            self._chain = chain
            keys = sealing.witness_keys or self._keys(sealing.witnesses)
            return self._opening(day, epoch, reason, sealing.witnesses, keys, chain)
        witnesses = chosen(state, self._witnesses.anchors(day, epoch, config.algorithm))
        chain = Chain(config.algorithm, config.id, day, epoch, self._seeds.make(day, epoch), witnesses)
        self._chain = chain
        return self._opening(day, epoch, reason, witnesses, self._keys(witnesses), chain)

    def _keys(self, witnesses: Named) -> Named:
        """What these sign heads with, as far as they have said so."""
        return tuple((name, key) for name, _ in witnesses if (key := self._witnesses.keys.get(name)))

    def _opening(
        self, day: str, epoch: int, reason: c.EpochReason, witnesses: Named, keys: Named, chain: Chain
    ) -> c.OpenDay:
        return c.OpenDay(
            day=day,
            epoch=epoch,
            hub_anchor=chain.anchor.hex(),
            commitment=chain.commitment.hex(),
            links=LINKS,
            key=self._key,
            reason=reason,
            witnesses=witnesses,
            witness_keys=keys,
        )

    def prepare(self, state: State) -> None:
        """The witnesses seal their chains for tomorrow, its spare epoch, and one more epoch of today."""
        self._state, config = state, state.config
        if config is None or not state.day:
            return
        tomorrow = (date.fromisoformat(state.day) + timedelta(1)).isoformat()
        self._witnesses.prepare(
            Seal(hall=config.id, day=day, epoch=epoch, algorithm=config.algorithm)
            for day, epoch in ((state.day, state.epoch + 1), (tomorrow, 1), (tomorrow, SPARE))
        )

    def takes_witnesses(self) -> bool:
        """Whether the day is to be sealed anew now; said once."""
        ripe, self._ripe = self._ripe, False
        return ripe and self._more()

    def inquire(self, image: Image, term: int, done: Callable[[Links, Strikes], None]) -> bool:
        """The open draw's request is durable: now, and not before, its witnesses are asked; False: we go away."""
        state, request = image.state, image.state.open_draw
        assert state.config is not None and request is not None
        if not (names := mixing(state)):
            done({}, {})
            return True
        ask = Ask(
            hall=state.config.id,
            day=state.day,
            epoch=state.epoch,
            algorithm=state.algorithm,
            i=request.i,
            term=term,
            seq=image.draw_seq,
            record=image.draw_leaf,
        )
        return self._witnesses.ask(ask, names, lambda name, link: proves(state, name, request.i, link), done)

    def struck(self, state: State, strikes: Strikes, facts: Facts) -> list[AnyEvent]:
        """Those who gave no link of theirs, to be recorded before the chance is known."""
        assert state.open_draw is not None
        events: list[AnyEvent] = []
        for name, why in sorted(strikes.items()):
            log.warning("%s bears witness no more today: %s at draw %d", name, why, state.open_draw.i)
            events += decide(state, c.StrikeWitness(i=state.open_draw.i, witness=name, why=why), facts)
        return events

    def result(self, state: State, links: Links) -> AnyEvent:
        """The open draw's result. Looks at our own link: everything it rests on must be durable."""
        assert state.open_draw is not None and self._chain is not None
        ys = [(name, links[name]) for name in mixing(state)]
        return resolve(state, self._chain.link(state.open_draw.i), ys)

    def forget(self) -> None:
        """Nobody is asked any more."""
        self._witnesses.forget()

    def close(self) -> bool:
        """The hub goes away; whether a draw was waiting for its witnesses."""
        if self._timer is not None:
            self._timer.cancel()
        return self._witnesses.close()

    def _offered(self) -> None:
        if self._timer is None and self._more():
            self._timer = asyncio.get_running_loop().call_later(JOIN_S, self._ripen)

    def _ripen(self) -> None:
        self._timer, self._ripe = None, True
        self._wake()

    def _more(self) -> bool:
        """Whether today may still be sealed anew, with more witnesses than are connected of its own."""
        state, config = self._state, self._state.config
        if config is None or not may_seal_anew(state):
            return False
        offered = self._witnesses.anchors(state.day, state.epoch + 1, config.algorithm)
        return len(chosen(state, offered)) > len(state.witnesses.keys() & self._witnesses.live())
