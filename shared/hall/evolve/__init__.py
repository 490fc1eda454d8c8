"""state + event → state, in place. The only code that changes a ``State``; it never refuses what is recorded."""

from collections.abc import Callable
from typing import Any

from shared.hall import events as e
from shared.hall.evolve import appointments, blocks, calling, day, desks, draws, evaluation, pools, tickets, witnesses
from shared.hall.state import State

_HANDLERS: dict[type[e.Event], Callable[[State, Any, int], None]] = {
    e.HallConfigured: day.hall_configured,
    e.DayOpened: day.day_opened,
    e.DaySealed: day.day_sealed,
    e.StateCarried: day.state_carried,
    e.TicketIssued: tickets.ticket_issued,
    e.NumbersLeased: blocks.numbers_leased,
    e.AppointmentBooked: appointments.appointment_booked,
    e.AppointmentCancelled: appointments.appointment_cancelled,
    e.AppointmentMissed: appointments.appointment_missed,
    e.RoundOpened: pools.round_opened,
    e.PairsDrawRequested: draws.pairs_draw_requested,
    e.DrawRequested: tickets.draw_requested,
    e.WitnessStruck: witnesses.witness_struck,
    e.WitnessReadmitted: witnesses.witness_readmitted,
    e.DrawResolved: tickets.draw_resolved,
    e.DrawAbandoned: draws.draw_abandoned,
    e.SeedPublished: draws.seed_published,
    e.WindowsInherited: tickets.windows_inherited,
    e.TicketRequeued: tickets.ticket_requeued,
    e.TicketResumed: tickets.ticket_resumed,
    e.TicketAssigned: tickets.ticket_assigned,
    e.TicketCancelled: tickets.ticket_ended,
    e.TicketExpired: tickets.ticket_ended,
    e.TicketCalled: calling.ticket_called,
    e.TicketRecalled: calling.ticket_recalled,
    e.ServiceStarted: calling.service_started,
    e.ServiceFinished: calling.service_finished,
    e.ServiceAdded: calling.service_added,
    e.TicketMissed: calling.ticket_missed,
    e.TicketParked: calling.ticket_parked,
    e.TicketTransferred: calling.ticket_transferred,
    e.ServiceEvaluated: evaluation.service_evaluated,
    e.EvaluationReasoned: evaluation.evaluation_reasoned,
    e.EvaluationRejected: evaluation.evaluation_rejected,
    e.CounterOpened: desks.counter_opened,
    e.CounterReadied: desks.counter_readied,
    e.CounterPaused: desks.counter_paused,
    e.CounterWithdrawn: desks.counter_withdrawn,
    e.CounterClosed: desks.counter_closed,
}


def evolve(state: State, event: e.Event, at_ms: int) -> None:
    """Apply one recorded event that happened at ``at_ms``."""
    state.at_ms = at_ms
    _HANDLERS[type(event)](state, event, at_ms)
