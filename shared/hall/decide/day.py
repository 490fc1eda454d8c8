"""Configuration and business days."""

from collections.abc import Iterator

from shared.hall.carry import RULES, TICKETS_END
from shared.hall.commands import ConfigureHall, OpenDay, SealDay
from shared.hall.config import HallConfig
from shared.hall.decide.appointments import missed_appointments
from shared.hall.events import AnyEvent, CounterClosed, DayOpened, DaySealed, HallConfigured, TicketExpired
from shared.hall.facts import Facts
from shared.hall.numbering import day_of
from shared.hall.refusals import Refused
from shared.hall.sealing import sealing_of
from shared.hall.state import State
from shared.hall.witnesses import may_seal_anew


def configure_hall(state: State, command: ConfigureHall, facts: Facts) -> list[AnyEvent]:
    """A configuration may not take away what people still need."""
    new = command.config
    if new == state.config:
        return []
    if state.config is not None and new.id != state.config.id:
        raise Refused("other-hall", hall=state.config.id)
    services = {service.id for service in new.services}
    for ticket in state.tickets.values():
        if ticket.service not in services:
            raise Refused("service-in-use", service=ticket.service)
    for appointment in state.appointments.values():
        if appointment.service not in services and appointment.status == "booked":
            raise Refused("service-in-use", service=appointment.service)
    counters = {counter.id for counter in new.counters}
    for desk in state.desks.values():
        if desk.id not in counters and desk.status != "closed":
            raise Refused("counter-in-use", counter=desk.id)
    return [HallConfigured(config=new)]


def seal_day(state: State, command: SealDay, facts: Facts) -> list[AnyEvent]:
    """Once for each epoch of a day to come."""
    assert state.config is not None
    if command.day <= state.day or sealing_of(state, command.day, command.epoch) is not None:
        raise Refused("day-not-newer")
    return [
        DaySealed(
            day=command.day,
            epoch=command.epoch,
            algorithm=state.config.algorithm,
            hub_anchor=command.hub_anchor,
            witnesses=command.witnesses,
            witness_keys=command.witness_keys,
            commitment=command.commitment,
        )
    ]


def open_day(state: State, command: OpenDay, facts: Facts) -> list[AnyEvent]:
    """A later day, or another epoch of the same."""
    if state.config is None:
        raise Refused("hall-not-open")
    if (command.day, command.epoch) <= (state.day, state.epoch):
        raise Refused("day-not-newer")
    if command.reason == "witnesses" and not (command.day == state.day and may_seal_anew(state)):
        raise Refused("sealed-already")
    if (command.reason == "abandoned") != (state.redraw is not None):
        raise Refused("draw-open")
    sealing = sealing_of(state, command.day, command.epoch)
    first = sealing_of(state, command.day, 1)
    skipped = command.day > state.day and first is not None and command.epoch > 1 and command.reason != "lost"
    if skipped or (sealing is not None and sealing.commitment != command.commitment):
        raise Refused("not-as-sealed", day=command.day)
    events: list[AnyEvent] = [*missed_appointments(state, command.day)]
    if command.day > state.day:
        events += _ended(state, state.config)
    events.append(
        DayOpened(
            day=command.day,
            epoch=command.epoch,
            algorithm=sealing.algorithm if sealing is not None else state.config.algorithm,
            hub_anchor=command.hub_anchor,
            witnesses=command.witnesses,
            witness_keys=command.witness_keys,
            commitment=command.commitment,
            sealed_ms=sealing.at_ms if sealing is not None else 0,
            hall=state.config.id,
            links=command.links,
            key=command.key,
            rules=RULES,
            reason=command.reason,
        )
    )
    return events


def _ended(state: State, config: HallConfig) -> Iterator[AnyEvent]:
    """With the day: in a hall with hours its empty desks close, and its tickets end but for those at a desk.

    A hall without hours goes on over midnight: a ticket is good there until the day after its own ends.
    """
    if config.hours is not None:
        for desk in state.desks.values():
            if desk.status != "closed" and not desk.ticket:
                yield CounterClosed(counter=desk.id)
    elif state.rules < TICKETS_END:
        return
    at_desk = {desk.ticket for desk in state.desks.values() if desk.ticket}
    for ticket in state.tickets:
        if ticket not in at_desk and (config.hours is not None or day_of(ticket) != state.day):
            yield TicketExpired(ticket=ticket)
