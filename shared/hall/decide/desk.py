"""Counters opening, pausing, closing."""

from shared.hall.commands import PAUSE_REASONS, CloseCounter, OpenCounter, PauseCounter, WithdrawCounter
from shared.hall.events import AnyEvent, CounterClosed, CounterOpened, CounterPaused, CounterWithdrawn
from shared.hall.facts import Facts
from shared.hall.refusals import Refused
from shared.hall.state import Desk, State


def desk_of(state: State, counter: str) -> Desk:
    """The desk of a configured counter."""
    desk = state.desks.get(counter)
    if desk is None or counter not in state.counters:
        raise Refused("unknown-counter", counter=counter)
    return desk


def working_desk(state: State, counter: str) -> Desk:
    """The desk, which must be open."""
    desk = desk_of(state, counter)
    if desk.status == "closed":
        raise Refused("counter-closed", counter=counter)
    if desk.status == "paused":
        raise Refused("counter-paused", counter=counter)
    return desk


def free_desk(state: State, counter: str) -> Desk:
    """The open desk, with nobody called or served there."""
    desk = working_desk(state, counter)
    if desk.ticket:
        raise Refused("counter-busy", number=state.tickets[desk.ticket].number)
    return desk


def open_counter(state: State, command: OpenCounter, facts: Facts) -> list[AnyEvent]:
    """From closed or paused; for all the counter may take, or fewer services."""
    desk = desk_of(state, command.counter)
    if desk.status == "open":
        raise Refused("counter-already-open" if desk.clerk == command.clerk else "counter-taken", counter=desk.id)
    may = state.counters[desk.id].services
    wanted = may if command.services is None else command.services
    for service in wanted:
        if service not in may:
            raise Refused("not-able", service=service)
    services = tuple(service for service in may if service in wanted)
    return [CounterOpened(counter=desk.id, clerk=command.clerk, services=services)]


def pause_counter(state: State, command: PauseCounter, facts: Facts) -> list[AnyEvent]:
    """Only between two citizens."""
    if command.reason not in PAUSE_REASONS:
        raise Refused("unknown-reason", reason=command.reason)
    return [CounterPaused(counter=free_desk(state, command.counter).id, reason=command.reason)]


def withdraw_counter(state: State, command: WithdrawCounter, facts: Facts) -> list[AnyEvent]:
    """Nothing if the clerk came back, or the grace is not over yet."""
    assert state.config is not None
    desk = desk_of(state, command.counter)
    over = not facts.left_ms(desk.since_ms, state.config.rules.grace_s * 1000)
    return [CounterWithdrawn(counter=desk.id)] if desk.status == "paused" and not desk.withdrawn and over else []


def close_counter(state: State, command: CloseCounter, facts: Facts) -> list[AnyEvent]:
    """Also from a pause; never with a citizen at the desk."""
    desk = desk_of(state, command.counter)
    if desk.status == "closed":
        raise Refused("counter-closed", counter=desk.id)
    if desk.ticket:
        raise Refused("counter-busy", number=state.tickets[desk.ticket].number)
    return [CounterClosed(counter=desk.id)]
