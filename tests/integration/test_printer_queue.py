"""The print queue through crashes, restarts and a shared printer: never a second paper by itself."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest

from hardware.printer.address import printer_at
from hardware.printer.driver import Limits
from hardware.printer.escpos import slip_bytes
from hardware.printer.outcome import NotPrinted, Outcome, Printed, Trouble, Unknown
from hardware.printer.queue import PrintQueue
from hardware.printer.raster import render
from hardware.printer.roll import PaperState
from hardware.printer.spool import Entry, SlipJob, Spool
from hardware.simulated.printer import VirtualPrinter
from tests.unit.hardware.slips import slip

LIMITS = Limits(first_answer_s=5, answer_s=1, send_s=1, finish_s=5, poll_s=0.05, settle_s=0.02)
DATA = slip_bytes(render(slip(sticks=())))
KIOSK = """
import sys
from pathlib import Path
from hardware.printer.address import printer_at
from hardware.printer.queue import PrintQueue
from hardware.printer.spool import SlipJob, Spool
queue = PrintQueue(printer_at(sys.argv[1]), Spool(Path(sys.argv[2])))
if sys.argv[3] != "held":
    queue.start()
queue.submit(SlipJob("t1#1", "D047", Path(sys.argv[4]).read_bytes()), print, held=sys.argv[3] == "held")
print("queued", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def head() -> Iterator[VirtualPrinter]:
    head = VirtualPrinter()
    head.change(rows_per_s=1e6)
    head.power_on()
    yield head
    head.close()


def queue_to(head: VirtualPrinter, path: Path | None = None, look_s: tuple[float, float] = (1e6, 1e6)) -> PrintQueue:
    return PrintQueue(printer_at("tcp://{}:{}".format(*head.address), LIMITS), Spool(path), look_s=look_s)


def kiosk(head: VirtualPrinter, spool: Path, how: str) -> subprocess.Popen[str]:
    """A kiosk's queue as a process of its own, with one slip queued."""
    data = spool.with_name("slip.bin")
    data.write_bytes(DATA)
    address = "tcp://{}:{}".format(*head.address)
    command = [sys.executable, "-c", KIOSK, address, str(spool), how, str(data)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "queued\n"
    return process


def kill(process: subprocess.Popen[str]) -> None:
    with process:
        process.send_signal(signal.SIGKILL)


def test_killed_while_it_printed_the_slip_is_unknown_and_never_printed_again(
    head: VirtualPrinter, tmp_path: Path
) -> None:
    head.change(rows_per_s=2000)
    process = kiosk(head, tmp_path / "slips.sqlite3", "print")
    assert head.wait_until_printing(5)
    kill(process)
    lost: SimpleQueue[Entry] = SimpleQueue()
    queue = queue_to(head, tmp_path / "slips.sqlite3")
    queue.on_lost = lost.put
    queue.start()
    entry = lost.get(timeout=5)
    assert (entry.number, entry.outcome) == ("D047", Unknown(Trouble.CRASHED))
    answers: SimpleQueue[Outcome] = SimpleQueue()
    queue.submit(SlipJob("t1#1", "D047", DATA), answers.put)  # the hub's answer comes once more
    assert answers.get(timeout=5) == Unknown(Trouble.CRASHED)
    queue.submit(SlipJob("t2#1", "D048", DATA), answers.put)
    assert answers.get(timeout=20) == Printed()
    queue.close()
    assert len(head.slips) <= 2  # the first came out or not; the second did; there is no third


def test_killed_before_its_turn_the_slip_is_printed_once_by_the_next_run(head: VirtualPrinter, tmp_path: Path) -> None:
    kill(kiosk(head, tmp_path / "slips.sqlite3", "held"))
    assert not head.slips
    for _ in range(2):
        queue = queue_to(head, tmp_path / "slips.sqlite3")
        queue.start()
        assert head.wait_for_slips(1, within_s=5)
        queue.close()
    assert len(head.slips) == 1


def test_a_held_slip_lets_others_pass_and_prints_when_released(head: VirtualPrinter) -> None:
    queue = queue_to(head)
    queue.start()
    order: SimpleQueue[str] = SimpleQueue()
    queue.submit(SlipJob("t1#1", "D047", DATA), lambda _: order.put("held"), held=True)
    queue.submit(SlipJob("t2#1", "D048", DATA), lambda _: order.put("other"))
    assert order.get(timeout=5) == "other"
    queue.release("t1#1")
    assert order.get(timeout=5) == "held"
    queue.close()


def test_a_slip_that_cannot_be_noted_is_printed_but_one_that_cannot_be_marked_as_sent_is_not(
    head: VirtualPrinter, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A full disk: without a record there is nothing that could print it twice; with a stale one there is."""
    spool = Spool(tmp_path / "slips.sqlite3")
    queue = PrintQueue(printer_at("tcp://{}:{}".format(*head.address), LIMITS), spool, look_s=(1e6, 1e6))
    answers: SimpleQueue[Outcome] = SimpleQueue()
    queue.submit(SlipJob("t1#1", "D047", DATA), answers.put)
    spool._db.execute("PRAGMA query_only = ON")
    queue.submit(SlipJob("t2#1", "D048", DATA), answers.put)
    queue.start()
    assert answers.get(timeout=5) == NotPrinted(Trouble.FAULT)
    assert answers.get(timeout=5) == Printed()
    assert "D048 is printed without a record" in caplog.text
    queue.close()
    assert len(head.slips) == 1


def test_an_idle_printer_is_looked_at_and_its_trouble_told_and_taken_back(head: VirtualPrinter) -> None:
    states: SimpleQueue[PaperState] = SimpleQueue()
    queue = queue_to(head, look_s=(0.05, 0.05))
    queue.on_state = states.put
    queue.start()
    assert states.get(timeout=5).trouble is None
    head.change(cover_open=True)
    assert states.get(timeout=5).trouble is Trouble.COVER_OPEN
    head.change(cover_open=False)
    assert states.get(timeout=5).trouble is None
    queue.close()
    assert not head.slips


def test_two_kiosks_print_on_one_printer_of_the_network(head: VirtualPrinter) -> None:
    head.change(rows_per_s=20_000)
    outcomes: list[Outcome] = []
    both = threading.Barrier(2)

    def morning(name: str) -> None:
        queue = queue_to(head)
        queue.start()
        done: SimpleQueue[Outcome] = SimpleQueue()
        both.wait()
        for n in range(6):
            queue.submit(SlipJob(f"{name}{n}", f"{name}00{n}", DATA), done.put)
        outcomes.extend(done.get(timeout=30) for _ in range(6))
        queue.close()

    kiosks = [threading.Thread(target=morning, args=(name,)) for name in "AB"]
    for each in kiosks:
        each.start()
    for each in kiosks:
        each.join()
    assert outcomes == [Printed()] * 12
    assert len(head.slips) == 12
