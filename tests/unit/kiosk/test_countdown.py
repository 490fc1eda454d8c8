"""Seconds that run out."""

import pytest

from kiosk.controllers.countdown import Countdown


@pytest.fixture
def countdown(qapp) -> Countdown:
    return Countdown()


def test_it_ends_once(countdown, qtbot) -> None:
    countdown.start(2)
    assert countdown.left == 2
    countdown.tick()
    assert countdown.left == 1
    with qtbot.waitSignal(countdown.over):
        countdown.tick()
    with qtbot.assertNotEmitted(countdown.over):
        countdown.tick()


def test_stopped_it_never_ends(countdown, qtbot) -> None:
    countdown.start(1)
    countdown.stop()
    with qtbot.assertNotEmitted(countdown.over):
        countdown.tick()
    assert countdown.left == 0


def test_it_counts_real_seconds(countdown, qtbot) -> None:
    countdown.start(1)
    with qtbot.waitSignal(countdown.over, timeout=3000):
        pass
