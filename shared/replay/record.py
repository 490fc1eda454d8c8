"""The day as its record tells it: every ticket's way, every window's work, every draw's trays."""

from collections.abc import Iterable

import msgspec

from shared.hall import events as e
from shared.hall.draw.issue import choose
from shared.hall.draw.lots import mix, winner
from shared.hub.image import event_of
from shared.journal.record import parse
from shared.replay.evenness import Drawn


class Way(msgspec.Struct):
    """A ticket's: from the kiosk to the end of the service, milliseconds; 0 where it never came so far."""

    issued: e.TicketIssued
    issued_ms: int
    counters: list[str] = []
    called_ms: int = 0
    serving_ms: int = 0
    finished_ms: int = 0

    @property
    def wait_s(self) -> float:
        """From issue to call."""
        return (self.called_ms - self.issued_ms) / 1000


class Work(msgspec.Struct):
    """A window's."""

    served: int = 0
    busy_ms: int = 0
    open_ms: int = 0
    opened_ms: int | None = None


class Told(msgspec.Struct):
    """All of it. ``odd`` names draws whose recorded result does not follow from their recorded chance."""

    ways: dict[str, Way] = {}
    work: dict[str, Work] = {}
    drawn: list[Drawn] = []
    draws: int = 0
    odd: list[int] = []


def tell(bodies: Iterable[str]) -> Told:
    """Fold the record's lines."""
    told = Told()
    algorithm = ""
    request: e.DrawRequested | e.PairsDrawRequested | None = None
    at_ms = 0
    for body in bodies:
        record = parse(body)
        at_ms = record.at_ms
        match event_of(record):
            case e.DayOpened() as opened:
                algorithm = opened.algorithm
            case e.TicketIssued() as issued:
                told.ways[issued.ticket] = Way(issued, at_ms)
            case e.DrawRequested() | e.PairsDrawRequested() as request:
                told.draws += 1
            case e.DrawResolved() as result:
                assert request is not None
                _drawn(told, algorithm, request, result)
            case e.TicketCalled() as called:
                way = told.ways[called.ticket]
                way.counters.append(called.counter)
                way.called_ms = way.called_ms or at_ms
            case e.ServiceStarted() as started:
                told.ways[started.ticket].serving_ms = at_ms
            case e.ServiceFinished() | e.ServiceAdded() as done:
                way = told.ways[done.ticket]
                way.finished_ms = at_ms
                work = told.work[done.counter]
                work.served += 1
                work.busy_ms += at_ms - way.serving_ms
                way.serving_ms = at_ms
            case e.CounterOpened() as opened_counter:
                told.work.setdefault(opened_counter.counter, Work()).opened_ms = at_ms
            case e.CounterClosed() as closed:
                _close(told.work[closed.counter], at_ms)
    for work in told.work.values():
        _close(work, at_ms)
    return told


def _drawn(told: Told, algorithm: str, request: e.DrawRequested | e.PairsDrawRequested, result: e.DrawResolved) -> None:
    u = mix(algorithm, request.i, bytes.fromhex(result.x), [(name, bytes.fromhex(y)) for name, y in result.ys])
    if isinstance(request, e.PairsDrawRequested):
        ticket, main, _ = winner(algorithm, u, ((*pair, 1) for pair in request.pairs))
        trays = [[window for other, window in request.pairs if other == ticket]]
        windows: tuple[str, ...] = (main,)
    else:
        named = choose(algorithm, u, request.ticket, request.windows, request.stratum, request.most)
        ticket, windows = request.ticket, (named.main, *named.reserves)
        trays = [[name for name, _ in tray] for tray in named.trays]
    if (ticket, *windows) != (result.ticket, result.main, *result.reserves):
        told.odd.append(request.i)
    told.drawn += zip(trays, (result.main, *result.reserves), strict=False)


def _close(work: Work, at_ms: int) -> None:
    if work.opened_ms is not None:
        work.open_ms += at_ms - work.opened_ms
        work.opened_ms = None
