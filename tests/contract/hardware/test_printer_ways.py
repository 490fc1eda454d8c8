"""What every way to a printer must do: TCP, USB and serial behave the same before the same faults."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PIL import ImageChops

from hardware.printer.driver import Limits
from hardware.printer.escpos import slip_bytes
from hardware.printer.outcome import NotPrinted, Outcome, Printed, Trouble, Unknown
from hardware.printer.queue import PrintsJobs
from hardware.printer.raster import render
from hardware.simulated.printer import VirtualPrinter
from tests.contract.hardware.printers import PATIENT, QUICK, WAYS
from tests.unit.hardware.slips import DRAWN

PICTURE = render(DRAWN)
DATA = slip_bytes(PICTURE)


class Bench(NamedTuple):
    """A printer and the way to it."""

    head: VirtualPrinter
    printer: Callable[[Limits], PrintsJobs]

    def print(self, data: bytes = DATA, limits: Limits = QUICK) -> Outcome:
        """One job, never longer than its limits say."""
        began = time.monotonic()
        outcome = self.printer(limits).print_job(data)
        line_s = len(data) * 10 / 115200
        assert time.monotonic() - began < 4 * limits.answer_s + limits.send_s + line_s + limits.finish_s + 1
        return outcome


@pytest.fixture(params=WAYS.values(), ids=WAYS.keys())
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    with request.param(tmp_path) as (head, printer):
        head.change(rows_per_s=1e6)
        head.power_on()
        yield Bench(head, printer)
    assert all(what.startswith("truncated") for what in head.rejected)


def test_a_slip_comes_out_dot_for_dot_and_the_next_one_after_it(bench: Bench) -> None:
    assert [bench.print(), bench.print()] == [Printed(), Printed()]
    for paper in bench.head.slips:
        assert ImageChops.logical_xor(paper.crop((0, 0, *PICTURE.size)), PICTURE).getbbox() is None
    assert len(bench.head.slips) == 2


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ({"paper": "near_end"}, Printed(near_end=True)),
        ({"paper": "out"}, NotPrinted(Trouble.PAPER_OUT)),
        ({"cover_open": True}, NotPrinted(Trouble.COVER_OPEN)),
        ({"cutter_jammed": True}, NotPrinted(Trouble.FAULT)),
        ({"out_after_rows": 600}, Unknown(Trouble.PAPER_OUT)),
        ({"answers": "silent"}, Unknown(Trouble.SILENT)),
        ({"answers": "garbage"}, NotPrinted(Trouble.NOT_A_PRINTER)),
        ({"reset_after_bytes": 5_000}, Unknown(Trouble.LOST)),
        ({"rows_per_s": 500}, Unknown(Trouble.BUSY)),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_each_fault_has_its_one_honest_outcome(bench: Bench, fault: dict[str, Any], outcome: Outcome) -> None:
    bench.head.change(**fault)
    assert bench.print() == outcome
    assert len(bench.head.slips) <= 1


def test_a_check_tells_the_trouble_without_printing(bench: Bench) -> None:
    printer = bench.printer(QUICK)
    assert printer.check() is None
    bench.head.change(paper="out")
    assert printer.check() is Trouble.PAPER_OUT
    bench.head.power_off()
    assert printer.check() is Trouble.UNREACHABLE
    assert not bench.head.slips


def test_a_stalled_printer_is_given_up_in_time(bench: Bench) -> None:
    bench.head.change(takes_bytes=False)
    data = DATA * 80 if "Tcp" in type(bench.head._door).__name__ else DATA  # what a socket swallows by itself
    began = time.monotonic()
    assert bench.print(data) in (Unknown(Trouble.STALLED), NotPrinted(Trouble.UNREACHABLE))
    assert time.monotonic() - began < 3
    bench.head.power_off()


def test_unplugged_it_is_unreachable_and_plugged_in_it_prints(bench: Bench) -> None:
    bench.head.power_off()
    assert bench.print() == NotPrinted(Trouble.UNREACHABLE)
    bench.head.power_on()
    assert bench.print() == Printed()


def test_the_cable_is_pulled_in_the_middle_and_put_back(bench: Bench) -> None:
    bench.head.change(reset_after_bytes=9_000)
    assert bench.print() == Unknown(Trouble.LOST)
    bench.head.change(reset_after_bytes=None)
    assert bench.print() == Printed()
    assert len(bench.head.slips) == 1


def test_the_bytes_leave_only_after_the_caller_was_told(bench: Bench) -> None:
    told: list[int] = []
    bench.printer(QUICK).print_job(DATA, lambda: told.append(len(bench.head.slips)))
    assert told == [0]
    bench.head.change(paper="out")
    bench.printer(QUICK).print_job(DATA, lambda: told.append(-1))
    assert told == [0]


def test_two_at_once_never_mix_their_slips(bench: Bench) -> None:
    """Over the network the second waits; a device on this machine belongs to one, and the other is told."""
    outcomes: list[Outcome] = []
    bench.head.change(rows_per_s=4000)
    kiosks = [threading.Thread(target=lambda: outcomes.append(bench.print(limits=PATIENT))) for _ in range(2)]
    for kiosk in kiosks:
        kiosk.start()
    for kiosk in kiosks:
        kiosk.join()
    assert set(outcomes) <= {Printed(), NotPrinted(Trouble.UNREACHABLE)}
    assert outcomes.count(Printed()) == len(bench.head.slips) >= 1
    for paper in bench.head.slips:
        assert ImageChops.logical_xor(paper.crop((0, 0, *PICTURE.size)), PICTURE).getbbox() is None
