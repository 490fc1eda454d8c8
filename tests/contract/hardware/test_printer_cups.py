"""A raw CUPS queue, its programs played by scripts that speak as CUPS does; the paper is the virtual printer's."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import ImageChops

from hardware.printer import cups
from hardware.printer.address import printer_at
from hardware.printer.driver import Limits
from hardware.printer.escpos import slip_bytes
from hardware.printer.outcome import NotPrinted, Printed, Trouble, Unknown
from hardware.printer.queue import PrintsJobs
from hardware.printer.raster import render
from hardware.simulated.printer import VirtualPrinter
from tests.contract.hardware.printers import cups_programs
from tests.unit.hardware.slips import DRAWN

PICTURE = render(DRAWN)
DATA = slip_bytes(PICTURE)
LIMITS = Limits(first_answer_s=5, answer_s=5, send_s=5, finish_s=0.5, poll_s=0.05)
WELL = {
    "n": 0, "jobs": [], "ran": [], "refuses": False, "disabled": False, "alerts": "none",
    "ends": "job-completed-successfully",
}  # fmt: skip


class Spooler:
    """CUPS as the scripts play it."""

    def __init__(self, folder: Path, head: VirtualPrinter) -> None:
        self.head = head
        self._path = folder / "state.json"
        cups_programs(folder / "bin", self._path)
        self.change(**WELL, printer=head.address)

    def change(self, **values: Any) -> None:
        known = json.loads(self._path.read_text()) if self._path.exists() else {}
        self._path.write_text(json.dumps(known | values))

    @property
    def ran(self) -> list[str]:
        return [" ".join(words) for words in json.loads(self._path.read_text())["ran"]]


@pytest.fixture
def spooler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Spooler]:
    head = VirtualPrinter()
    head.change(rows_per_s=1e6)
    head.power_on()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setitem(cups.ENGLISH, "PATH", str(tmp_path / "bin"))
    yield Spooler(tmp_path, head)
    head.close()


@pytest.fixture
def printer() -> PrintsJobs:
    return printer_at("cups://tickets", LIMITS)


def test_a_completed_job_is_printed_on_the_spoolers_word_alone(spooler: Spooler, printer: PrintsJobs) -> None:
    assert printer.print_job(DATA) == Printed(by_spooler=True)
    (paper,) = spooler.head.slips
    assert ImageChops.logical_xor(paper.crop((0, 0, *PICTURE.size)), PICTURE).getbbox() is None
    assert "lp -d tickets -o raw -t slip -" in spooler.ran


def test_a_job_that_stays_in_the_queue_is_unknown_and_taken_back(spooler: Spooler, printer: PrintsJobs) -> None:
    spooler.change(ends="")
    assert printer.print_job(DATA) == Unknown(Trouble.BUSY)
    assert spooler.ran[-1] == "cancel tickets-1"


@pytest.mark.parametrize("ends", ["job-canceled-by-user", "aborted-by-system", "job-stopped"])
def test_a_job_that_ended_otherwise_is_unknown(spooler: Spooler, printer: PrintsJobs, ends: str) -> None:
    spooler.change(ends=ends)
    assert printer.print_job(DATA) == Unknown(Trouble.FAULT)


def test_another_job_completed_says_nothing_of_ours(spooler: Spooler, printer: PrintsJobs) -> None:
    spooler.change(ends="", jobs=[["tickets-10", "job-completed-successfully"]])
    assert printer.print_job(DATA) == Unknown(Trouble.BUSY)


@pytest.mark.parametrize(
    ("state", "cause"),
    [
        ({"alerts": "media-empty-error"}, Trouble.PAPER_OUT),
        ({"alerts": "cover-open-report"}, Trouble.COVER_OPEN),
        ({"alerts": "offline-report"}, Trouble.UNREACHABLE),
        ({"disabled": True}, Trouble.FAULT),
        ({"refuses": True}, Trouble.FAULT),
    ],
    ids=str,
)
def test_what_cups_knows_to_be_wrong_is_sent_nothing(
    spooler: Spooler, printer: PrintsJobs, state: dict[str, Any], cause: Trouble
) -> None:
    spooler.change(**state)
    assert printer.print_job(DATA) == NotPrinted(cause)
    assert not spooler.head.slips


def test_a_queue_that_is_not_there_is_unreachable(spooler: Spooler) -> None:
    assert printer_at("cups://other", LIMITS).check() is Trouble.UNREACHABLE


def test_a_machine_without_cups_is_told_so(spooler: Spooler, printer: PrintsJobs, monkeypatch: Any) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setitem(cups.ENGLISH, "PATH", "/nowhere")
    assert printer.print_job(DATA) == NotPrinted(Trouble.UNREACHABLE)
