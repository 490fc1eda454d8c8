"""Tickets of times without the hub: numbers a kiosk keeps for them, and the tickets themselves once the hub is back."""

from shared.hall.carry import TICKETS_END
from shared.hall.commands import JoinTicket, LeaseNumbers
from shared.hall.decide.tickets import ticket_issued
from shared.hall.events import AnyEvent, NumbersLeased, TicketExpired
from shared.hall.facts import Facts
from shared.hall.lent import lent_on, on_paper, still_good
from shared.hall.numbering import BLOCK, FIRST_LEASED, joined_id, parts
from shared.hall.refusals import Refused
from shared.hall.state import State


def lease_numbers(state: State, command: LeaseNumbers, facts: Facts) -> list[AnyEvent]:
    """A block above all given or leased today, of numbers that nobody holds, unless half of the last one is left."""
    mine = [lease for lease in state.leases if lease.kiosk == command.kiosk]
    if mine and command.used <= mine[-1].count // 2:
        return []
    given = max(state.numbers.values(), default=0)
    leased = max((lease.first + lease.count for lease in state.leases), default=FIRST_LEASED)
    first = max(leased, FIRST_LEASED + -(-max(0, given + 1 - FIRST_LEASED) // BLOCK) * BLOCK)
    if state.rules >= TICKETS_END:
        held = {*(parts(label)[1] // BLOCK for label in state.carried)}
        held |= {lease.first // BLOCK for lease in on_paper(state)}
        while first // BLOCK in held:
            first += BLOCK
    return [NumbersLeased(kiosk=command.kiosk, first=first, count=BLOCK)]


def join_ticket(state: State, command: JoinTicket, facts: Facts) -> list[AnyEvent]:
    """Hours and quotas do not undo what a citizen holds in her hand; her place is by the time she took it.

    Brought when no ticket of its day waits any more, it is recorded and ends as those did.
    """
    service = state.services.get(command.service)
    if service is None:
        raise Refused("unknown-service", service=command.service)
    letter, n = parts(command.number)
    lent = lent_on(state, command.day)
    mine = lent is not None and any(lease.kiosk == command.kiosk and lease.holds(n) for lease in lent.leases)
    if lent is None or not mine or letter != state.groups[service.group].letter:
        raise Refused("not-leased", number=command.number)
    if joined_id(command.day, command.number) in lent.joined:
        raise Refused("number-used", number=command.number)
    taken_ms = max(1, min(command.taken_ms, facts.at_ms))
    issued = ticket_issued(state, command, service, command.kind, facts, taken_ms=taken_ms)
    return [issued] if still_good(state, command.day) else [issued, TicketExpired(ticket=issued.ticket)]
