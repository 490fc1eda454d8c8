"""State → rows. Each function builds one row from the state alone."""

from base64 import b32encode
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from shared.hall.decide.tickets import clock, is_open
from shared.hall.draw.issue import stratum_size
from shared.hall.estimate import Estimate, estimate, people_waiting
from shared.hall.facts import Facts
from shared.hall.state import Announced, Desk, State, Ticket
from shared.hall.witnesses import standing
from shared.protocol.rows import (
    Asked,
    CallRow,
    CounterRow,
    CounterState,
    DeskRow,
    DeskTicket,
    GroupRow,
    GuideRow,
    HallRow,
    Missed,
    Parked,
    ServiceRow,
    ServiceState,
    SlipRow,
    WordsRow,
)

MISSED_SHOWN = 5
MISSED_TOLD = 20
"""Screens over one counter show their own."""
NO_TEXTS: Mapping[str, str] = MappingProxyType({})


def hall_row(state: State, facts: Facts, public_url: str, halted: bool = False) -> HallRow:
    """The hall itself."""
    config = state.config
    assert config is not None
    hours = config.hours
    missed = [missed_row(state, state.tickets[ticket]) for desk in state.desks.values() for ticket in desk.missed]
    missed.sort(key=lambda row: row.at_ms)
    return HallRow(
        id="hall",
        name=config.name,
        day=state.day,
        open=bool(state.day) and (hours is None or is_open(hours, facts)),
        seal=seal(state.commitment),
        commitment=state.commitment,
        timezone=config.timezone,
        notice=config.notice,
        opens=clock(hours.open_minute) if hours else "",
        closes=clock(hours.close_minute) if hours else "",
        counters_open=sum(desk.status != "closed" and not desk.withdrawn for desk in state.desks.values()),
        missed=tuple(missed[-MISSED_TOLD:]),
        evaluation_s=config.rules.evaluation_s,
        public_url=public_url,
        voice=config.voice,
        witnesses=len(standing(state)),
        tomorrow=_tomorrow(state),
        reopened=state.opened_for,
        weekdays=hours.weekdays if hours else (),
        halted=halted,
        closed=hours.closed if hours else (),
        booked=any(service.appointments for service in state.services.values()),
    )


def _tomorrow(state: State) -> str:
    later = [key for key in state.sealed if key.endswith("#1") and key > f"{state.day}#1"]
    return seal(state.sealed[min(later)].commitment) if later else ""


def words_row(state: State) -> WordsRow:
    """What the hall says in its own words."""
    assert state.config is not None
    return WordsRow(id="words", words=state.config.words)


def slip_row(state: State) -> SlipRow:
    """What the hall puts on its paper."""
    assert state.config is not None
    return SlipRow(id="slip", layout=state.config.slip)


def guide_row(state: State, service_id: str) -> GuideRow:
    """What to know before coming for a service."""
    return GuideRow(id=service_id, guide=state.services[service_id].guide)


def seal(commitment: str) -> str:
    """The commitment as people compare it: eight characters of base32 in two groups."""
    if not commitment:
        return ""
    text = b32encode(bytes.fromhex(commitment)).decode()
    return f"{text[:4]} {text[4:8]}"


def group_row(state: State, group_id: str) -> GroupRow:
    """A group; its range is that of the service most asked for today."""
    group = state.groups[group_id]
    services = tuple(service.id for service in state.services.values() if service.group == group_id)
    queues = {service: state.queues[service] for service in services}
    busiest = max(services, key=lambda service: queues[service].issued, default="")
    guess = estimate(state, busiest) if busiest else Estimate(0, 1, 0, 0)
    low, high = minutes(guess)
    oldest = min((queue.places[0] for queue in queues.values() if queue.places), default=None)
    able = {counter for service in services for counter in state.able_counters(service)}
    return GroupRow(
        id=group.id,
        letter=group.letter,
        name=group.name,
        policy=group.policy,
        area=group.area,
        services=services,
        waiting=people_waiting(state, services),
        low_min=low,
        high_min=high,
        counters_open=len(able),
        oldest_ms=oldest[1] if oldest else 0,
        ahead=guess.ahead,
        few=_few(state, services) if group.policy == "issue" else 0,
    )


def _few(state: State, services: Iterable[str]) -> int:
    for service in services:
        n = len(state.able_counters(service))
        tray = stratum_size(state.rules_of(service), n)
        if 0 < n < tray <= sum(service in counter.services for counter in state.counters.values()):
            return n
    return 0


def service_row(state: State, service_id: str) -> ServiceRow:
    """A service on the kiosk."""
    service = state.services[service_id]
    queue = state.queues[service_id]
    counters = len(state.able_counters(service_id))
    guess = estimate(state, service_id)
    low, high = minutes(guess)
    shown: ServiceState = "open" if counters else "no-window"
    if service.quota and queue.issued >= service.quota:
        shown = "sold-out"
    return ServiceRow(
        id=service.id,
        group=service.group,
        name=service.name,
        short=service.short,
        pinyin=service.pinyin,
        waiting=people_waiting(state, (service_id,)),
        low_min=low,
        high_min=high,
        counters_open=counters,
        state=shown,
        booked=service.appointments > 0,
        audience=service.audience,
        minutes=service.minutes,
        ahead=guess.ahead,
        about=service.about,
    )


def counter_row(state: State, counter_id: str) -> CounterRow:
    """A window as everybody sees it."""
    desk = state.desks[counter_id]
    return CounterRow(
        id=desk.id,
        label=state.counters[desk.id].label,
        state=desk_state(state, desk),
        number=state.tickets[desk.ticket].number if desk.ticket else "",
        since_ms=desk.since_ms,
        services=desk.services or state.counters[desk.id].services,
        pause=desk.pause,
    )


def call_row(state: State, call: Announced) -> CallRow:
    """An announcement."""
    assert state.config is not None
    label = state.counters[call.counter].label if call.counter in state.counters else call.counter
    return CallRow(
        id=str(call.id),
        number=call.number,
        counter=call.counter,
        label=label,
        nth=call.nth,
        at_ms=call.at_ms,
        voice=state.config.call_words(call.service),
    )


def desk_row(state: State, counter_id: str, texts: Mapping[str, str] = NO_TEXTS) -> DeskRow:
    """A window as its clerk sees it: nobody before the call. ``texts`` are what clerks wrote of tickets sent on."""
    assert state.config is not None
    desk = state.desks[counter_id]
    missed = state.tickets.get(desk.recallable)
    return DeskRow(
        id=desk.id,
        label=state.counters[desk.id].label,
        state=desk_state(state, desk),
        clerk=desk.clerk,
        since_ms=desk.since_ms,
        services=desk.services or state.counters[desk.id].services,
        ticket=_desk_ticket(state, state.tickets[desk.ticket], texts) if desk.ticket else None,
        missed=tuple(missed_row(state, state.tickets[ticket]) for ticket in desk.missed[-MISSED_SHOWN:]),
        parked=tuple(_parked(state.tickets[ticket]) for ticket in desk.parked),
        asked=_asked(state, desk),
        finished=desk.finished,
        mean_s=desk.served_s // desk.finished if desk.finished else 0,
        pause=desk.pause,
        named=desk.waiting,
        recallable=missed.number if missed is not None and missed.status == "missed" else "",
        special=desk.special,
        grace_s=state.config.rules.grace_s,
    )


def desk_state(state: State, desk: Desk) -> CounterState:
    """One word for what a window is doing."""
    if desk.status != "open":
        return desk.status
    if desk.ticket:
        return "calling" if state.tickets[desk.ticket].status == "called" else "serving"
    return "ready" if desk.ready else "idle"


def missed_row(state: State, ticket: Ticket) -> Missed:
    """A number that did not come."""
    label = state.counters[ticket.counter].label if ticket.counter in state.counters else ""
    service = state.services[ticket.service]
    after = service.missed_after if service.missed == "after" else 0
    return Missed(ticket.number, ticket.counter, label, ticket.since_ms, ticket.calls, ticket.id, after)


def _desk_ticket(state: State, ticket: Ticket, texts: Mapping[str, str]) -> DeskTicket:
    assert state.config is not None
    rules = state.config.rules
    return DeskTicket(
        ticket=ticket.id,
        number=ticket.number,
        service=ticket.service,
        kind=ticket.kind,
        issued_ms=ticket.issued_ms,
        called_ms=ticket.first_called_ms,
        serving_ms=ticket.serving_ms if ticket.status == "serving" else 0,
        calls=ticket.calls,
        recall_ms=ticket.called_ms + rules.recall_interval_s * 1000,
        no_show_ms=ticket.since_ms + rules.no_show_after_s * 1000,
        no_show_calls=max(0, rules.no_show_calls - ticket.calls),
        norm_s=state.services[ticket.service].minutes * 60,
        since_ms=ticket.since_ms,
        sent_from=state.counters[ticket.sent_from].label if ticket.sent_from in state.counters else "",
        note=ticket.note,
        text=texts.get(ticket.id, "") if ticket.sent_from else "",
        came=ticket.came,
    )


def _parked(ticket: Ticket) -> Parked:
    return Parked(ticket.id, ticket.number, ticket.park, ticket.since_ms, ticket.due_ms)


def _asked(state: State, desk: Desk) -> Asked | None:
    visit = state.visits.get(desk.asked)
    if visit is None:
        return None
    assert state.config is not None
    until = visit.finished_ms + state.config.rules.evaluation_s * 1000
    number = int(desk.asked.rpartition("#")[2])
    return Asked(visit.ticket, visit.number, number, visit.finished_ms, until, visit.grade > 0, visit.took_s)


def minutes(guess: Estimate) -> tuple[int, int]:
    """A range in whole minutes; (0, 0) for no wait."""
    if not guess.high_s:
        return 0, 0
    low = guess.low_s // 60
    return low, max(low + 1, -(-guess.high_s // 60))
