"""A draw whose seed is lost: the hall waits until the keys are back, or a manager gives the draw up (docs/draw.md)."""

import logging
from pathlib import Path

import msgspec

from shared.hall import commands as c
from shared.hall.refusals import Refused
from shared.hall.witnesses import mixing
from shared.hub.service import HallService
from shared.hub.witnesses import Witnesses
from shared.log import warn_once, well_again
from shared.protocol.heads import Abandonment, Signature, SignedAbandonment, signed_by

log = logging.getLogger("fairhall.hub.lost")

FILE = "abandon.json"
"""In the hub's directory: what a manager has signed."""


class LostDraw:
    """``data`` is where a manager's signature is looked for."""

    def __init__(self, data: Path, witnesses: Witnesses) -> None:
        self._file = data / FILE
        self._witnesses = witnesses
        self._given_up = False

    async def see_to(self, service: HallService) -> None:
        """The hub's timer: go on with the seed, or without it once a manager and a witness have signed. Raises what
        the keys and a pair's database do.
        """
        draw = service.lost
        if draw is None:
            if self._given_up and not service.faulted:
                self._given_up = False
                self._file.unlink(missing_ok=True)
            return
        warn_once(log, "lost", "%s", service.faulted)
        if await service.go_on():
            well_again(log, "lost", "the seed is back: the draw goes on as it would have")
            return
        if service.lost is not draw:
            return
        given = open_draw(service)
        manager = self._signed(given)
        if manager is None:
            return
        signatures = [manager]
        if names := mixing(service.state):
            witness = self._witnesses.vouch(given, names)
            if witness is None:
                warn_once(log, "vouch", "a manager gave the draw up; one of %s has to sign too", ", ".join(names))
                return
            signatures.append(witness)
        assert draw.links is not None
        links = draw.links
        command = c.AbandonDraw(
            i=given.i,
            record=given.record,
            ys=tuple((name, links[name].hex()) for name in names),
            signatures=tuple((each.by, each.key, each.signature) for each in signatures),
        )
        try:
            await service.go_on(command)
        except Refused as refusal:
            warn_once(log, "abandon", "the draw cannot be given up (%s): put keys/ back", refusal)
            return
        self._given_up = True
        log.error("draw %d of %s is given up by %s and drawn again", given.i, given.day, manager.by)

    def _signed(self, given: Abandonment) -> Signature | None:
        """A manager's good signature of exactly this."""
        try:
            signed = msgspec.json.decode(self._file.read_bytes(), type=SignedAbandonment)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError, UnicodeError) as error:
            warn_once(log, "file", "%s cannot be used (%s): sign again", self._file, error)
            return None
        if signed.abandonment != given or not signed_by(given, signed.signature):
            warn_once(log, "file", "%s is not signed for the open draw %d: sign again", self._file, given.i)
            return None
        return signed.signature


def open_draw(service: HallService) -> Abandonment:
    """What is signed to give up the open draw."""
    state, image = service.state, service.image
    assert state.config is not None and state.open_draw is not None
    return Abandonment(state.config.id, state.day, state.epoch, state.open_draw.i, image.draw_leaf)
