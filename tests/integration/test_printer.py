"""Slips through a real socket to the virtual printer: each fault has exactly one honest outcome, in bounded time."""

import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest
from PIL import Image, ImageChops

from hardware.printer.driver import Limits, Printer
from hardware.printer.escpos import slip_bytes
from hardware.printer.network import NetworkTransport
from hardware.printer.outcome import NotPrinted, Outcome, Printed, Trouble, Unknown
from hardware.printer.queue import PrintQueue
from hardware.printer.raster import render
from hardware.printer.spool import SlipJob
from hardware.simulated.printer import VirtualPrinter
from tests.unit.hardware.slips import DRAWN, slip

LIMITS = Limits(first_answer_s=1.0, answer_s=1.0, send_s=0.5, finish_s=1.5, poll_s=0.1, settle_s=0.02)
BOUND_S = 1.0 + 3 * 1.0 + 0.5 + 1.5 + 0.5
FAST_ROWS_PER_S = 1e6
PICTURE = render(DRAWN)
DATA = slip_bytes(PICTURE)


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    virtual = VirtualPrinter()
    virtual.change(rows_per_s=FAST_ROWS_PER_S)
    virtual.power_on()
    yield virtual
    virtual.close()
    assert all(what.startswith("truncated") for what in virtual.rejected)  # a cable pulled, never a strange byte


def driver(printer: VirtualPrinter, limits: Limits = LIMITS) -> Printer:
    return Printer(lambda: NetworkTransport(*printer.address, within_s=0.5), limits)


def print_one(printer: VirtualPrinter, data: bytes = DATA, limits: Limits = LIMITS) -> Outcome:
    began = time.monotonic()
    outcome = driver(printer, limits).print_job(data)
    assert time.monotonic() - began < BOUND_S
    return outcome


@contextmanager
def meanwhile(after: Callable[[], bool], act: Callable[[], None]) -> Iterator[None]:
    """Act once something has happened, beside the test."""

    def run() -> None:
        assert after()
        act()

    thread = threading.Thread(target=run)
    thread.start()
    yield
    thread.join()


def test_a_slip_is_printed_dot_for_dot_and_cut_once(printer: VirtualPrinter) -> None:
    assert print_one(printer) == Printed(near_end=False)
    (paper,) = printer.slips
    assert ImageChops.logical_xor(paper.crop((0, 0, *PICTURE.size)), PICTURE).getbbox() is None


def test_the_paper_nearly_used_up_is_printed_and_told(printer: VirtualPrinter) -> None:
    printer.change(paper="near_end")
    assert print_one(printer) == Printed(near_end=True)


@pytest.mark.parametrize(
    ("fault", "cause"),
    [
        ({"paper": "out"}, Trouble.PAPER_OUT),
        ({"cover_open": True}, Trouble.COVER_OPEN),
        ({"cutter_jammed": True}, Trouble.FAULT),
    ],
)
def test_a_printer_that_cannot_print_is_sent_nothing(
    printer: VirtualPrinter, fault: dict[str, Any], cause: Trouble
) -> None:
    printer.change(**fault)
    assert print_one(printer) == NotPrinted(cause)
    printer.change(paper="ok", cover_open=False, cutter_jammed=False)
    assert print_one(printer) == Printed()
    assert len(printer.slips) == 1


def test_a_printer_that_is_off_is_unreachable_and_prints_when_it_is_back(printer: VirtualPrinter) -> None:
    printer.power_off()
    assert print_one(printer) == NotPrinted(Trouble.UNREACHABLE)
    printer.power_on()
    assert print_one(printer) == Printed()


def test_the_roll_ends_in_the_middle_and_nobody_comes(printer: VirtualPrinter) -> None:
    printer.change(out_after_rows=600)
    assert print_one(printer) == Unknown(Trouble.PAPER_OUT)
    assert not printer.slips


def test_the_roll_ends_in_the_middle_and_is_refilled(printer: VirtualPrinter) -> None:
    printer.change(out_after_rows=600)
    with meanwhile(lambda: printer.wait_until(lambda now: now.paper == "out", 2), lambda: printer.change(paper="ok")):
        assert print_one(printer) == Printed()
    assert len(printer.slips) == 1


def test_the_cover_is_opened_in_the_middle(printer: VirtualPrinter) -> None:
    printer.change(out_after_rows=600)
    with meanwhile(
        lambda: printer.wait_until(lambda now: now.paper == "out", 2),
        lambda: printer.change(paper="ok", cover_open=True),
    ):
        assert print_one(printer) == Unknown(Trouble.COVER_OPEN)


def test_a_slow_head_is_waited_for(printer: VirtualPrinter) -> None:
    printer.change(rows_per_s=3000)  # half a second a slip, several polls
    assert print_one(printer) == Printed()


def test_a_head_slower_than_the_limit_is_not_called_printed(printer: VirtualPrinter) -> None:
    printer.change(rows_per_s=500)
    assert print_one(printer) == Unknown(Trouble.BUSY)
    printer.change(rows_per_s=FAST_ROWS_PER_S)
    assert printer.wait_for_slips(1, within_s=10)  # the paper came after all: reprinting would have doubled it


def test_a_silent_printer_may_have_printed(printer: VirtualPrinter) -> None:
    printer.change(answers="silent")
    assert print_one(printer) == Unknown(Trouble.SILENT)
    assert printer.wait_for_slips(1, within_s=5)


def test_a_stalled_printer_takes_no_more_bytes(printer: VirtualPrinter) -> None:
    printer.change(takes_bytes=False)
    assert print_one(printer, DATA * 80) == Unknown(Trouble.STALLED)
    printer.power_off()


def test_a_peer_that_talks_gibberish_gets_no_slip(printer: VirtualPrinter) -> None:
    printer.change(answers="garbage")
    assert print_one(printer) == NotPrinted(Trouble.NOT_A_PRINTER)
    assert not printer.slips


def test_gibberish_after_the_bytes_went_out_is_never_called_printed(printer: VirtualPrinter) -> None:
    printer.change(rows_per_s=6000)
    with meanwhile(lambda: printer.wait_until_printing(2), lambda: printer.change(answers="garbage")):
        assert print_one(printer) == Unknown(Trouble.NOT_A_PRINTER)


def test_stale_and_glued_answers_of_an_earlier_client_are_ignored(printer: VirtualPrinter) -> None:
    printer.change(greeting=b"\x12\x12\x00", paper="out")
    assert print_one(printer) == NotPrinted(Trouble.PAPER_OUT)
    printer.change(greeting=b"\x1a\x32\x7e", paper="ok")
    assert print_one(printer) == Printed()


@pytest.mark.parametrize("after_bytes", [20, 5_000, len(DATA)])
def test_a_connection_that_dies_on_the_way_leaves_it_unknown(printer: VirtualPrinter, after_bytes: int) -> None:
    printer.change(reset_after_bytes=after_bytes)
    assert print_one(printer) == Unknown(Trouble.LOST)


def test_a_connection_that_dies_before_the_slip_is_sent_printed_nothing(printer: VirtualPrinter) -> None:
    printer.change(reset_after_bytes=2)
    assert print_one(printer) == NotPrinted(Trouble.UNREACHABLE)


def test_two_kiosks_share_a_printer_and_wait_for_each_other(printer: VirtualPrinter) -> None:
    printer.change(rows_per_s=8000)
    outcomes: list[Outcome] = []
    patient = Limits(first_answer_s=5, finish_s=5, poll_s=0.1, settle_s=0.02)
    kiosks = [
        threading.Thread(target=lambda: outcomes.append(driver(printer, patient).print_job(DATA))) for _ in range(2)
    ]
    for kiosk in kiosks:
        kiosk.start()
    for kiosk in kiosks:
        kiosk.join()
    assert outcomes == [Printed(), Printed()]
    assert len(printer.slips) == 2


def test_status_questions_are_answered_in_the_middle_of_a_picture(printer: VirtualPrinter) -> None:
    """The virtual printer does what heads do: it sees the bytes of a question anywhere in the stream."""
    picture = Image.new("1", (576, 24), 1)
    data = bytearray(slip_bytes(picture))
    data[100:103] = b"\x10\x04\x04"
    assert print_one(printer, bytes(data)) == Printed()


def test_the_queue_prints_in_order_and_answers_each_job_once(printer: VirtualPrinter) -> None:
    pictures = [render(slip(number=f"A{i:03}")) for i in range(1, 5)]
    outcomes: list[tuple[int, Outcome]] = []
    done = threading.Event()
    queue = PrintQueue(driver(printer))
    queue.start()
    for i, picture in enumerate(pictures):

        def note(outcome: Outcome, i: int = i) -> None:
            outcomes.append((i, outcome))
            if len(outcomes) == len(pictures):
                done.set()

        queue.submit(SlipJob(str(i), f"A{i + 1:03}", slip_bytes(picture)), note)
    assert done.wait(10)
    queue.close()
    assert outcomes == [(i, Printed()) for i in range(4)]
    for picture, paper in zip(pictures, printer.slips, strict=True):
        assert ImageChops.logical_xor(paper.crop((0, 0, *picture.size)), picture).getbbox() is None


def test_the_queue_never_prints_again_by_itself(printer: VirtualPrinter) -> None:
    printer.change(answers="silent")
    outcomes: SimpleQueue[Outcome] = SimpleQueue()
    queue = PrintQueue(driver(printer))
    queue.start()
    queue.submit(SlipJob("t1#1", "D047", DATA), outcomes.put)
    assert outcomes.get(timeout=10) == Unknown(Trouble.SILENT)
    printer.change(answers="normal")
    queue.close()
    assert outcomes.empty()
    assert printer.wait_for_slips(1, within_s=5)
    assert len(printer.slips) == 1


def test_jobs_that_wait_when_the_queue_closes_are_told_they_are_not_printed(printer: VirtualPrinter) -> None:
    printer.change(rows_per_s=3000)
    outcomes: list[Outcome] = []
    queue = PrintQueue(driver(printer))
    queue.start()
    for n in range(3):
        queue.submit(SlipJob(str(n), "D047", DATA), outcomes.append)
    assert printer.wait_until_printing(2)
    queue.close()
    assert outcomes == [Printed(), NotPrinted(Trouble.STOPPED), NotPrinted(Trouble.STOPPED)]


def test_slips_are_left_as_pictures_in_the_folder(tmp_path: Path) -> None:
    printer = VirtualPrinter(tmp_path / "slips", dots=384)
    printer.change(rows_per_s=FAST_ROWS_PER_S)
    printer.power_on()
    narrow = render(slip(width_mm=58))
    assert print_one(printer, slip_bytes(narrow)) == Printed()
    printer.close()
    with Image.open(tmp_path / "slips" / "slip-0001.png") as paper:
        assert ImageChops.logical_xor(paper.crop((0, 0, *narrow.size)), narrow).getbbox() is None


def test_nobody_is_left_running_after_close() -> None:
    before = threading.active_count()
    printer = VirtualPrinter()
    printer.power_on()
    assert threading.active_count() == before + 2
    printer.close()
    assert threading.active_count() == before


def test_a_bad_morning_gives_each_slip_one_paper_or_one_honest_unknown(printer: VirtualPrinter) -> None:
    chance = random.Random(47)
    hurried = Limits(first_answer_s=0.5, answer_s=0.5, send_s=0.5, finish_s=0.6, poll_s=0.05, settle_s=0.02)
    faults: list[dict[str, Any]] = [
        {}, {"paper": "near_end"}, {"paper": "out"}, {"cover_open": True}, {"out_after_rows": 300},
        {"reset_after_bytes": 9000}, {"answers": "silent"}, {"answers": "garbage"},
    ]  # fmt: skip
    well = {"paper": "ok", "cover_open": False, "out_after_rows": None, "reset_after_bytes": None, "answers": "normal"}
    outcomes = []
    for _ in range(20):
        printer.change(**{**well, **chance.choice(faults)})
        outcomes.append(driver(printer, hurried).print_job(DATA))
    printer.change(**well)
    printed = sum(isinstance(outcome, Printed) for outcome in outcomes)
    unknown = sum(isinstance(outcome, Unknown) for outcome in outcomes)
    assert driver(printer).print_job(DATA) == Printed()  # behind everything that still waited
    assert printed > 3
    assert unknown > 3
    assert printed < len(printer.slips) <= printed + unknown + 1


def test_the_virtual_printer_runs_as_a_program(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hardware.simulated.printer", "--port", "0", "--out", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        ready = program.stdout.readline()
        port = int(ready.split(",")[0].rsplit(":", 1)[1])
        patient = Limits(settle_s=0.02)
        assert Printer(lambda: NetworkTransport("127.0.0.1", port), patient).print_job(DATA) == Printed()
        program.send_signal(signal.SIGINT)
        assert program.wait(10) == 0
    assert (tmp_path / "slip-0001.png").exists()
