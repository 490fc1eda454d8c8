"""Configurations and business days."""

from shared.hall.carry import PLACES_ARE_TIMES, TICKETS_END, taken_over
from shared.hall.config import Counter
from shared.hall.estimate import first_guess
from shared.hall.events import DayOpened, DaySealed, HallConfigured, StateCarried
from shared.hall.evolve import appointments, pools, witnesses
from shared.hall.evolve.desks import refresh_able
from shared.hall.evolve.waiting import release_orphans
from shared.hall.sealing import key_of
from shared.hall.state import BAD, Desk, Lent, Queue, Sealing, State, Visit

LENT_DAYS = 10
"""A kiosk that lay still for longer, over the longest holidays, brings nothing that is recorded any more."""


def hall_configured(state: State, event: HallConfigured, at_ms: int) -> None:
    """In force from here on; what was learned of a service stays."""
    before = state.counters
    config = state.config = event.config
    _name_all(state)
    _reconcile_desks(state, before)
    for service in config.services:
        state.queues.setdefault(service.id, Queue())
        state.learned.setdefault(service.id, first_guess(service.minutes))
    for gone in [service for service in state.queues if service not in state.services]:
        del state.queues[gone], state.learned[gone]
    refresh_able(state)
    release_orphans(state, "services", *(desk.id for desk in state.desks.values() if desk.status != "closed"))


def day_sealed(state: State, event: DaySealed, at_ms: int) -> None:
    """The day, when it comes, is opened with this."""
    state.sealed[key_of(event.day, event.epoch)] = Sealing(
        event.algorithm, event.hub_anchor, event.witnesses, event.commitment, at_ms, event.witness_keys
    )


def state_carried(state: State, event: StateCarried, at_ms: int) -> None:
    """From here on the hall is what this record says, whatever was known before."""
    state.carrying = False
    state.config = event.config
    _name_all(state)
    taken_over(state, event)
    refresh_able(state)


def _name_all(state: State) -> None:
    assert state.config is not None
    state.services = {service.id: service for service in state.config.services}
    state.groups = {group.id: group for group in state.config.groups}
    state.counters = {counter.id: counter for counter in state.config.counters}


def _reconcile_desks(state: State, before: dict[str, Counter]) -> None:
    """An open desk that took all its counter may take still does; any other keeps what is still allowed."""
    desks = {}
    for counter in state.counters.values():
        desk = desks[counter.id] = state.desks.get(counter.id) or _new_desk(state, counter.id)
        if desk.status == "closed":
            continue
        if desk.services == before[counter.id].services:
            desk.services = counter.services
        else:
            desk.services = tuple(service for service in counter.services if service in desk.services)
    state.desks = desks


def _new_desk(state: State, counter: str) -> Desk:
    """Tickets may still name a counter that was taken away and comes back."""
    naming = sum(ticket.status == "waiting" and counter in state.names(ticket) for ticket in state.tickets.values())
    return Desk(id=counter, waiting=naming)


def day_opened(state: State, event: DayOpened, at_ms: int) -> None:
    """Numbers and draws start again; whoever is still in the hall keeps number and place.

    A state that knows nothing of the days before is told by the next record what is left of them.
    """
    witnesses.sealed(state, event)
    before, new_day = state.day, event.day > state.day
    state.day = event.day
    state.epoch = event.epoch
    state.rules = event.rules
    state.algorithm = event.algorithm
    state.commitment = event.commitment
    state.opened_for = event.reason
    state.draws = 0
    if not new_day:
        return
    state.sealed = {key: sealing for key, sealing in state.sealed.items() if key >= event.day}
    state.carrying = event.rules > 0
    if state.config is None:
        return
    state.over = {}
    state.carried = {ticket.number: None for ticket in state.tickets.values()}
    state.numbers = {}
    state.recent = []
    state.visits = {key: _aged(visit) for key, visit in state.visits.items() if _rateable(visit)}
    state.inherited = {}
    appointments.forget(state)
    for queue in state.queues.values():
        queue.issued = 0
    for desk in state.desks.values():
        desk.finished = desk.served_s = desk.special = 0
        desk.asked = ""
        desk.missed = [ticket for ticket in desk.missed if ticket in state.tickets]
    state.issued = state.place = 0
    if before and event.rules >= TICKETS_END:
        state.lent[before] = Lent(state.leases, [*state.joined.values()])
        state.lent = dict([*state.lent.items()][-LENT_DAYS:])
    state.leases = []
    state.joined = {}
    if event.rules < PLACES_ARE_TIMES:
        _renumber_places(state)


def _rateable(visit: Visit) -> bool:
    """Done on the day that ends, with something left to say of it."""
    return not visit.old and (not visit.grade or (visit.grade <= BAD and not visit.reasoned))


def _aged(visit: Visit) -> Visit:
    visit.old = True
    return visit


def _renumber_places(state: State) -> None:
    """Those carried over come before everybody of the new day: places 0, −1, −2 … by their old order."""
    ahead = max((ticket.order for ticket in state.tickets.values()), default=0)
    for ticket in state.tickets.values():
        ticket.order -= ahead
    for line in state.lines.values():
        line.renumber(ahead, state.stands)
    for queue in state.queues.values():
        queue.places = [(order - ahead, issued_ms) for order, issued_ms in queue.places]
        queue.undrawn.renumber(ahead, state.stands)
    pools.renumber(state, ahead)
