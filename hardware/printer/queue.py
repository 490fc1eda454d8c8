"""Jobs for one printer, in order, on a thread of their own; and a look at the printer while there are none."""

import logging
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

from hardware.printer.driver import nothing
from hardware.printer.outcome import NotPrinted, Outcome, Printed, Trouble, Unknown
from hardware.printer.roll import PaperState, Roll
from hardware.printer.spool import Entry, SlipJob, Spool

LOOK_S = 30.0
"""How often an idle printer that is well is looked at."""
LOOK_AGAIN_S = 3.0
"""How often one in trouble is, so that its kiosk says so no longer than it must."""
ROLL_M = 50
log = logging.getLogger("fairhall.printer")
Heard = Callable[[Outcome], None]


class PrintsJobs(Protocol):
    """What the queue needs of a printer."""

    def print_job(self, data: bytes, sending: Callable[[], None] = nothing) -> Outcome:
        """Print once and tell what happened; `sending` is called before the first byte leaves."""

    def check(self) -> Trouble | None:
        """What would keep a slip from being printed now."""


class PrintQueue:
    """Prints each job once, whatever its outcome: printing again is a person's decision.

    Every job is in the spool before its turn and marked there before its first byte leaves, so that a crash makes
    it unknown, never two papers. `on_state` hears each change of the printer's state, `on_lost` a job that an earlier
    run left behind; both on the queue's thread, set before `start`.
    """

    def __init__(
        self,
        printer: PrintsJobs,
        spool: Spool | None = None,
        roll_m: int = ROLL_M,
        look_s: tuple[float, float] = (LOOK_S, LOOK_AGAIN_S),
    ) -> None:
        self.on_state: Callable[[PaperState], None] = lambda state: None
        self.on_lost: Callable[[Entry], None] = lambda entry: None
        self.state = PaperState()
        self._printer = printer
        self._spool = spool or Spool()
        self._roll = Roll(self._spool, roll_m)
        self._look_s = look_s
        self._changed = threading.Condition()
        waiting, self._lost = self._spool.recover()
        self._jobs = deque(waiting)
        self._waiting_for: dict[str, list[Heard]] = {}
        self._held: set[str] = set()
        self._unkept: set[str] = set()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="print-queue", daemon=True)

    def start(self) -> None:
        """Begin to print: first what an earlier run could not."""
        self._thread.start()

    def submit(self, job: SlipJob, done: Heard, held: bool = False) -> None:
        """Queue one slip, on disk when this returns; `done` gets its outcome exactly once, on the queue's thread.

        The same key again is the same slip: it is not printed again, only answered. `held` keeps it until `release`.
        """
        with self._changed:
            self._waiting_for.setdefault(job.key, []).append(done)
        try:
            known = self._spool.put(job)
        except sqlite3.Error as error:
            log.error("slip %s is printed without a record of it: %s", job.number, error)
            self._unkept.add(job.key)
            known = None
        if known is None:
            with self._changed:
                self._jobs.append(job)
                if held:
                    self._held.add(job.key)
                self._changed.notify_all()
        elif known.outcome is not None:
            self._answer(job.key, known.outcome)

    def release(self, key: str) -> None:
        """Let a held job print."""
        with self._changed:
            self._held.discard(key)
            self._changed.notify_all()

    def close(self) -> None:
        """Finish the slip being printed. Those still waiting are told stopped; the next start prints them if fresh."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join()
        for key in tuple(self._waiting_for):
            self._answer(key, NotPrinted(Trouble.STOPPED))
        self._spool.close()

    def _run(self) -> None:
        for entry in self._lost:
            log.warning("slip %s of an earlier run: %s %s", entry.number, entry.state, entry.detail)
            self.on_lost(entry)
        look_at = time.monotonic()
        while True:
            job = self._next(look_at)
            if self._closing:
                return
            if job is not None:
                self._print(job)
            else:
                self._tell(self._printer.check(), self.state.near_end)
            look_at = time.monotonic() + self._look_s[self.state.trouble is not None]

    def _next(self, until: float) -> SlipJob | None:
        """The oldest job that is not held; None when it is time to look at the printer."""
        with self._changed:
            while not self._closing and (left := until - time.monotonic()) > 0:
                if job := self._take():
                    return job
                self._changed.wait(left)
            return None if self._closing else self._take()

    def _take(self) -> SlipJob | None:
        job = next((job for job in self._jobs if job.key not in self._held), None)
        if job is not None:
            self._jobs.remove(job)
        return job

    def _print(self, job: SlipJob) -> None:
        sending = nothing if job.key in self._unkept else lambda: self._spool.sent(job.key)
        try:
            outcome = self._printer.print_job(job.data, sending)
        except sqlite3.Error as error:  # not noted, so not sent
            log.error("slip %s: %s", job.number, error)
            outcome = NotPrinted(Trouble.FAULT)
        try:
            self._spool.ended(job.key, outcome)
            self._roll.heard(outcome, job.length_mm)
        except sqlite3.Error as error:
            log.error("slip %s is %s, and that cannot be kept: %s", job.number, outcome, error)
        self._answer(job.key, outcome)
        match outcome:
            case Printed(near_end):
                self._tell(None, near_end)
            case NotPrinted(cause):
                self._tell(cause, self.state.near_end)
            case Unknown(state) if state not in (Trouble.SILENT, Trouble.BUSY):  # else a look will tell
                self._tell(state, self.state.near_end)

    def _answer(self, key: str, outcome: Outcome) -> None:
        with self._changed:
            waiting = self._waiting_for.pop(key, [])
        for done in waiting:
            done(outcome)

    def _tell(self, trouble: Trouble | None, near_end: bool) -> None:
        state = PaperState(trouble, near_end, self._roll.left)
        if state != self.state:
            self.state = state
            self.on_state(state)
