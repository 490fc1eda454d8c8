"""What every player promises the announcer."""

import threading
import time

import pytest

from hardware.simulated.player import RecordingPlayer
from hardware.voice.chime import chime, duration_s
from hardware.voice.port import Player
from hardware.voice.silent import SilentPlayer


@pytest.mark.parametrize("player", [SilentPlayer(), RecordingPlayer()], ids=["silent", "recording"])
def test_a_player_returns_at_once_and_ends_exactly_once_after_the_sound(player: Player) -> None:
    ends: list[float] = []
    ended = threading.Event()

    def done() -> None:
        ends.append(time.monotonic())
        ended.set()

    began = time.monotonic()
    player.play(chime(), done)
    assert time.monotonic() - began < 0.4
    assert not ends
    assert ended.wait(5)
    assert ends[0] - began >= duration_s(chime()) - 0.01
    assert len(ends) == 1


def test_the_recording_keeps_what_was_played_and_when() -> None:
    player = RecordingPlayer(speed=0)
    player.play(chime(), lambda: None)
    (sound,) = player.played
    assert sound.chime
    assert sound.began <= sound.ended
