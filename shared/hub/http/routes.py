"""The table of routes: what is served is what ``openapi.json`` and the docs say."""

from typing import Literal

import msgspec

from shared.hub.http import (
    appointments,
    bookings,
    console,
    counters,
    draws,
    hall,
    pairing,
    records,
    reviews,
    status,
    tablets,
    tickets,
    witnesses,
)
from shared.hub.http.appointments import FreePlaces
from shared.hub.http.bookings import Bookable, BookBody, Bookings, GiveBackBody, MineBody, Places
from shared.hub.http.console import ConsolePicture, TicketStory
from shared.hub.http.counters import Session, SignInBody
from shared.hub.http.draws import TicketDraws
from shared.hub.http.hall import HallPicture, Health
from shared.hub.http.pairing import PairBody, Paired
from shared.hub.http.problems import Handler
from shared.hub.http.records import RecordIndex
from shared.hub.http.reviews import NoteBody, PhoneBody, ReviewPhone, SettleBody
from shared.hub.http.status import HallStatus
from shared.hub.http.tablets import KeypadBody
from shared.hub.live import live
from shared.hub.published.day import Proof
from shared.hub.web import guide, operator, pages, poster
from shared.hub.web.status import TicketStatus
from shared.protocol.answers import Answer
from shared.protocol.heads import SignedHead
from shared.protocol.requests import (
    COUNTER_VERBS,
    REQUESTS,
    BookRequest,
    EvaluateRequest,
    IssueRequest,
    ReadmitRequest,
    TakeWarningRequest,
)

API = "/api/v1"
Access = Literal["public", "device", "clerk", "manager"]


class Route(msgspec.Struct, frozen=True):
    """One route. ``access`` says who gets in; ``body`` and ``result`` are its JSON, None for other media; ``pushed``:
    each change of ``result`` as a server-sent event.
    """

    method: Literal["GET", "POST"]
    path: str
    handler: Handler
    summary: str
    access: Access
    body: type[msgspec.Struct] | None = None
    result: type[msgspec.Struct] | None = None
    status: int = 200
    pushed: bool = False


ROUTES: tuple[Route, ...] = (
    Route("POST", f"{API}/tickets", tickets.post_ticket, "Take a ticket", "device", IssueRequest, Answer, 201),
    Route("GET", f"{API}/tickets/{{token}}", tickets.get_ticket, "A ticket by its token", "public", None, TicketStatus),
    Route(
        "GET", f"{API}/tickets/{{token}}/draws", draws.get_draws, "The records of its lots", "public", None, TicketDraws
    ),
    *(
        Route("POST", f"{API}/tickets/{{id}}/{verb}", tickets.post_ticket_verb, summary, "clerk", None, Answer)
        for verb, summary in (
            ("requeue", "A missed citizen reports back"),
            ("resume", "A parked citizen returns"),
            ("cancel", "A waiting ticket is given back (managers)"),
        )
    ),
    Route(
        "POST",
        f"{API}/appointments",
        appointments.post_appointment,
        "Book a place in an hour",
        "device",
        BookRequest,
        Answer,
        201,
    ),
    *(
        Route("POST", f"{API}/appointments/{verb}", handler, summary, "device", REQUESTS[name], Answer, status)
        for verb, handler, summary, name, status in (
            ("cancel", appointments.post_cancel, "Give it back", "cancel-appointment", 200),
            ("check-in", appointments.post_check_in, "Take its ticket", "check-in", 201),
        )
    ),
    Route(
        "GET",
        f"{API}/appointments/{{service}}/{{day}}",
        appointments.get_free_places,
        "Places left, by hour",
        "device",
        None,
        FreePlaces,
    ),
    *(
        Route("POST", f"{API}/counters/{{id}}/{verb}", counters.post_verb, verb, "clerk", REQUESTS[verb], Answer)
        for verb in COUNTER_VERBS
    ),
    Route(
        "POST",
        f"{API}/evaluations",
        tickets.post_evaluation,
        "Evaluate a service, once",
        "public",
        EvaluateRequest,
        Answer,
        201,
    ),
    Route(
        "POST",
        f"{API}/keypad/stream",
        tablets.post_keypad_stream,
        "What a counter's tablet shows, pushed",
        "public",
        KeypadBody,
    ),
    Route(
        "POST",
        f"{API}/witnesses/readmit",
        witnesses.post_readmit,
        "A struck witness of the lot is taken back, once a day",
        "manager",
        ReadmitRequest,
        Answer,
    ),
    Route(
        "POST", f"{API}/warnings/take", console.post_take, "Somebody sees to it", "manager", TakeWarningRequest, Answer
    ),
    Route(
        "POST",
        f"{API}/console/session",
        console.post_session,
        "A manager signs in, from any browser",
        "public",
        SignInBody,
        Session,
        201,
    ),
    Route("POST", f"{API}/console/sign-out", console.post_sign_out, "The manager leaves", "manager", None, None, 204),
    Route(
        "POST",
        f"{API}/console/stream",
        console.post_stream,
        "The hall as managers see it, pushed",
        "manager",
        None,
        ConsolePicture,
        pushed=True,
    ),
    Route(
        "GET",
        f"{API}/console/tickets/{{number}}",
        console.get_ticket,
        "A ticket of today and its story",
        "manager",
        None,
        TicketStory,
    ),
    Route(
        "POST",
        f"{API}/reviews/settle",
        reviews.post_settle,
        "What became of a bad grade",
        "manager",
        SettleBody,
        SettleBody,
    ),
    Route(
        "POST",
        f"{API}/reviews/phone",
        reviews.post_phone,
        "The number to call about it",
        "manager",
        PhoneBody,
        ReviewPhone,
    ),
    Route("POST", f"{API}/reviews/note", reviews.post_note, "A number to call, noted", "manager", NoteBody, NoteBody),
    Route("POST", f"{API}/session", counters.post_session, "A clerk signs in", "device", SignInBody, Session, 201),
    Route("GET", f"{API}/hall", hall.get_hall, "The hall now", "device", None, HallPicture),
    Route("GET", f"{API}/journal", hall.get_journal, "Records, one a line", "manager"),
    Route("GET", f"{API}/live", live, "The live connection (WebSocket)", "device"),
    Route("GET", f"{API}/ca.pem", pairing.get_ca, "The hub's certificate authority", "public"),
    Route("POST", f"{API}/pair", pairing.post_pair, "Pair a device by its token", "public", PairBody, Paired, 201),
    Route("GET", "/t/{token}", pages.get_ticket_page, "The citizen's ticket page", "public"),
    Route("GET", f"{API}/status", status.get_status, "The hall for anyone", "public", None, HallStatus),
    Route("GET", f"{API}/bookable", bookings.get_bookable, "What can be booked", "public", None, Bookable),
    Route("GET", f"{API}/bookable/{{service}}", bookings.get_places, "Places left, by day", "public", None, Places),
    Route("POST", f"{API}/bookings", bookings.post_booking, "Book by phone", "public", BookBody, Answer, 201),
    Route("POST", f"{API}/bookings/cancel", bookings.post_give_back, "Give it back", "public", GiveBackBody, Answer),
    Route("POST", f"{API}/bookings/mine", bookings.post_mine, "A phone's appointments", "public", MineBody, Bookings),
    Route("GET", "/draw", pages.get_page, "A lot, computed again by the phone", "public"),
    Route("GET", "/status", pages.get_page, "The hall for anyone", "public"),
    Route("GET", "/", pages.get_page, "The same, for who knows the address alone", "public"),
    Route("GET", "/book", pages.get_page, "Appointments", "public"),
    Route("GET", "/console", pages.get_page, "The manager's console", "public"),
    Route("GET", "/guide/{service}", guide.get_guide, "What to bring and know for a service", "public"),
    Route("GET", "/poster", poster.get_poster, "How the lot works, to print and hang in the hall", "public"),
    Route("GET", "/keypad", pages.get_page, "The keypad on a counter's tablet", "public"),
    Route("GET", "/web/{name}", pages.get_file, "Scripts and styles of the pages", "public"),
    Route("GET", "/record", records.get_index, "The days of the published record", "public", None, RecordIndex),
    Route("GET", "/record/head", records.get_head, "The day so far, as a signed head", "public", None, SignedHead),
    Route(
        "GET",
        "/record/head/witnessed",
        records.get_witnessed_head,
        "The last head that witnesses signed too",
        "public",
        None,
        SignedHead,
    ),
    Route("GET", "/record/{day}.jsonl", records.get_day, "A day's records, one a line, and its signed head", "public"),
    Route("GET", "/record/{day}/{seq}", records.get_proof, "A record, proven to be in its day", "public", None, Proof),
    Route("GET", "/healthz", hall.get_health, "Health, for watchdogs", "public", None, Health),
    Route("GET", "/operator", operator.get_operator, "How the hub is, for whoever runs it", "manager"),
    Route("GET", "/metrics", hall.get_metrics, "Metrics for Prometheus", "public"),
)
RECORD = ("/record", "/record/head", "/record/head/witnessed", "/record/{day}.jsonl", "/record/{day}/{seq}")
PHONES = (
    "/t/{token}",
    "/draw",
    "/status",
    "/",
    "/book",
    "/guide/{service}",
    "/poster",
    "/web/{name}",
    f"{API}/tickets/{{token}}",
    f"{API}/tickets/{{token}}/draws",
    f"{API}/evaluations",
    f"{API}/status",
    f"{API}/bookings",
    f"{API}/bookable",
    f"{API}/bookable/{{service}}",
    f"{API}/bookings/cancel",
    f"{API}/bookings/mine",
    *RECORD,
)
"""Routes that are also served without TLS, for citizens' phones (docs/adr/0005)."""
