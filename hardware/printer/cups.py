"""A printer behind a raw CUPS queue, by its own commands `lp`, `lpstat` and `cancel`.

CUPS knows what it handed to the printer, never what came out of it: its "completed" is a spooler's word, and short of
that a slip is unknown.
"""

import os
import re
import subprocess
import threading
import time
from collections.abc import Callable

from hardware.printer.driver import Limits, nothing
from hardware.printer.outcome import NotPrinted, Outcome, Printed, Trouble, Unknown

ENGLISH = {**os.environ, "LC_ALL": "C"}
_JOB = re.compile(r"request id is (\S+-\d+)")
_ALERTS = re.compile(r"^\s*Alerts: (.*)$", re.MULTILINE)
_DONE = "job-completed-successfully"
_FAILED = re.compile(r"job-canceled|job-aborted|aborted-by-system|job-stopped")
_TROUBLES = (
    (re.compile(r"media-(empty|needed)"), Trouble.PAPER_OUT),
    (re.compile(r"(cover|door|interlock)-open"), Trouble.COVER_OPEN),
    (re.compile(r"offline|connecting-to-device|timed-out"), Trouble.UNREACHABLE),
    (re.compile(r"[\w-]+-error|paused"), Trouble.FAULT),
)


class CupsPrinter:
    """Prints through a queue. Blocking: call from a worker thread."""

    def __init__(self, queue: str, limits: Limits | None = None) -> None:
        self._queue = queue
        self._limits = limits or Limits()

    def print_job(self, data: bytes, sending: Callable[[], None] = nothing) -> Outcome:
        """Hand over one slip, once, and follow it in bounded time; a slip left in the queue is cancelled."""
        if trouble := self.check():
            return NotPrinted(trouble)
        sending()
        command = ["lp", "-d", self._queue, "-o", "raw", "-t", "slip", "-"]
        code, said = self._run(command, self._limits.send_s, data)
        found = _JOB.search(said)
        if found is None:
            return NotPrinted(Trouble.FAULT) if code else Unknown(Trouble.STALLED)
        return self._follow(found[1])

    def check(self) -> Trouble | None:
        """What CUPS knows to be wrong with the printer; None when it takes jobs."""
        code, said = self._run(["lpstat", "-l", "-p", self._queue], self._limits.first_answer_s)
        if code != 0 or self._queue not in said:
            return Trouble.UNREACHABLE
        alerts = " ".join(_ALERTS.findall(said))
        trouble = next((trouble for pattern, trouble in _TROUBLES if pattern.search(alerts)), None)
        return trouble or (Trouble.FAULT if f"printer {self._queue} disabled" in said else None)

    def _follow(self, job: str) -> Outcome:
        """Until CUPS calls the job completed."""
        ends = time.monotonic() + self._limits.finish_s
        pause = threading.Event()
        while time.monotonic() < ends:
            _, said = self._run(["lpstat", "-l", "-W", "completed", "-o", self._queue], self._limits.answer_s)
            if alerts := _alerts_of(job, said):
                if _DONE in alerts:
                    return Printed(near_end="media-low" in self._printer_alerts(), by_spooler=True)
                if _FAILED.search(alerts):
                    return Unknown(Trouble.FAULT)
            pause.wait(self._limits.poll_s)
        state = self.check() or Trouble.BUSY
        self._run(["cancel", job], self._limits.answer_s)  # else it comes out when its citizen has gone
        return Unknown(state)

    def _printer_alerts(self) -> str:
        _, said = self._run(["lpstat", "-l", "-p", self._queue], self._limits.answer_s)
        return " ".join(_ALERTS.findall(said))

    def _run(self, command: list[str], within_s: float, data: bytes = b"") -> tuple[int | None, str]:
        """Exit code and output; no code when it took too long, -1 when there is no such command."""
        try:
            done = subprocess.run(command, input=data, capture_output=True, timeout=within_s, env=ENGLISH, check=False)
        except subprocess.TimeoutExpired:
            return None, ""
        except OSError as error:
            return -1, f"{command[0]}: {error}; install cups-client"
        return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


def _alerts_of(job: str, said: str) -> str:
    """The reasons of one job in `lpstat -l -o`: an unindented line a job, its details indented below."""
    lines = said.splitlines()
    for n, line in enumerate(lines):
        if line.split(" ", 1)[0] == job:
            details = []
            for detail in lines[n + 1 :]:
                if not detail[:1].isspace():
                    break
                details.append(detail)
            return " ".join(_ALERTS.findall("\n".join(details)))
    return ""
