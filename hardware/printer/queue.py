"""Jobs for one printer, in order, on a thread of their own."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from hardware.printer.outcome import NotPrinted, Outcome, Trouble


class PrintsJobs(Protocol):
    """What the queue needs of a printer."""

    def print_job(self, data: bytes) -> Outcome:
        """Print once and tell what happened."""


@dataclass(frozen=True)
class _Job:
    data: bytes
    done: Callable[[Outcome], None]


class PrintQueue:
    """Prints each job once, whatever its outcome: printing again is a person's decision."""

    def __init__(self, printer: PrintsJobs) -> None:
        self._printer = printer
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="print-queue", daemon=True)

    def start(self) -> None:
        """Begin to print."""
        self._thread.start()

    def submit(self, data: bytes, done: Callable[[Outcome], None]) -> None:
        """Queue one slip; returns at once. `done` gets its outcome exactly once, on the queue's thread."""
        self._jobs.put(_Job(data, done))

    def close(self) -> None:
        """Finish the slip being printed; those still waiting are not printed (stopped)."""
        self._closing.set()
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            stopped = self._closing.is_set()
            job.done(NotPrinted(Trouble.STOPPED) if stopped else self._printer.print_job(job.data))
