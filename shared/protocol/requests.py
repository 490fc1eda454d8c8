"""What a terminal may ask of the hub. The hub adds who asks (device, clerk) and makes it a hall command.

Over HTTP the request is the body of its route; over the live connection it is the ``body`` of a ``Command``.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from shared.hall.commands import EvaluationSource, Kind, ParkKind

NOTE_CHARACTERS = 60
WORDS_CHARACTERS = 200
REASON_CHARACTERS = 5
"""Who names a window by hand for another reason than the listed ones says why in so many characters at least."""


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of all requests."""


class IssueRequest(Request, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``POST tickets``. ``person`` is what the reader gave; the hub keeps only a salted daily hash.

    ``asked_ms`` is when it was asked for, by the hub's clock (0: now): what comes long after that is for nobody.
    """

    service: str
    kind: Kind = "normal"
    person: str | None = None
    language: Literal["zh", "en"] = "zh"
    asked_ms: Annotated[int, Meta(ge=0)] = 0


class LeaseRequest(Request, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A kiosk's block of today's numbers for times without the hub; ``used`` of its last block are gone."""

    used: Annotated[int, Meta(ge=0, le=999)] = 0


class JoinRequest(Request, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ticket the kiosk gave by itself: its ``number`` of the block of ``day``, and when (UTC milliseconds)."""

    day: str
    number: Annotated[str, Meta(max_length=8)]
    taken_ms: Annotated[int, Meta(ge=0)]
    service: str
    kind: Kind = "normal"
    language: Literal["zh", "en"] = "zh"


class BookRequest(Request, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``POST appointments``: a place in the hour from ``hour`` on an ISO date. A keyed hash of ``person`` is kept."""

    service: str
    day: str
    hour: int
    person: Annotated[str, Meta(min_length=1)]


class CancelAppointmentRequest(Request, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``POST appointments/cancel``: that of ``person`` on ``day``; for a manager also by its id alone."""

    appointment: str = ""
    person: str = ""
    day: str = ""


class CheckInRequest(Request, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``POST appointments/check-in``: the ticket of today's appointment of ``person``; for a manager also by its id."""

    appointment: str = ""
    person: str = ""
    language: Literal["zh", "en"] = "zh"


class FindRequest(Request, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``find``: where today's ticket of this number, this token or this person is. Not journaled.

    Only who shows the token or the ID gets the token again; a number is no secret. A counter asks by number alone and
    is told no windows.
    """

    number: Annotated[str, Meta(pattern=r"\A[A-Z0-9]{0,8}\Z")] = ""
    token: str = ""
    person: str = ""


MANAGER, COMING = "manager", "coming"
"""Of a counter's "help": its clerk asks for the hall's manager; the hub has heard that somebody goes."""
DeviceKind = Literal["printer", "keypad", "reader", "scanner", "board", "voice", "layout", "help"]
DeviceState = Literal["ok", "warn", "trouble"]


class ReportRequest(Request, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``report``: how a device of this terminal is; "help" is a citizen who asks for somebody, or a clerk for
    the manager.

    ``detail`` is a code such as "paper_out", ``left`` the tickets that its paper is still good for, ``number`` the last
    ticket whose paper is missing or in doubt. Not journaled.
    """

    device: DeviceKind
    state: DeviceState
    detail: Annotated[str, Meta(pattern=r"\A[a-z0-9_-]{0,32}\Z")] = ""
    left: Annotated[int, Meta(ge=0, le=1_000_000)] | None = None
    number: Annotated[str, Meta(pattern=r"\A[A-Z0-9]{0,8}\Z")] = ""


class TabletRequest(Request, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``tablet``: the link of the counter's keypad page for a tablet, good for this business day. Not journaled.

    ``counter`` may be left out by a device that is paired for one counter.
    """

    counter: str = ""


class TakeWarningRequest(Request, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``take-warning``: somebody sees to it; whoever asks is named beside it. Not journaled."""

    warning: str


class CounterRequest(Request, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of ``POST counters/{id}/…``. ``counter`` may be left out by a device that is paired for one counter."""

    counter: str = ""


class OpenRequest(CounterRequest, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``open``: also the way back from a pause. No services: all it may take."""

    services: tuple[str, ...] | None = None


class PauseRequest(CounterRequest, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``pause``, for a reason of ``PAUSE_REASONS``."""

    reason: str = ""


class CloseRequest(CounterRequest, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``close``."""


class CallNextRequest(CounterRequest, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``call-next``."""


class RecallRequest(CounterRequest, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``recall``."""


class RecallMissedRequest(CounterRequest, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``recall-missed``."""


class SpecialCallRequest(CounterRequest, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``special-call``: ``ticket`` is an id or a number, ``reason`` a code of ``ASSIGN_REASONS``. ``text`` is more
    about it for managers, at least ``REASON_CHARACTERS`` of it if the reason is "other"; no part of the record.
    """

    ticket: str
    reason: str
    text: Annotated[str, Meta(max_length=NOTE_CHARACTERS)] = ""


class AssignRequest(CounterRequest, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``assign``: a supervisor names the window of a ticket (id or number); ``reason`` and ``text`` as for a special
    call.
    """

    ticket: str
    reason: str
    text: Annotated[str, Meta(max_length=NOTE_CHARACTERS)] = ""


class ServeRequest(CounterRequest, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``serve``."""


class FinishRequest(CounterRequest, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``finish``. ``ticket`` (id) says of whom: a finish kept while the hub was away ends nobody else's service."""

    ticket: str = ""


class AddServiceRequest(CounterRequest, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``add-service``: the same citizen's next service, at this desk."""

    service: str


class NoShowRequest(CounterRequest, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``no-show``."""


class ParkRequest(CounterRequest, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``park``: expected back after ``minutes`` (0: nobody knows)."""

    kind: ParkKind = "any"
    minutes: Annotated[int, Meta(ge=0, le=600)] = 0


class TransferRequest(CounterRequest, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``transfer``: ``note`` is a code of ``TRANSFER_NOTES``. ``text`` is for the next clerk's eyes; it is no part of
    the record, and gone with the visit (docs/adr/0008).
    """

    service: str
    note: str = ""
    text: Annotated[str, Meta(max_length=NOTE_CHARACTERS)] = ""


class RequeueRequest(Request, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``POST tickets/{id}/requeue``: a missed citizen reports back; an id or a number."""

    ticket: str


class ResumeRequest(Request, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``POST tickets/{id}/resume``: a parked citizen returns; an id or a number."""

    ticket: str


class CancelRequest(Request, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``POST tickets/{id}/cancel``: the ticket is given back."""

    ticket: str


class EvaluateRequest(Request, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``POST evaluations``. Name the ticket by id (devices) or by its secret token (phones).

    ``keypad`` is the secret of a counter's tablet, which names ticket and visit that it was shown. With a bad grade and
    a token come the citizen's own words, ``text``, and ``phone``, a number to call: for managers, never recorded.
    """

    grade: int
    ticket: str = ""
    token: str = ""
    visit: int | None = None
    source: EvaluationSource = "keypad"
    reasons: tuple[str, ...] = ()
    keypad: str = ""
    text: Annotated[str, Meta(max_length=WORDS_CHARACTERS)] = ""
    phone: Annotated[str, Meta(max_length=30)] = ""


class ReadmitRequest(Request, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``POST witnesses/{id}/readmit``: a struck witness is mixed in again from the next draw on, once a day."""

    witness: str


REQUESTS: dict[str, type[Request]] = {
    "issue": IssueRequest,
    "lease": LeaseRequest,
    "join": JoinRequest,
    "book": BookRequest,
    "cancel-appointment": CancelAppointmentRequest,
    "check-in": CheckInRequest,
    "open": OpenRequest,
    "pause": PauseRequest,
    "close": CloseRequest,
    "call-next": CallNextRequest,
    "recall": RecallRequest,
    "recall-missed": RecallMissedRequest,
    "special-call": SpecialCallRequest,
    "assign": AssignRequest,
    "serve": ServeRequest,
    "finish": FinishRequest,
    "add-service": AddServiceRequest,
    "no-show": NoShowRequest,
    "park": ParkRequest,
    "transfer": TransferRequest,
    "requeue": RequeueRequest,
    "resume": ResumeRequest,
    "cancel": CancelRequest,
    "evaluate": EvaluateRequest,
    "find": FindRequest,
    "report": ReportRequest,
    "tablet": TabletRequest,
    "readmit": ReadmitRequest,
    "take-warning": TakeWarningRequest,
}
COUNTER_VERBS = tuple(name for name, kind in REQUESTS.items() if issubclass(kind, CounterRequest))
