"""What people and the hub ask of the hall. Imperative; each is decided by ``shared.hall.decide``."""

from typing import Literal

import msgspec

from shared.hall.config import HallConfig

Kind = Literal["normal", "priority"]
TicketKind = Literal["normal", "priority", "appointment"]
ParkKind = Literal["any", "same", "wait"]
EpochReason = Literal["", "lost", "used-up", "abandoned", "witnesses"]
"""Why a day needs a further epoch: its seed is lost, its chain has no link left, a draw was given up, or
more witnesses have come before the first ticket."""
StrikeReason = Literal["silent", "refused", "wrong-link"]
EvaluationSource = Literal["keypad", "screen", "phone"]
AssignWay = Literal["special-call", "recall-missed", "assign"]
PAUSE_REASONS = ("", "break", "lunch", "meeting", "handover", "system", "other")
"""Why a counter pauses; codes, for the record holds no free text."""
TRANSFER_NOTES = ("", "checked", "missing", "fee", "sign", "advice", "other")
"""What the next clerk is to know of a citizen who is sent on (转接单)."""
ASSIGN_REASONS = ("papers", "mobility", "continued", "recusal", "other")
"""Why a person, and not the lot, says who serves a ticket."""


class Command(msgspec.Struct, frozen=True, tag_field="type", kw_only=True):
    """Base of all commands. ``by`` names the actor in the record, never a person's name."""

    by: str = "hub"


class ConfigureHall(Command, tag="configure-hall", frozen=True, kw_only=True):
    """Put a checked configuration in force, from the next draw on."""

    config: HallConfig


class OpenDay(Command, tag="open-day", frozen=True, kw_only=True):
    """Open the business day under a commitment (draw.md), or a further epoch of it for a ``reason``.

    A new day ends the one before it. ``key`` signs its heads.
    """

    day: str
    epoch: int
    hub_anchor: str
    commitment: str
    links: int = 1 << 16
    key: str = ""
    reason: EpochReason = ""
    witnesses: tuple[tuple[str, str], ...] = ()
    witness_keys: tuple[tuple[str, str], ...] = ()


class SealDay(Command, tag="seal-day", frozen=True, kw_only=True):
    """Commit to what a later day will be opened with."""

    day: str
    epoch: int
    hub_anchor: str
    commitment: str
    witnesses: tuple[tuple[str, str], ...] = ()
    witness_keys: tuple[tuple[str, str], ...] = ()


class StrikeWitness(Command, tag="strike-witness", frozen=True, kw_only=True):
    """The hub: this witness of the open draw i is silent, refuses, or gave no link of its chain."""

    i: int
    witness: str
    why: StrikeReason


class AbandonDraw(Command, tag="abandon-draw", frozen=True, kw_only=True):
    """Give up the open draw i, whose request has the leaf ``record``; the rest is as in ``DrawAbandoned``."""

    i: int
    record: str
    ys: tuple[tuple[str, str], ...]
    signatures: tuple[tuple[str, str, str], ...]


class PublishSeed(Command, tag="publish-seed", frozen=True, kw_only=True):
    """The seed of an epoch with a draw that was given up, found again."""

    day: str
    epoch: int
    seed: str


class ReadmitWitness(Command, tag="readmit-witness", frozen=True, kw_only=True):
    """Take a struck witness back from the next draw on."""

    witness: str


class IssueTicket(Command, tag="issue-ticket", frozen=True, kw_only=True):
    """Take a ticket. ``person`` is a salted hash of an ID, never the ID; ``source`` the kiosk, ``asked_ms`` when the
    citizen touched it (0: nobody says).
    """

    service: str
    kind: Kind = "normal"
    person: str | None = None
    source: str = ""
    language: Literal["zh", "en"] = "zh"
    asked_ms: int = 0


class LeaseNumbers(Command, tag="lease-numbers", frozen=True, kw_only=True):
    """A kiosk keeps a block of today's numbers for times without the hub; ``used`` of its last block are gone."""

    kiosk: str
    used: int = 0


class JoinTicket(Command, tag="join-ticket", frozen=True, kw_only=True):
    """A ticket that ``kiosk`` gave at ``taken_ms`` without the hub, under a number of its block of ``day``."""

    kiosk: str
    day: str
    number: str
    taken_ms: int
    service: str
    kind: Kind = "normal"
    language: Literal["zh", "en"] = "zh"


class StartRound(Command, tag="start-round", frozen=True, kw_only=True):
    """The hub's timer: somebody has waited long enough for a round of draws (policy ``call``)."""


class BookAppointment(Command, tag="book-appointment", frozen=True, kw_only=True):
    """Book a place in the hour that begins at ``hour`` on an ISO date.

    ``holder`` is a keyed hash of an ID that ends with that day, ``before`` the same person's of earlier days.
    """

    service: str
    day: str
    hour: int
    holder: str
    before: tuple[str, ...] = ()
    source: str = ""


class CancelAppointment(Command, tag="cancel-appointment", frozen=True, kw_only=True):
    """Give a place back: an appointment by its id, or that of ``holder`` on ``day``; with both, both must fit."""

    appointment: str = ""
    holder: str | None = None
    day: str = ""


class CheckIn(Command, tag="check-in", frozen=True, kw_only=True):
    """Take the ticket of an appointment of today, named as for ``CancelAppointment``; ``person`` as for a ticket."""

    appointment: str = ""
    holder: str | None = None
    person: str | None = None
    source: str = ""
    language: Literal["zh", "en"] = "zh"


class OpenCounter(Command, tag="open-counter", frozen=True, kw_only=True):
    """Open a counter, or come back from a pause. ``services`` None means all it may take."""

    counter: str
    clerk: str
    services: tuple[str, ...] | None = None


class PauseCounter(Command, tag="pause-counter", frozen=True, kw_only=True):
    """Pause, for one of ``PAUSE_REASONS``; after the rules' grace its tickets may be drawn again."""

    counter: str
    reason: str = ""


class WithdrawCounter(Command, tag="withdraw-counter", frozen=True, kw_only=True):
    """The hub's timer: the pause has lasted longer than the grace."""

    counter: str


class CloseCounter(Command, tag="close-counter", frozen=True, kw_only=True):
    """Close for now; nobody may be at the desk."""

    counter: str


class CallNext(Command, tag="call-next", frozen=True, kw_only=True):
    """Call whoever is next here; with nobody waiting the counter stands ready and calls the first who comes."""

    counter: str


class Recall(Command, tag="recall", frozen=True, kw_only=True):
    """Say the called number again; the first call keeps its time."""

    counter: str


class RecallMissed(Command, tag="recall-missed", frozen=True, kw_only=True):
    """Call the last one who did not come once more, nobody else having been called here since."""

    counter: str


class CallSpecially(Command, tag="call-specially", frozen=True, kw_only=True):
    """Call a ticket (its id or number) here out of turn and without the lot, for one of ``ASSIGN_REASONS``."""

    counter: str
    ticket: str
    reason: str


class AssignTicket(Command, tag="assign-ticket", frozen=True, kw_only=True):
    """A supervisor names the window of a ticket (its id or number), for one of ``ASSIGN_REASONS``."""

    counter: str
    ticket: str
    reason: str


class Serve(Command, tag="serve", frozen=True, kw_only=True):
    """The citizen is at the desk."""

    counter: str


class Finish(Command, tag="finish", frozen=True, kw_only=True):
    """The service is done; asks for the evaluation. ``ticket`` (id) says of whom, where it may arrive late."""

    counter: str
    ticket: str = ""


class AddService(Command, tag="add-service", frozen=True, kw_only=True):
    """The service at the desk is done and the same citizen's next one begins there, on the same ticket."""

    counter: str
    service: str


class NoShow(Command, tag="no-show", frozen=True, kw_only=True):
    """The called citizen did not come."""

    counter: str


class Park(Command, tag="park", frozen=True, kw_only=True):
    """Set the citizen aside: back to any able window, to the same one, or waiting for something.

    ``minutes`` says when the citizen is expected back (0: nobody knows).
    """

    counter: str
    kind: ParkKind = "any"
    minutes: int = 0


class Transfer(Command, tag="transfer", frozen=True, kw_only=True):
    """Send on to another service, never to a named window, with one of ``TRANSFER_NOTES``."""

    counter: str
    service: str
    note: str = ""


class Requeue(Command, tag="requeue", frozen=True, kw_only=True):
    """A missed citizen reports back; ``ticket`` is the id or the number."""

    ticket: str


class Resume(Command, tag="resume", frozen=True, kw_only=True):
    """A parked citizen returns; ``ticket`` is the id or the number."""

    ticket: str


class Cancel(Command, tag="cancel", frozen=True, kw_only=True):
    """The citizen gives the waiting ticket back."""

    ticket: str


class Evaluate(Command, tag="evaluate", frozen=True, kw_only=True):
    """One press, 1 (very dissatisfied) to 5 (very satisfied). ``visit`` None means the latest finished one."""

    ticket: str
    grade: int
    source: EvaluationSource
    visit: int | None = None
    reasons: tuple[str, ...] = ()


AnyCommand = (
    ConfigureHall
    | OpenDay
    | SealDay
    | StrikeWitness
    | ReadmitWitness
    | AbandonDraw
    | PublishSeed
    | IssueTicket
    | LeaseNumbers
    | JoinTicket
    | StartRound
    | BookAppointment
    | CancelAppointment
    | CheckIn
    | OpenCounter
    | PauseCounter
    | WithdrawCounter
    | CloseCounter
    | CallNext
    | Recall
    | RecallMissed
    | CallSpecially
    | AssignTicket
    | Serve
    | Finish
    | AddService
    | NoShow
    | Park
    | Transfer
    | Requeue
    | Resume
    | Cancel
    | Evaluate
)
