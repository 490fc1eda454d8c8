"""state + command + facts → events, or ``Refused``. One handler a command; nothing here changes the state."""

from collections.abc import Callable
from typing import Any

from shared.hall import commands as c
from shared.hall.decide import (
    appointments,
    assigning,
    blocks,
    calling,
    day,
    desk,
    draws,
    evaluation,
    rounds,
    tickets,
    witnesses,
)
from shared.hall.events import AnyEvent
from shared.hall.facts import Facts
from shared.hall.refusals import Refused
from shared.hall.state import State

_HANDLERS: dict[type[c.Command], Callable[[State, Any, Facts], list[AnyEvent]]] = {
    c.ConfigureHall: day.configure_hall,
    c.OpenDay: day.open_day,
    c.SealDay: day.seal_day,
    c.StrikeWitness: witnesses.strike_witness,
    c.ReadmitWitness: witnesses.readmit_witness,
    c.AbandonDraw: draws.abandon_draw,
    c.PublishSeed: draws.publish_seed,
    c.IssueTicket: tickets.issue_ticket,
    c.BookAppointment: appointments.book_appointment,
    c.CancelAppointment: appointments.cancel_appointment,
    c.CheckIn: appointments.check_in,
    c.LeaseNumbers: blocks.lease_numbers,
    c.JoinTicket: blocks.join_ticket,
    c.StartRound: rounds.start_round,
    c.Requeue: tickets.requeue,
    c.Resume: tickets.resume,
    c.Cancel: tickets.cancel,
    c.OpenCounter: desk.open_counter,
    c.PauseCounter: desk.pause_counter,
    c.WithdrawCounter: desk.withdraw_counter,
    c.CloseCounter: desk.close_counter,
    c.CallNext: calling.call_next,
    c.Recall: calling.recall,
    c.RecallMissed: assigning.recall_missed,
    c.CallSpecially: assigning.call_specially,
    c.AssignTicket: assigning.assign_ticket,
    c.Serve: calling.serve,
    c.Finish: calling.finish,
    c.AddService: calling.add_service,
    c.NoShow: calling.no_show,
    c.Park: calling.park,
    c.Transfer: calling.transfer,
    c.Evaluate: evaluation.evaluate,
}


def decide(state: State, command: c.Command, facts: Facts) -> list[AnyEvent]:
    """The events that this command causes now; an empty list if it changes nothing. Raises ``Refused``."""
    if not state.day and not isinstance(command, c.ConfigureHall | c.OpenDay):
        raise Refused("hall-not-open")
    return _HANDLERS[type(command)](state, command, facts)
