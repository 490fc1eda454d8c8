"""A technician adds a keypad nobody has heard of by a TOML file alone: the one that docs/drivers.md prints."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from counter.devices import devices_of
from hardware.simulated.wire import Wire
from shared import settings
from shared.hall.events import ServiceEvaluated
from shared.ui.fonts import load_fonts
from tests.ui.counter_hall import Desk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every least size
DOCS = Path(__file__).parents[2] / "docs" / "drivers.md"
ADDRESS = 3


class ThreeKeys:
    """The device itself, by its maker's sheet: it knows nothing of profiles."""

    def __init__(self, link: Path) -> None:
        self.wire = Wire(link)
        self.heard = b""
        self._changed = threading.Condition()
        self.wire.join(self._hear)

    def press(self, code: int) -> None:
        self.wire.send(bytes([0xAA, ADDRESS, code, ADDRESS ^ code, 0x55]))

    def wait_for(self, code: int) -> bool:
        """Whether the counter says this to it."""
        with self._changed:
            return self._changed.wait_for(lambda: bytes([0xAA, ADDRESS, code, ADDRESS ^ code, 0x55]) in self.heard, 10)

    def _hear(self, data: bytes) -> None:
        with self._changed:
            self.heard += data
            self._changed.notify_all()


@pytest.fixture
def keypad(tmp_path: Path) -> Iterator[ThreeKeys]:
    keypad = ThreeKeys(tmp_path / "port")
    keypad.wire.plug()
    yield keypad
    keypad.wire.unplug()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, keypad: ThreeKeys) -> Iterator[Desk]:
    load_fonts()
    (profile,) = re.findall(r"```toml\n(title = .*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "our-pad.toml").write_text(profile, encoding="utf-8")
    (tmp_path / "terminal.toml").write_text(
        f'[keypad]\nport = "{keypad.wire.link}"\nprofile = "{tmp_path}/our-pad.toml"\naddress = {ADDRESS}\n'
    )
    wanted, wrong = settings.load_usable(tmp_path)
    devices, left_out = devices_of(wanted)
    assert not wrong and not left_out
    desk = Desk(*devices)
    desk.sign_in()
    qtbot.waitUntil(lambda: desk.reads("评价器已接"))
    yield desk
    desk.counter.close()


def serve(desk: Desk, qtbot: QtBot, keypad: ThreeKeys) -> None:
    """The clerk opens, calls, starts and finishes with the keypad's own call key and F9."""
    for state in ("idle", "calling", "serving"):
        desk.wait(2)
        keypad.press(0x20)
        qtbot.waitUntil(lambda state=state: desk.state == state)  # type: ignore[misc]
        if state == "idle":
            desk.take()
    desk.step()


@pytest.mark.parametrize(("code", "grade"), [(1, 5), (2, 3), (3, 1)])
def test_it_calls_is_lit_rates_is_answered_and_thanked(
    desk: Desk, qtbot: QtBot, keypad: ThreeKeys, code: int, grade: int
) -> None:
    serve(desk, qtbot, keypad)
    assert keypad.wait_for(0xA1), "lit"
    keypad.press(code)
    qtbot.waitUntil(lambda: len(desk.hall.said(ServiceEvaluated)) == 1)
    assert desk.hall.said(ServiceEvaluated)[0].grade == grade
    assert keypad.wait_for(0x06), "answered"
    assert keypad.wait_for(0xA2), "thanked"


def test_nobody_pressed_is_no_rating(desk: Desk, qtbot: QtBot, keypad: ThreeKeys) -> None:
    serve(desk, qtbot, keypad)
    assert keypad.wait_for(0xA1)
    keypad.press(9)
    assert keypad.wait_for(0x06)
    desk.texts()
    assert "evaluate" not in desk.asked
