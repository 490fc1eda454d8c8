"""A request's answer from its own events, so that the same request is always answered the same."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from shared.hall import events as e
from shared.hall.numbering import joined_id, number
from shared.hall.state import State, Ticket
from shared.protocol.answers import Answer, Block, Drawn

NO_LEAVES: Mapping[int, str] = MappingProxyType({})


def answer_from(
    request_id: str,
    events: Iterable[tuple[int, int, e.AnyEvent]],
    state: State,
    token_of: Callable[[str], str],
    commitment_at: Callable[[int], str] | None = None,
    ticket_of: Callable[[str], Ticket | None] | None = None,
    leaves: Mapping[int, str] = NO_LEAVES,
    day_at: Callable[[int], str] | None = None,
) -> Answer:
    """Fold (seq, at_ms, event) of one request; ``state`` gives only what never changes.

    ``commitment_at`` gives the commitment in force at a seq; None: the state's is. ``ticket_of`` knows yesterday's too.
    ``leaves`` are the records' by seq.
    """
    answer: dict[str, Any] = {"request_id": request_id, "seq": 0}
    requested: e.DrawRequested | None = None
    for seq, at_ms, event in events:
        answer["seq"] = seq
        match event:
            case e.TicketIssued():
                answer |= {
                    "ticket": event.ticket,
                    "number": event.number,
                    "token": token_of(event.ticket),
                    "service": event.service,
                    "kind": event.kind,
                    "appointment": event.appointment,
                    "issued_ms": event.taken_ms or at_ms,
                    "ahead": event.ahead,
                    "low_min": event.low_s // 60,
                    "high_min": max(event.low_s // 60 + 1, -(-event.high_s // 60)) if event.high_s else 0,
                    "commitment": commitment_at(seq) if commitment_at else state.commitment,
                    "leaf": leaves.get(seq, ""),
                }
            case e.DrawRequested() if event.ticket == answer.get("ticket"):
                requested = event
                answer["commitment"] = commitment_at(seq) if commitment_at else state.commitment
            case e.DrawResolved() if requested is not None and event.ticket == requested.ticket:
                answer |= {
                    "main": event.main,
                    "reserves": event.reserves,
                    "leaf": leaves.get(seq, ""),
                    "drawn": Drawn(
                        i=event.i,
                        ticket=event.ticket,
                        windows=requested.windows,
                        stratum=requested.stratum,
                        most=requested.most,
                        x=event.x,
                        main=event.main,
                        reserves=event.reserves,
                        lot=event.lot,
                        algorithm=state.algorithm,
                        ys=event.ys,
                    ),
                }
            case e.WindowsInherited() if event.ticket == answer.get("ticket"):
                answer |= {"main": event.main, "reserves": event.reserves, "leaf": leaves.get(seq, "")}
            case e.TicketCalled() if "number" in answer:
                if event.ticket == answer["ticket"]:
                    answer["called"] = event.counter
            case e.TicketCalled() if answer.get("counter", event.counter) != event.counter:
                pass  # by the way, at another window
            case e.NumbersLeased():
                answer["block"] = _block(event, state, day_at(seq) if day_at else state.day, token_of)
            case e.AppointmentBooked() | e.AppointmentCancelled():
                answer["appointment"] = event.appointment
            case e.TicketCancelled():
                answer["ticket"] = event.ticket
            case (
                e.TicketCalled()
                | e.TicketRecalled()
                | e.TicketAssigned()
                | e.ServiceStarted()
                | e.ServiceFinished()
                | e.ServiceAdded()
                | e.TicketMissed()
                | e.TicketParked()
                | e.TicketTransferred()
                | e.TicketRequeued()
                | e.TicketResumed()
            ) if "ticket" not in answer:
                answer |= {"ticket": event.ticket, "counter": event.counter, "visit": getattr(event, "visit", 0)}
            case e.EvaluationRejected():
                answer["rejected"] = event.why
            case e.CounterOpened() | e.CounterReadied() | e.CounterPaused() | e.CounterClosed():
                answer["counter"] = event.counter
            case _:
                pass
    ticket = (ticket_of or state.ticket)(str(answer.get("ticket", "")))
    if ticket is not None:
        answer["number"] = ticket.number
    return Answer(**answer)


def _block(event: e.NumbersLeased, state: State, day: str, token_of: Callable[[str], str]) -> Block:
    """Of the day it was leased on. The pages' tokens are told beforehand: a kiosk without the hub prints them."""
    numbers = range(event.first, event.first + event.count)
    letters = dict.fromkeys(group.letter for group in state.groups.values())
    tokens = {letter: tuple(token_of(joined_id(day, number(letter, n))) for n in numbers) for letter in letters}
    return Block(day=day, first=event.first, tokens=tokens)
