"""A thousand tickets through printers that fail at random: one paper or one honest unknown each, read back."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from hardware.printer.driver import Limits, Printer
from hardware.printer.network import NetworkTransport
from hardware.printer.outcome import NotPrinted, Outcome, Printed, Trouble, Unknown
from hardware.printer.output import Style, slip_data
from hardware.printer.queue import PrintQueue
from hardware.printer.spool import SlipJob, Spool
from hardware.simulated.printer import VirtualPrinter
from tests.unit.hardware.slips import slip

TICKETS = 1_000
KIOSKS = 4
PAGE = "https://hall.example/t/"
LIMITS = Limits(first_answer_s=0.2, answer_s=0.2, send_s=0.3, finish_s=0.3, poll_s=0.02, settle_s=0.002)
WELL: dict[str, Any] = {
    "paper": "ok", "cover_open": False, "cutter_jammed": False, "answers": "normal", "out_after_rows": None,
    "reset_after_bytes": None, "greeting": b"",
}  # fmt: skip


def fault(chance: random.Random) -> dict[str, Any]:
    """What is wrong while this ticket is printed; mostly nothing."""
    if chance.random() < 0.65:
        return {}
    return chance.choice(
        [
            {"paper": "near_end"},
            {"paper": "out"},
            {"cover_open": True},
            {"cutter_jammed": True},
            {"out_after_rows": chance.randint(1, 900)},
            {"reset_after_bytes": chance.randint(1, 900)},
            {"reset_after_bytes": chance.randint(900, 9_000)},
            {"answers": "silent"},
            {"answers": "garbage"},
            {"greeting": bytes(chance.choices((0x12, 0x1A, 0x00, 0x7E), k=3))},
        ]
    )


def code_of(paper: Image.Image) -> str:
    """What a phone reads on the paper's lower end, where the newest slip is; it knows nothing of the driver.

    Above it may hang the torn piece of a slip before, with a code of its own: so it looks ever closer.
    """
    for rows in (1000, 800, 700, 600, 500):
        lower = paper.crop((0, max(0, paper.height - rows), *paper.size)).convert("L")
        for eye in (cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco()):
            if text := eye.detectAndDecode(np.array(lower))[0]:
                return str(text)
    return ""


def print_tickets(kiosk: int, folder: Path) -> tuple[dict[str, Outcome], Counter[str]]:
    """One kiosk's morning: what its tickets were told, and what a phone reads on the papers."""
    chance = random.Random(kiosk)
    head = VirtualPrinter(dots=384, native_qr=True)
    head.change(rows_per_s=1e9)
    head.power_on()
    spool = Spool(folder / f"slips-{kiosk}.sqlite3")
    queue = PrintQueue(Printer(lambda: NetworkTransport(*head.address), LIMITS), spool, look_s=(1e6, 1e6))
    queue.start()
    outcomes: dict[str, Outcome] = {}
    answers: SimpleQueue[Outcome] = SimpleQueue()
    for n in range(TICKETS // KIOSKS):
        number = f"{'ABCD'[kiosk]}{n:03}"
        style = Style("raster" if n % 5 == 0 else "text", native_qr=True)
        words = slip(number=number, qr_text=f"{PAGE}{number}", width_mm=58, sticks=(), notice="")
        job = SlipJob(f"{n}#1", number, *slip_data(words, style))
        head.change(**{**WELL, **fault(chance)})
        queue.submit(job, answers.put)
        outcomes[number] = answers.get(timeout=10)
        queue.submit(job, answers.put)  # the same paper again: only answered
        assert answers.get(timeout=10) == outcomes[number]
    assert {entry.number: entry.outcome for entry in spool.entries()} == outcomes
    queue.close()
    head.change(**WELL)
    last = Printer(lambda: NetworkTransport(*head.address), Limits(settle_s=0.002))
    ending = slip_data(slip(qr_text=f"{PAGE}last", width_mm=58), Style())[0]
    assert isinstance(last.print_job(ending), Printed)  # behind whatever still waited
    papers = Counter(code_of(paper).removeprefix(PAGE) for paper in head.slips)
    head.close()
    assert papers.pop("last") == 1
    return outcomes, papers


@pytest.mark.timeout(180)
def test_a_thousand_tickets_give_one_paper_or_one_honest_unknown_each(tmp_path: Path) -> None:
    with ThreadPoolExecutor(KIOSKS) as kiosks:
        mornings = list(kiosks.map(lambda kiosk: print_tickets(kiosk, tmp_path), range(KIOSKS)))
    outcomes: dict[str, Outcome] = {}
    for told, papers in mornings:
        outcomes |= told
        assert not papers.keys() - told.keys()  # whatever came out can be read
        for number, outcome in told.items():
            match outcome:
                case Printed():
                    assert papers[number] == 1, number
                case NotPrinted():
                    assert papers[number] == 0, number
                case Unknown():
                    assert papers[number] <= 1, number
    assert len(outcomes) == TICKETS
    assert Counter(type(outcome) for outcome in outcomes.values()).keys() == {Printed, NotPrinted, Unknown}
    causes = {outcome.cause for outcome in outcomes.values() if isinstance(outcome, NotPrinted)}
    states = {outcome.state for outcome in outcomes.values() if isinstance(outcome, Unknown)}
    assert {Trouble.PAPER_OUT, Trouble.COVER_OPEN, Trouble.FAULT, Trouble.NOT_A_PRINTER} <= causes
    assert {Trouble.PAPER_OUT, Trouble.LOST, Trouble.SILENT} <= states
