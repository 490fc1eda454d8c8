"""A draw that is given up, and the seed that comes back after all."""

from shared.hall.commands import AbandonDraw, PublishSeed
from shared.hall.events import AnyEvent, DrawAbandoned, SeedPublished
from shared.hall.facts import Facts
from shared.hall.refusals import Refused
from shared.hall.sealing import key_of
from shared.hall.state import State
from shared.hall.witnesses import mixing


def abandon_draw(state: State, command: AbandonDraw, facts: Facts) -> list[AnyEvent]:
    """Once on a date, by a manager of the hall where it names any, with a witness of the draw as long as it has one.

    That the signatures are good is for the hub and the verifier to check.
    """
    assert state.config is not None
    draw = state.open_draw
    if draw is None or draw.i != command.i:
        raise Refused("no-such-draw", i=command.i)
    if state.abandoned == facts.day:
        raise Refused("abandoned-before")
    managers = {f"manager:{name}": key for name, key in state.config.managers}
    signed = {by: key for by, key, _ in command.signatures if by.startswith("manager:")}
    if not signed or (managers and not signed.items() & managers.items()):
        raise Refused("not-signed", who="manager")
    if (asked := mixing(state)) and not any(by in asked for by, _, _ in command.signatures):
        raise Refused("not-signed", who="witness")
    return [DrawAbandoned(i=draw.i, day=facts.day, record=command.record, ys=command.ys, signatures=command.signatures)]


def publish_seed(state: State, command: PublishSeed, facts: Facts) -> list[AnyEvent]:
    """Of an epoch with a draw that was given up, once."""
    if key_of(command.day, command.epoch) not in state.given_up:
        raise Refused("seed-not-lost", day=command.day)
    return [SeedPublished(day=command.day, epoch=command.epoch, seed=command.seed)]
