"""Every refusal of the catalogue is a sentence somebody meets, with what its text needs."""

from collections.abc import Callable, Sequence

import msgspec
import pytest

from shared.hall import commands as c
from shared.hall.config import Hours, Service
from shared.hall.decide import decide
from shared.hall.due import due
from shared.hall.evolve import evolve
from shared.hall.facts import Facts
from shared.hall.refusals import CODES, Refused
from shared.hall.state import State
from tests.hall import DAY, EIGHT, SERVICES, Hall, config, service

BOOKABLE = (service("a1", "a", appointments=2), *SERVICES[1:])
Story = Callable[[], tuple[Hall, c.Command]]
MOMENT = Facts(at_ms=EIGHT, day="2026-01-05", minute=480, weekday=1)


def story(command: c.Command, *, before: tuple[c.Command, ...] = (), **options: object) -> Story:
    """A hall with one window open, one person waiting at it, and what came before the command."""

    def tell() -> tuple[Hall, c.Command]:
        hall = Hall(config(**options))  # type: ignore[arg-type]
        for step in (c.OpenCounter(counter="1", clerk="0801"), c.IssueTicket(service="a1", person="p1"), *before):
            hall.do(step)
        return hall, command

    return tell


CALL, SERVE, FINISH = c.CallNext(counter="1"), c.Serve(counter="1"), c.Finish(counter="1")
TICKET = "260105-1"
SERVED = (CALL, SERVE, FINISH)
GOOD = c.Evaluate(ticket=TICKET, grade=5, source="phone")

BOOK = c.BookAppointment(service="a1", day=DAY, hour=14, holder="h1")


def booked(
    command: c.Command, *, before: Sequence[c.Command] = (), wait_s: int = 0, services: tuple[Service, ...] = BOOKABLE
) -> Story:
    """A hall where two people may book each hour."""

    def tell() -> tuple[Hall, c.Command]:
        hall = Hall(config(services=services))
        for step in before:
            hall.do(step)
        hall.wait(wait_s)
        return hall, command

    return tell


MANAGER = (("manager:0900", "00", "00"),)


def stuck(signatures: tuple[tuple[str, str, str], ...], again: bool = False) -> Story:
    """A hall whose draw is open and cannot end; ``again``: it is the one held in place of another that was given up."""

    def tell() -> tuple[Hall, c.Command]:
        hall = Hall()
        hall.open("1", "2")
        taking = c.IssueTicket(service="a1")
        giving_up = c.AbandonDraw(i=1, record="00", ys=(), signatures=signatures)
        opening = c.OpenDay(day=DAY, epoch=2, hub_anchor="00", commitment="00", reason="abandoned")
        for step in (taking, giving_up, opening) if again else (taking,):
            for event in decide(hall.state, step, hall.facts):
                evolve(hall.state, event, hall.at_ms)
            if not isinstance(step, c.AbandonDraw):
                request = due(hall.state)
                assert request is not None
                evolve(hall.state, request, hall.at_ms)
        return hall, giving_up

    return tell


def witnessed(struck: int = 0) -> Story:
    """A hall with one witness, which was struck and taken back so many times; once more it is not."""

    def tell() -> tuple[Hall, c.Command]:
        hall, back = Hall(witnesses=("kiosk:K1",)), c.ReadmitWitness(witness="kiosk:K1")
        hall.open("1")
        for n in range(struck):
            if n:
                hall.do(back)
            hall.silent = {"kiosk:K1"}
            hall.take()
        return hall, back

    return tell


def thrice_missed() -> tuple[Hall, c.Command]:
    hall = Hall(config(services=BOOKABLE))
    for _ in range(3):
        hall.do(msgspec.structs.replace(BOOK, day=hall.state.day))
        hall.next_day()
    return hall, msgspec.structs.replace(BOOK, day=hall.state.day)


JOIN = c.JoinTicket(kiosk="K1", day=DAY, number="A501", taken_ms=EIGHT, service="a1")
STORIES: dict[str, Story] = {
    "hall-closed": lambda: (Hall(config(hours=Hours(540, 600))), c.IssueTicket(service="a1")),
    "unknown-service": story(c.IssueTicket(service="z9")),
    "unknown-counter": story(c.CallNext(counter="77")),
    "unknown-ticket": story(c.Cancel(ticket="260105-77")),
    "asked-long-ago": story(c.IssueTicket(service="a1", asked_ms=1)),
    "sold-out": story(c.IssueTicket(service="a1"), services=(service("a1", "a", quota=1), *SERVICES[1:])),
    "not-leased": story(JOIN),
    "number-used": story(JOIN, before=(c.LeaseNumbers(kiosk="K1"), JOIN)),
    "already-waiting": story(c.IssueTicket(service="a1", person="p1")),
    "counter-closed": story(c.CallNext(counter="2")),
    "counter-paused": story(CALL, before=(c.PauseCounter(counter="1"),)),
    "counter-taken": story(c.OpenCounter(counter="1", clerk="0899")),
    "counter-already-open": story(c.OpenCounter(counter="1", clerk="0801")),
    "counter-busy": story(CALL, before=(CALL,)),
    "nobody-called": story(SERVE),
    "nobody-served": story(FINISH, before=(CALL,)),
    "nobody-missed": story(c.RecallMissed(counter="1")),
    "unknown-reason": story(c.PauseCounter(counter="1", reason="Mr Wang rang me up")),
    "ticket-at-desk": story(
        c.CallSpecially(counter="2", ticket="A001", reason="papers"),
        before=(CALL, c.OpenCounter(counter="2", clerk="0802")),
    ),
    "recall-too-soon": story(c.Recall(counter="1"), before=(CALL,)),
    "no-show-too-soon": story(c.NoShow(counter="1"), before=(CALL,)),
    "ticket-not-missed": story(c.Requeue(ticket=TICKET)),
    "ticket-not-parked": story(c.Resume(ticket=TICKET)),
    "ticket-not-waiting": story(c.Cancel(ticket=TICKET), before=(CALL,)),
    "not-able": story(c.OpenCounter(counter="2", clerk="0802", services=("z9",))),
    "same-service": story(c.Transfer(counter="1", service="a1"), before=(CALL, SERVE)),
    "too-many-services": story(
        c.Transfer(counter="1", service="f1"),
        before=(CALL, SERVE, *(
            step for name in ("b1", "a2", "b1", "a2") for step in (c.Transfer(counter="1", service=name), CALL, SERVE)
        )),
    ),
    "nothing-to-evaluate": story(GOOD),
    "already-evaluated": story(GOOD, before=(*SERVED, GOOD)),
    "bad-grade": story(c.Evaluate(ticket=TICKET, grade=6, source="keypad"), before=SERVED),
    "reason-needed": story(c.Evaluate(ticket=TICKET, grade=1, source="screen"), before=SERVED),
    "service-in-use": story(c.ConfigureHall(config=config(services=SERVICES[1:]))),
    "other-hall": story(c.ConfigureHall(config=config(id="hall-002"))),
    "counter-in-use": story(
        c.ConfigureHall(config=config(1)), before=(c.OpenCounter(counter="2", clerk="0802"),)
    ),
    "no-appointments": story(BOOK),
    "not-bookable": booked(msgspec.structs.replace(BOOK, day="2026-01-13")),
    "hour-full": booked(
        BOOK, before=[msgspec.structs.replace(BOOK, holder=holder) for holder in ("h2", "h3")]
    ),
    "already-booked": booked(BOOK, before=[msgspec.structs.replace(BOOK, hour=15)]),
    "booking-off": thrice_missed,
    "unknown-appointment": booked(c.CheckIn(holder="h1")),
    "too-late-to-cancel": booked(
        c.CancelAppointment(holder="h1", day=DAY), before=[msgspec.structs.replace(BOOK, hour=9)]
    ),
    "check-in-too-early": booked(c.CheckIn(holder="h1"), before=[BOOK]),
    "check-in-too-late": booked(c.CheckIn(holder="h1"), before=[msgspec.structs.replace(BOOK, hour=9)], wait_s=91 * 60),
    "unknown-witness": story(c.ReadmitWitness(witness="kiosk:K9")),
    "witness-not-asked": story(c.StrikeWitness(i=1, witness="kiosk:K1", why="silent")),
    "witness-not-out": witnessed(),
    "readmitted-before": witnessed(struck=2),
    "no-such-draw": story(c.AbandonDraw(i=1, record="00", ys=(), signatures=MANAGER)),
    "draw-open": story(c.OpenDay(day=DAY, epoch=2, hub_anchor="00", commitment="00", reason="abandoned")),
    "abandoned-before": stuck(MANAGER, again=True),
    "not-signed": stuck((("clerk:0801", "00", "00"),)),
    "seed-not-lost": story(c.PublishSeed(day=DAY, epoch=1, seed="00")),
    "sealed-already": story(c.OpenDay(day=DAY, epoch=2, hub_anchor="00", commitment="00", reason="witnesses")),
    "not-as-sealed": story(
        c.OpenDay(day="2026-01-06", epoch=1, hub_anchor="00", commitment="00"),
        before=(c.SealDay(day="2026-01-06", epoch=1, hub_anchor="00", commitment="11"),),
    ),
    "day-not-newer": story(c.OpenDay(day="2026-01-05", epoch=1, hub_anchor="00", commitment="00")),
}  # fmt: skip


ELSEWHERE = ("hall-not-open", "unknown-warning", "say-why", "bad-phone", "unknown-review", "review-settled")
"""Before a hall has opened; of the hub's warnings, of what clerks write and of bad grades that somebody sees to, which
are no part of the hall's state.
"""


@pytest.mark.parametrize("code", [code for code in CODES if code not in ELSEWHERE])
def test_every_refusal_is_met_and_changes_nothing(code: str) -> None:
    hall, command = STORIES[code]()
    assert hall.refuses(command).split(" ")[0] == code


COMMANDS: tuple[c.Command, ...] = (
    c.IssueTicket(service="a1"),
    c.LeaseNumbers(kiosk="K1"),
    c.SealDay(day="2026-01-06", epoch=1, hub_anchor="00", commitment="00"),
    JOIN,
    c.StartRound(),
    BOOK,
    c.CancelAppointment(appointment="260105-r1"),
    c.CheckIn(appointment="260105-r1"),
    c.OpenCounter(counter="1", clerk="0801"),
    *(verb(counter="1") for verb in (c.PauseCounter, c.WithdrawCounter, c.CloseCounter, c.CallNext, c.Recall, c.Serve)),
    *(verb(counter="1") for verb in (c.Finish, c.NoShow, c.Park)),
    *(verb(counter="1", service="b1") for verb in (c.Transfer, c.AddService)),
    c.RecallMissed(counter="1"),
    *(verb(counter="1", ticket=TICKET, reason="papers") for verb in (c.CallSpecially, c.AssignTicket)),
    *(verb(ticket=TICKET) for verb in (c.Requeue, c.Resume, c.Cancel)),
    GOOD,
    c.StrikeWitness(i=1, witness="kiosk:K1", why="silent"),
    c.ReadmitWitness(witness="kiosk:K1"),
    c.AbandonDraw(i=1, record="00", ys=(), signatures=MANAGER),
    c.PublishSeed(day=DAY, epoch=1, seed="00"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: type(command).__name__)
def test_before_the_first_day_nothing_is_done(command: c.Command) -> None:
    state = State()
    with pytest.raises(Refused, match="hall-not-open"):
        decide(state, command, MOMENT)
    decide(state, c.ConfigureHall(config=config()), MOMENT)
    assert msgspec.msgpack.encode(state) == msgspec.msgpack.encode(State())


def test_no_day_opens_before_the_hall_is_configured() -> None:
    with pytest.raises(Refused, match="hall-not-open"):
        decide(State(), c.OpenDay(day="2026-01-05", epoch=1, hub_anchor="00", commitment="00"), MOMENT)


def test_the_commands_told_here_are_all_there_are() -> None:
    told = {type(command) for command in COMMANDS} | {c.ConfigureHall, c.OpenDay}
    assert told == set(c.AnyCommand.__args__)


def test_a_refusal_reads_as_code_and_what_its_text_needs() -> None:
    assert str(Refused("recall-too-soon", seconds=3)) == "recall-too-soon {'seconds': 3}"
    assert str(Refused("same-service")) == "same-service"
