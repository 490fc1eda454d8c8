"""A ticket as its holder may see it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from shared.hall.commands import ParkKind
from shared.hall.config import Guide, Service, Text
from shared.hall.decide.tickets import clock
from shared.hall.estimate import estimate, people_ahead
from shared.hall.state import BAD, Moved, State, Ticket
from shared.hub.feed.rows import minutes

Shown = Literal["waiting", "called", "serving", "missed", "parked", "finished", "ended"]


class Rateable(msgspec.Struct, frozen=True):
    """A visit that may be evaluated; ``bad`` is the grade (1 or 2) that it was given without a reason."""

    visit: int
    window: str
    service: Text
    bad: int = 0


class TicketStatus(msgspec.Struct, frozen=True):
    """``GET tickets/{token}``. Windows by label; ``main`` "" until one is drawn; waits in minutes.

    ``printed`` is the first main window drawn, as on the paper, ``moved`` why another may call now; ``ahead_first`` the
    people ahead when it was taken. ``come_s`` is how long a window waits for who is called; ``rate`` are the visits
    that may be evaluated, the latest first. ``as_told``: of a hundred called today, how many within the time that their
    ticket told (-1: too few yet). ``drawn``: its window has a draw to show; one that staff have named has none.
    ``halted``: the lot waits, and nobody is called meanwhile.
    """

    number: str
    status: Shown
    hall: Text
    service: Text
    area: Text
    main: str
    reserves: tuple[str, ...]
    window: str
    ahead: int
    issued_ms: int
    called_ms: int
    calls: int
    kind: str = "normal"
    printed: str = ""
    moved: Moved = ""
    ahead_first: int = 0
    low_min: int = 0
    high_min: int = 0
    come_s: int = 0
    rate: tuple[Rateable, ...] = ()
    drawn: bool = False
    lots: bool = False
    """Whether its group draws lots at all."""
    as_told: int = -1
    halted: bool = False
    way: Text = Text("", "")
    """To the window that called."""
    review_days: int = 0
    """Working days within which a bad grade is seen to."""
    staffed: bool = False
    """Whether the window that called is open."""
    misses: int = 0
    misses_most: int = 0
    """The miss that ends the ticket (0: nobody knows any more)."""
    after: int = 0
    """Who reports back after a miss is called after so many others."""
    park: ParkKind | Literal[""] = ""
    back_ms: int = 0
    """When a parked citizen is expected (0: nobody knows)."""
    phone: str = ""
    """The hall's number."""
    closes: str = ""
    """Until when tickets are given today; "" at any time, or no more."""
    guide: str = ""
    """The service whose guide there is, by id."""
    bookable: bool = False
    """Whether this service takes appointments."""


def status_of(state: State, ticket: Ticket, drawn: bool, as_told: int = -1, halted: bool = False) -> TicketStatus:
    """The ticket now; ``drawn``: a draw of its own is in the record."""
    assert state.config is not None
    waiting = ticket.status == "waiting"
    labels = [label_of(state, counter) for counter in state.names(ticket) if counter in state.counters]
    desk = state.desks.get(ticket.counter)
    service = state.services.get(ticket.service)  # gone from the hall file: nobody waits for it any more
    able = waiting and state.able_counters(ticket.service)
    low, high = minutes(estimate(state, ticket.service, ticket.order)) if able else (0, 0)
    return TicketStatus(
        number=ticket.number,
        status=ticket.status,
        hall=state.config.name,
        service=service.name if service else Text("", ""),
        area=state.groups[service.group].area if service else Text("", ""),
        main=labels[0] if labels else "",
        reserves=tuple(labels[1:]),
        window=label_of(state, ticket.counter),
        ahead=people_ahead(state, ticket.service, ticket.order) if waiting else 0,
        issued_ms=ticket.issued_ms,
        called_ms=ticket.called_ms,
        calls=ticket.calls,
        kind=ticket.kind,
        printed=label_of(state, ticket.printed),
        moved=ticket.moved if waiting else "",
        ahead_first=ticket.ahead,
        low_min=low,
        high_min=high,
        come_s=state.rules_of(ticket.service).no_show_after_s if service else 0,
        rate=tuple(_rateable(state, ticket)),
        drawn=drawn and (ticket.moved != "named" or ticket.counter == ticket.printed),
        lots=service is not None and state.groups[service.group].policy != "fifo",
        as_told=as_told,
        halted=halted,
        way=state.counters[ticket.counter].way if ticket.counter in state.counters else Text("", ""),
        review_days=state.config.rules.review_days,
        staffed=desk is not None and desk.status != "closed",
        misses=ticket.misses,
        misses_most=_most(state, ticket.service),
        after=service.missed_after if service and service.missed == "after" else 0,
        park=ticket.park if ticket.status == "parked" else "",
        back_ms=ticket.due_ms if ticket.status == "parked" else 0,
        phone=state.config.phone,
        closes=_closes(state),
        guide=guide_of(service) if service else "",
        bookable=service is not None and service.appointments > 0,
    )


def _closes(state: State) -> str:
    assert state.config is not None
    now, hours = datetime.fromtimestamp(state.at_ms / 1000, ZoneInfo(state.config.timezone)), state.config.hours
    return clock(hours.close_minute) if hours and now.hour * 60 + now.minute < hours.close_minute else ""


def _most(state: State, service: str) -> int:
    if service not in state.services:
        return 0
    return 1 if state.services[service].missed == "expire" else state.rules_of(service).misses


def _rateable(state: State, ticket: Ticket) -> Iterator[Rateable]:
    for number in range(ticket.visit, 0, -1):
        visit = state.visits.get(f"{ticket.id}#{number}")
        if visit is not None and visit.grade <= BAD and not visit.reasoned:
            service = state.services.get(visit.service)
            name = service.name if service else Text("", "")
            yield Rateable(number, label_of(state, visit.counter), name, visit.grade)


def label_of(state: State, counter: str) -> str:
    """A window as people call it; "" for one that the hall has not."""
    return state.counters[counter].label if counter in state.counters else ""


def guide_of(service: Service) -> str:
    """Where its guide is (``/guide/…``); "" for one without."""
    return "" if service.guide == Guide() else service.id
