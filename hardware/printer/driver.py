"""One job through one printer: check, send, wait for the printer's own word, and tell exactly what happened."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from hardware.errors import Lost, Stalled, TransportError, Unreachable
from hardware.printer.outcome import NotPrinted, Outcome, Printed, Trouble, Unknown
from hardware.printer.status import (
    ASK_CAUSE,
    ASK_DONE,
    ASK_ONLINE,
    ASK_PAPER,
    Status,
    done_without_paper,
    is_done,
    is_realtime,
)

log = logging.getLogger("fairhall.printer")
T = TypeVar("T")


def nothing() -> None:
    """Nobody wants to know when the bytes leave."""


class Transport(Protocol):
    """An open way to one printer; every call may raise Lost."""

    def send(self, data: bytes, within_s: float) -> None:
        """Hand over all bytes; Stalled when they take so much longer than the line itself needs."""

    def receive(self, within_s: float) -> bytes:
        """What the printer sent, waiting at most so long for the first byte; b'' when nothing came."""

    def close(self) -> None:
        """Let the printer go; never raises."""


ATTEMPTS = 3  # rounds of status questions until no stale answer mixes in


@dataclass(frozen=True)
class Limits:
    """How long each step may take, in seconds: together they bound a job."""

    first_answer_s: float = 3.0  # also the wait while another kiosk prints on a shared printer
    answer_s: float = 1.0
    send_s: float = 10.0
    finish_s: float = 30.0  # also the time staff have to refill paper in the middle of a slip
    poll_s: float = 0.5
    settle_s: float = 0.05  # stale answers of an earlier client arrive within this


class _NoAnswer(Exception):
    """The printer did not answer in time."""


class _Gibberish(Exception):
    """The peer sent a byte that no printer sends."""


class Printer:
    """A printer behind `connect`, which raises Unreachable. Blocking: call from a worker thread."""

    def __init__(
        self,
        connect: Callable[[], Transport],
        limits: Limits | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connect = connect
        self._limits = limits or Limits()
        self._now = now

    def print_job(self, data: bytes, sending: Callable[[], None] = nothing) -> Outcome:
        """Print the bytes of one slip, once, in bounded time; never raises for what a printer does.

        `sending` is called before the first byte of the slip leaves.
        """
        unreachable: Outcome = NotPrinted(Trouble.UNREACHABLE)
        return self._with(lambda job: job.run(data, sending), unreachable)

    def check(self) -> Trouble | None:
        """What would keep a slip from being printed now; None also for a head that never answers."""
        unreachable: Trouble | None = Trouble.UNREACHABLE
        return self._with(_Job.check, unreachable)

    def _with(self, work: Callable[["_Job"], T], unreachable: T) -> T:
        try:
            transport = self._connect()
        except Unreachable as error:
            log.debug("%s", error)
            return unreachable
        try:
            return work(_Job(transport, self._limits, self._now))
        finally:
            transport.close()


class _Job:
    def __init__(self, transport: Transport, limits: Limits, now: Callable[[], float]) -> None:
        self._transport = transport
        self._limits = limits
        self._now = now
        self._answers = True  # False: a head without a way back; print blind and say so

    def check(self) -> Trouble | None:
        try:
            self._drain()
            return self._status(self._limits.first_answer_s).trouble
        except TransportError:
            return Trouble.UNREACHABLE
        except _Gibberish:
            return Trouble.NOT_A_PRINTER
        except _NoAnswer:
            self._answers = False
            return None

    def run(self, data: bytes, sending: Callable[[], None]) -> Outcome:
        if trouble := self.check():
            return NotPrinted(trouble)
        sending()
        try:
            self._transport.send(data + ASK_DONE, self._limits.send_s)
            return self._wait(Trouble.BUSY if self._answers else Trouble.SILENT)
        except Stalled:
            return Unknown(Trouble.STALLED)
        except Lost:
            return Unknown(Trouble.LOST)
        except _Gibberish:
            return Unknown(Trouble.NOT_A_PRINTER)

    def _wait(self, state: Trouble) -> Outcome:
        """Until the ordered answer comes; asks meanwhile how the printer is, to tell staff if it never does."""
        ends = self._now() + self._limits.finish_s
        questions = (ASK_ONLINE, ASK_CAUSE, ASK_PAPER)
        answers: list[int] = []
        asked = False
        while (left := ends - self._now()) > 0:
            received = self._transport.receive(min(left, self._limits.poll_s))
            for byte in received:
                if is_realtime(byte):
                    answers = [*answers, byte] if asked else answers
                    asked = False
                elif is_done(byte):
                    return Unknown(Trouble.PAPER_OUT) if done_without_paper(byte) else self._confirmed(byte)
                else:
                    raise _Gibberish
            if len(answers) == len(questions):
                state = Status(*answers).trouble or Trouble.BUSY
                answers = []
            if not received:
                if asked:
                    state, answers = Trouble.SILENT, []
                self._transport.send(questions[len(answers)], self._limits.answer_s)
                asked = True
        return Unknown(state)

    def _confirmed(self, done: int) -> Outcome:
        """The slip is on paper; what the printer says after that can only tell that it was no printer."""
        try:
            return Printed(near_end=self._status(self._limits.answer_s).near_end)
        except (TransportError, _NoAnswer):
            return Printed(near_end=bool(done & 0x03))

    def _drain(self) -> None:
        """Drop what an earlier client left; a peer that never stops talking is no printer."""
        ends = self._now() + self._limits.first_answer_s
        while self._transport.receive(self._limits.settle_s):
            if self._now() > ends:
                raise _Gibberish

    def _status(self, first_s: float) -> Status:
        """Ask the three real-time questions, one at a time, again while an answer too many shows up."""
        for _ in range(ATTEMPTS):
            online = self._ask(ASK_ONLINE, first_s)
            cause = self._ask(ASK_CAUSE, self._limits.answer_s)
            paper = self._ask(ASK_PAPER, self._limits.answer_s)
            if not self._transport.receive(self._limits.settle_s):
                return Status(online, cause, paper)
        raise _Gibberish

    def _ask(self, question: bytes, within_s: float) -> int:
        """The answer to one question: of answers stuck together the last, the earlier ones being stale."""
        self._transport.send(question, self._limits.answer_s)
        received = self._transport.receive(within_s)
        if not received:
            raise _NoAnswer
        if not all(is_realtime(byte) for byte in received):
            raise _Gibberish
        return received[-1]
