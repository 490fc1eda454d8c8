"""The draw in time."""

import pytest

from kiosk.controllers.draw import DrawShow
from shared.ui.texts import Texts
from tests.unit.kiosk.test_lots import shown


@pytest.fixture
def texts(qapp) -> Texts:
    return Texts()


def phases(show: DrawShow) -> list[str]:
    seen: list[str] = []
    show.phaseChanged.connect(lambda: seen.append(show.phase))
    return seen


def test_it_is_sealed_then_rises_then_stops_then_tells(texts, qtbot) -> None:
    show = DrawShow(texts, motion=True)
    seen = phases(show)
    with qtbot.waitSignal(show.finished, timeout=2000):
        show.play(shown([0, 1, 2, 3]), pace=0.02)
    assert seen == ["sealed", "rising", "stopped", "result", ""]


def test_the_first_to_stop_is_named_when_it_stops(texts, qtbot) -> None:
    show = DrawShow(texts, motion=True)
    said: dict[str, str] = {}
    show.phaseChanged.connect(lambda: said.setdefault(show.phase, show.stoppedText))
    with qtbot.waitSignal(show.finished, timeout=2000):
        show.play(shown([-1] * 5), pace=0.02)
    assert said["rising"] == ""
    assert said["stopped"] == f"{show.main.label} 号最先停下。"


def test_whose_a_tray_is_stands_under_it_once_it_is_drawn(texts, qtbot) -> None:
    show = DrawShow(texts, motion=True)
    said: dict[str, list[str]] = {}
    show.phaseChanged.connect(lambda: said.setdefault(show.phase, show.captions))
    with qtbot.waitSignal(show.finished, timeout=2000):
        show.play(shown([0, 1, 2, 3, 4, 5]), pace=0.02)
    groups = [f"第 {n} 组" for n in range(1, len(said["result"]) + 1)]
    assert said["sealed"] == said["rising"] == said["stopped"] == groups
    assert len(groups) > 1
    assert said["result"] == ["您的窗口"] + ["候补"] * (len(groups) - 1)


def test_without_motion_it_is_two_still_frames(texts, qtbot) -> None:
    show = DrawShow(texts, motion=False)
    seen = phases(show)
    with qtbot.waitSignal(show.finished, timeout=2000):
        show.play(shown([0, 1, 2, 3]), pace=0.02)
    assert seen == ["sealed", "result", ""]


def test_a_touch_goes_to_the_result_and_the_next_one_on(texts, qtbot) -> None:
    show = DrawShow(texts, motion=True)
    show.play(shown([0, 1, 2, 3]))
    show.skip()
    assert show.phase == "result"
    with qtbot.waitSignal(show.finished, timeout=100):
        show.skip()
    with qtbot.assertNotEmitted(show.finished):
        show.skip()


def test_a_visit_that_ends_stops_it(texts, qtbot) -> None:
    show = DrawShow(texts, motion=True)
    show.play(shown([0, 1, 2, 3]), pace=0.01)
    show.stop()
    with qtbot.assertNotEmitted(show.finished, wait=100):
        assert show.phase == ""
