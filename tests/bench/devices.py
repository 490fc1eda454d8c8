"""How long the screen's thread waits for its devices while every one of them misbehaves."""

import contextlib
import logging
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qt_compat import qt_api
from pytestqt.qtbot import QtBot

from counter.controllers.session import Session
from counter.devices import Device
from counter.pads import Pads
from hardware.keypad.keypad import keypad_port
from hardware.keypad.profile import load_profile
from hardware.simulated.keypad import VirtualKeypad
from hardware.simulated.wire import Wire
from shared.client.simulated import SimulatedLink
from shared.ui.terminal import SWITCH_S
from tests.bench.figures import Figure, Section, percentile
from tests.heart import moment
from tests.ui.test_screens_never_wait import kiosk_waits
from tests.unit.counter.rows import GROUPS, desk, hall, serving

FRAME_MS = 16.0
BEAT_MS = 5


def measure(quick: bool) -> Section:
    """A pad that floods the line with noise, one whose cable is pulled again and again, a board that takes no byte."""
    lasts_s = 3.0 if quick else 10.0
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    app = QApplication.instance() or QApplication(["bench"])
    sys.setswitchinterval(SWITCH_S)  # as terminals do
    logging.getLogger("fairhall.line").setLevel(logging.CRITICAL)  # it has much to say here
    calm = _late(app, lasts_s / 2, lambda n: None)
    calls: list[float] = []
    waits: list[float] = []
    with tempfile.TemporaryDirectory() as folder, _bad_devices(Path(folder)) as pads:

        def use(n: int) -> None:
            began, busy = moment()
            pads.show(n)
            ended, busy_then = moment()
            calls.append(ended - began)
            waits.append(calls[-1] - (busy_then - busy))

        late = _late(app, lasts_s, use)
    with tempfile.TemporaryDirectory() as folder:
        qt_api.set_qt_api("pyside6")
        kiosk = kiosk_waits(QtBot(None), Path(folder))  # type: ignore[arg-type]
    return Section(
        f"The screen's thread and three bad devices ({len(calls)} calls)",
        (
            Figure(name="waited in a call to all devices, p99", value=percentile(waits, 0.99) * 1000, unit="ms"),
            Figure(name="waited in a call, longest", value=max(waits) * 1000, unit="ms", most=FRAME_MS),
            Figure(name="a call, longest, with the machine's share", value=max(calls) * 1000, unit="ms"),
            Figure(name="beat of the screen late, p99", value=percentile(late, 0.99), unit="ms", most=FRAME_MS),
            Figure(
                name="beat of the screen late, most", value=max(late), unit="ms", note="the machine's own share below"
            ),
            Figure(name="the same without devices, most", value=max(calm), unit="ms"),
            Figure(name="kiosk's screen waited for its devices, longest", value=max(kiosk), unit="ms", most=FRAME_MS),
        ),
    )


class _Use:
    """The desk's devices, used as the desk does, only more often."""

    def __init__(self, pads: Pads, link: SimulatedLink) -> None:
        self._pads, self._link = pads, link

    def show(self, n: int) -> None:
        """Another number, another question."""
        self._link.mirror.apply(n + 2, (serving(number=f"A{n % 1000:03}"), desk()) if n % 2 else (desk(),))
        self._pads.follow()
        self._pads.ask_rating(10)
        self._pads.thank()


@contextlib.contextmanager
def _bad_devices(folder: Path) -> Iterator[_Use]:
    pad, board = load_profile("callpad-ff68"), load_profile("mingxing-led")
    noisy, loose = VirtualKeypad(folder / "noisy"), VirtualKeypad(folder / "loose")
    master, slave = os.openpty()
    link = SimulatedLink("counter", "c8")
    session = Session(link, lambda: None)
    devices = [
        Device("pad", keypad_port(str(noisy.link), pad), pad),
        Device("pad", keypad_port(str(loose.link), pad), pad),
        Device("board", keypad_port(os.ttyname(slave), board), board),
    ]
    pads = Pads(devices, session, lambda key: None, lambda: None)
    link.start()
    session.clerk = "0817"
    link.feed([hall(), desk(), *GROUPS], fresh=True)
    ended = threading.Event()

    def misbehave() -> None:
        wire: Wire = loose.wire
        while not ended.wait(0.05):
            noisy.send(b"\xff\x68\x10\x10\x68" * 200)
            wire.unplug() if wire.plugged else wire.plug()

    noisy.plug()
    loose.plug()
    thread = threading.Thread(target=misbehave)
    thread.start()
    pads.start()
    try:
        yield _Use(pads, link)
    finally:
        ended.set()
        thread.join()
        pads.close()
        noisy.unplug()
        loose.unplug()
        os.close(master)
        os.close(slave)


def _late(app: QCoreApplication, lasts_s: float, each: Callable[[int], None]) -> list[float]:
    """How late each beat of the event loop came, in ms."""
    clock, late, beats = QElapsedTimer(), list[float](), iter(range(1_000_000_000))
    timer = QTimer(interval=BEAT_MS)

    def beat() -> None:
        late.append(max(0.0, clock.nsecsElapsed() / 1e6 - BEAT_MS))
        clock.restart()
        each(next(beats))

    timer.timeout.connect(beat)
    QTimer.singleShot(round(lasts_s * 1000), app.quit)
    clock.start()
    timer.start()
    app.exec()
    timer.stop()
    return late[1:]
