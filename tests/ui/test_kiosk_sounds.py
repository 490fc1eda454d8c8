"""What is heard at the kiosk: a tick at each press, and of a draw that is watched where it stops and what it says."""

import logging
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, QThread, Slot
from pytestqt.qtbot import QtBot

from hardware.voice.ticks import Tick, ticks
from kiosk.app import make_sounds
from kiosk.controllers import draw
from kiosk.controllers.draw import DrawShow
from kiosk.settings import KioskSettings
from kiosk.sounds import KioskSounds
from shared.client.simulated import SimulatedLink
from shared.protocol.requests import ReportRequest
from shared.settings import Sounds
from shared.ui.sound.effects import QtEffects
from shared.ui.sound.player import QtPlayer
from tests.ui.kiosk_hall import QUICK, Visitor

pytestmark = pytest.mark.qt_log_ignore("PulseAudio|audio device|FFmpeg|multimedia")  # what a machine without sound says


class Ear:
    """Writes down what is heard, and what the draw shows just then."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.shown: list[str] = []
        self.show: DrawShow | None = None

    def play(self, name: Tick) -> None:
        self.heard.append(name)
        if name != "press" and self.show is not None:
            self.shown.append(self.show.phase)


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def visit(qtbot: QtBot, ear: Ear) -> Iterator[Visitor]:
    yield from _visitor(qtbot, ear, QUICK)


def _visitor(qtbot: QtBot, ear: Ear, settings: KioskSettings) -> Iterator[Visitor]:
    person = Visitor(qtbot, settings=settings, sounds=ear)
    ear.show = person.desk.show
    yield person
    person.kiosk.close()


@pytest.fixture
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The draw at ten times its speed."""
    for name in ("SEALED_MS", "LIFT_MS", "RISE_MS", "HOLD_MS", "RESULT_MS"):
        monkeypatch.setattr(draw, name, getattr(draw, name) // 10)


def watches(person: Visitor) -> None:
    """See the draw to its end with still hands."""
    person.qtbot.waitUntil(lambda: person.page == "ticket", timeout=20_000)


def test_a_control_ticks_when_it_is_pressed_and_bare_ground_does_not(visit: Visitor, ear: Ear) -> None:
    visit.settle()
    visit.touch_at(QPointF(540, 200))
    assert ear.heard == []
    visit.touch("tile-d")
    assert ear.heard == ["press"]
    visit.touch("back")
    assert ear.heard == ["press", "press"]


def test_a_watched_draw_is_heard_where_it_stops_and_at_its_result_once_each(
    visit: Visitor, ear: Ear, brisk: None
) -> None:
    visit.asks()
    watches(visit)
    assert ear.heard == ["press"] * 3 + ["stopped", "result"]
    assert ear.shown == ["stopped", "result"]


def test_the_slower_draw_of_large_type_is_heard_in_step(visit: Visitor, ear: Ear, brisk: None) -> None:
    visit.touch("elder")
    visit.asks()
    assert visit.desk.show.riseMs == draw.RISE_MS * 1.5
    watches(visit)
    assert ear.heard == ["press"] * 4 + ["stopped", "result"]
    assert ear.shown == ["stopped", "result"]


def test_who_skips_the_draw_skips_its_tones(visit: Visitor, ear: Ear) -> None:
    visit.asks()
    visit.sees_the_draw()
    assert visit.page == "ticket"
    assert ear.heard == ["press"] * 5


def test_a_draw_skipped_after_its_stop_ends_in_silence(visit: Visitor, ear: Ear, monkeypatch) -> None:
    monkeypatch.setattr(draw, "SEALED_MS", 1)
    monkeypatch.setattr(draw, "RISE_MS", 1)
    monkeypatch.setattr(draw, "HOLD_MS", 600_000)
    visit.asks()
    visit.qtbot.waitUntil(lambda: "stopped" in ear.heard, timeout=10_000)
    visit.sees_the_draw()
    assert visit.page == "ticket"
    assert ear.heard == ["press"] * 3 + ["stopped"] + ["press"] * 2


def test_without_motion_only_the_result_is_heard(qtbot: QtBot, ear: Ear, brisk: None) -> None:
    for person in _visitor(qtbot, ear, KioskSettings(settle_ms=20, motion=False)):
        person.asks()
        watches(person)
        assert ear.heard == ["press"] * 3 + ["result"]


@pytest.mark.parametrize(("windows", "group"), [(1, "d"), (6, "f")])
def test_where_nothing_is_drawn_no_tone_sounds(qtbot: QtBot, ear: Ear, windows: int, group: str) -> None:
    person = Visitor(qtbot, windows, sounds=ear)
    person.asks(group=group)
    assert person.page == "ticket"
    person.touch("done")
    assert set(ear.heard) == {"press"}
    person.kiosk.close()


def test_what_is_heard_is_seen_as_well_on_a_kiosk_without_sounds(qtbot: QtBot, brisk: None) -> None:
    person = Visitor(qtbot)
    phases: list[str] = []
    person.desk.show.phaseChanged.connect(lambda: phases.append(person.desk.show.phase))
    person.asks()
    watches(person)
    assert phases == ["sealed", "rising", "stopped", "result", ""]
    person.kiosk.close()


def test_a_kiosk_whose_sounds_are_switched_off_opens_no_output(qapp) -> None:
    link = SimulatedLink("kiosk")
    assert make_sounds(Sounds(volume=0), link) is None
    assert link.asked == []


def test_without_an_output_it_is_said_once_staff_are_told_and_nothing_fails(qtbot: QtBot, monkeypatch, caplog) -> None:
    plugged = [False]
    monkeypatch.setattr(QtPlayer, "has_sound", staticmethod(lambda: plugged[0]))
    link = SimulatedLink("kiosk")
    link.set_state("live")
    with caplog.at_level(logging.WARNING, "fairhall"):
        sounds = KioskSounds(Sounds(), link)
        sounds.begin()
        qtbot.waitUntil(lambda: bool(link.asked), timeout=10_000)
        for name in ("press", "stopped", "result"):
            sounds.play(name)
    assert [record.message for record in caplog.records] == [
        "no audio output on this machine: touches and draws are not heard until one is connected"
    ]
    plugged[0] = True
    sounds._thread.made._devices.audioOutputsChanged.emit()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: len(link.asked) == 2, timeout=10_000)
    link.set_state("away")
    link.set_state("live")
    sounds.close()
    told = [it.request for it in link.asked if isinstance(it.request, ReportRequest)]
    assert {it.device for it in told} == {"voice"}
    assert [(it.state, it.detail) for it in told] == [("trouble", "no_ticks"), ("ok", ""), ("ok", "")]


def test_every_sound_is_loaded_before_it_is_wanted_and_as_loud_as_set(qapp, monkeypatch) -> None:
    monkeypatch.setattr(QtPlayer, "has_sound", staticmethod(lambda: True))
    effects = QtEffects(ticks(), 35)
    assert {name: round(it.volume(), 2) for name, it in effects._loaded.items()} == dict.fromkeys(ticks(), 0.35)
    assert len({it.source().toString() for it in effects._loaded.values()}) == len(ticks())
    effects.close()


def test_an_output_that_goes_and_comes_back_is_played_on_again(qapp, monkeypatch) -> None:
    plugged = [True]
    monkeypatch.setattr(QtPlayer, "has_sound", staticmethod(lambda: plugged[0]))
    effects = QtEffects(ticks(), 50)
    for plugged[0] in (False, True):
        effects._devices.audioOutputsChanged.emit()
        assert set(effects._loaded) == (set(ticks()) if plugged[0] else set())
        effects.play("press")
    effects.close()


def test_a_press_reaches_the_thread_of_the_sounds_and_what_is_pressed_before_them_is_lost(
    qtbot: QtBot, monkeypatch
) -> None:
    heard: list[tuple[str, bool]] = []

    def play(self: QtEffects, name: str) -> None:
        heard.append((name, QThread.isMainThread()))

    monkeypatch.setattr(QtEffects, "play", Slot(str)(play))
    monkeypatch.setattr(QtPlayer, "has_sound", staticmethod(lambda: False))
    link = SimulatedLink("kiosk")
    link.set_state("live")
    sounds = KioskSounds(Sounds(), link)
    sounds.play("result")
    sounds.begin()
    qtbot.waitUntil(lambda: bool(link.asked), timeout=10_000)
    sounds.play("press")
    sounds.close()
    assert heard == [("press", False)]


def test_a_kiosk_that_is_closed_before_its_first_frame_leaves_no_thread(qapp) -> None:
    sounds = KioskSounds(Sounds(), SimulatedLink("kiosk"))
    sounds.close()
    assert not sounds._thread.isRunning()
