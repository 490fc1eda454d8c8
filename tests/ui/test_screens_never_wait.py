"""Every device of a terminal misbehaves at once, for seconds, and its screen goes on."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from counter.devices import Device
from hardware.keypad.keypad import keypad_port
from hardware.keypad.profile import load_profile
from hardware.printer.driver import Limits, Printer
from hardware.printer.network import NetworkTransport
from hardware.printer.queue import PrintQueue
from hardware.printer.spool import Spool
from hardware.simulated.idreader import VirtualIdReader
from hardware.simulated.keypad import VirtualKeypad
from hardware.simulated.printer import VirtualPrinter
from hardware.simulated.wire import Wire
from shared.client.outbox import Outbox
from shared.settings import Reader
from shared.ui.fonts import load_fonts
from tests.heart import Heart
from tests.ui.counter_hall import Desk
from tests.ui.kiosk_hall import Visitor

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every least size
AT_MOST_MS = 1_200.0
"""On a busy machine; each trouble below lasts for a second and more. On a quiet one: ``make bench``."""
LIMITS = Limits(first_answer_s=1, answer_s=1, send_s=2, finish_s=2, poll_s=0.05, settle_s=0.02)


@contextmanager
def loose(*wires: Wire) -> Iterator[None]:
    """Cables that are pulled and plugged in again all the time."""
    ended = threading.Event()

    def misbehave() -> None:
        while not ended.wait(0.05):
            for wire in wires:
                wire.unplug() if wire.plugged else wire.plug()

    thread = threading.Thread(target=misbehave)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        for wire in wires:
            wire.unplug()


@contextmanager
def beating() -> Iterator[Heart]:
    heart = Heart()
    heart.start()
    yield heart
    heart.stop()


@contextmanager
def busy_disk(path: Path) -> Iterator[Callable[[], None]]:
    """Somebody else, as a backup, holds the file until told to let go."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield lambda: other.execute("COMMIT") and None


def kiosk_waits(qtbot: QtBot, tmp_path: Path) -> list[float]:
    """In ms, while its printer takes no byte, its reader's cable is loose, its disk is held by somebody else."""
    load_fonts()
    head, reader, outbox = VirtualPrinter(), VirtualIdReader(tmp_path / "reader"), Outbox(tmp_path / "outbox.sqlite3")
    head.change(takes_bytes=False)
    head.power_on()
    queue = PrintQueue(
        Printer(lambda: NetworkTransport(*head.address), LIMITS), Spool(tmp_path / "slips.sqlite3"), look_s=(0.1, 0.1)
    )
    person = Visitor(qtbot, windows=1, printer=queue, outbox=outbox, reader=Reader("id-card", str(reader.wire.link)))
    queue.start()
    person.touch("tile-d")
    person.touch("tile-id")
    with loose(reader.wire), busy_disk(tmp_path / "outbox.sqlite3") as let_go, beating() as heart:
        person.only_touch("kind-normal")
        qtbot.wait(1500)
        assert person.desk.visit.busy, "nothing is asked before it is on disk"
        assert not person.requests
        let_go()
        qtbot.waitUntil(lambda: person.page == "ticket")
        qtbot.waitUntil(lambda: person.desk.card.paper in ("missing", "unsure"), timeout=20_000)
    person.kiosk.close()
    head.change(takes_bytes=True)
    queue.close()
    head.close()
    outbox.close()
    return heart.waited_ms


def counter_waits(qtbot: QtBot, tmp_path: Path) -> list[float]:
    """In ms, while one pad floods its line, the other's cable is loose, the board takes no byte."""
    load_fonts()
    profile, board = load_profile("callpad-ff68"), load_profile("mingxing-led")
    noisy, pulled = VirtualKeypad(tmp_path / "noisy"), VirtualKeypad(tmp_path / "pulled")
    master, slave = os.openpty()
    noisy.plug()
    desk = Desk(
        Device("pad", keypad_port(str(noisy.link), profile), profile),
        Device("pad", keypad_port(str(pulled.link), profile), profile),
        Device("board", keypad_port(os.ttyname(slave), board), board),
    )
    desk.open()
    with loose(pulled.wire), beating() as heart:
        for _ in range(20):
            noisy.send(b"\xff\x68\x10\x10\x68" * 200)
            desk.take()
            for _ in range(3):
                desk.step()
            qtbot.wait(50)
    desk.counter.close()
    noisy.unplug()
    os.close(master)
    os.close(slave)
    return heart.waited_ms


@pytest.mark.parametrize("waits", [kiosk_waits, counter_waits])
def test_no_device_holds_up_the_screen(
    qtbot: QtBot, tmp_path: Path, waits: Callable[[QtBot, Path], list[float]]
) -> None:
    waited_ms = waits(qtbot, tmp_path)
    assert len(waited_ms) > 20
    assert max(waited_ms) < AT_MOST_MS, sorted(waited_ms)[-5:]
