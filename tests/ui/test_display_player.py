"""The loudspeaker of a display: every sound ends, whatever the machine can play."""

import logging
from collections.abc import Iterator

import pytest

from hardware.voice.announcer import Announcer, Call
from hardware.voice.chime import chime, duration_s
from shared.ui.sound.player import QtPlayer

pytestmark = pytest.mark.qt_log_ignore("PulseAudio|audio device|FFmpeg|multimedia")  # what a machine without sound says


class Ends:
    """Counts the ends of sounds, from any thread."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


@pytest.fixture
def player(qapp) -> Iterator[QtPlayer]:
    player = QtPlayer()
    yield player
    player.close()


@pytest.fixture
def with_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real media player at work; Qt plays into nothing where the machine has no output."""
    monkeypatch.setattr(QtPlayer, "has_sound", staticmethod(lambda: True))


@pytest.fixture
def without_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QtPlayer, "has_sound", staticmethod(lambda: False))


def test_a_machine_without_sound_says_so_once_at_the_start(qapp, without_sound, caplog) -> None:
    with caplog.at_level(logging.WARNING, "fairhall"):
        player = QtPlayer()
        for _ in range(3):
            player.play(b"", Ends())
        player.close()
    assert [record.message for record in caplog.records if "no audio output" in record.message] == [
        "no audio output on this machine: nothing is spoken until one is connected"
    ]


def test_silence_lasts_as_long_as_the_sound_would(player: QtPlayer, without_sound, qtbot) -> None:
    ends = Ends()
    player.play(chime(), ends)
    qtbot.waitUntil(lambda: player._silence.isActive(), timeout=1_000)
    assert player._silence.interval() == round(duration_s(chime()) * 1000)
    qtbot.waitUntil(lambda: ends.count == 1, timeout=3_000)


def test_a_sound_is_played_to_its_end_and_the_same_one_again(player: QtPlayer, with_sound, qtbot) -> None:
    ends = Ends()
    player.play(chime(), ends)
    qtbot.waitUntil(lambda: ends.count == 1, timeout=5_000)
    player.play(chime(), ends)
    qtbot.waitUntil(lambda: ends.count == 2, timeout=5_000)


@pytest.mark.parametrize("wav", [b"", b"nonsense", chime()[:20]])
def test_what_is_no_sound_ends_at_once_and_the_next_is_played(
    player: QtPlayer, with_sound, qtbot, caplog, wav: bytes
) -> None:
    ends = Ends()
    player.play(wav, ends)
    qtbot.waitUntil(lambda: ends.count == 1, timeout=3_000)
    player.play(chime(), ends)
    qtbot.waitUntil(lambda: ends.count == 2, timeout=5_000)


@pytest.mark.parametrize("wav", [b"", b"nonsense"])
def test_what_is_no_sound_ends_also_in_silence(player: QtPlayer, without_sound, qtbot, caplog, wav: bytes) -> None:
    ends = Ends()
    player.play(wav, ends)
    qtbot.waitUntil(lambda: ends.count == 1, timeout=3_000)


def test_closing_ends_the_sound_that_plays_and_every_later_one(player: QtPlayer, without_sound, qtbot) -> None:
    ends = Ends()
    player.play(chime(), ends)
    qtbot.waitUntil(lambda: player._silence.isActive(), timeout=1_000)
    player.close()
    assert ends.count == 1
    player.play(chime(), ends)
    assert ends.count == 2


def test_the_announcers_thread_speaks_through_the_window_and_stops_with_it(
    player: QtPlayer, without_sound, qtbot
) -> None:
    said: list[str] = []

    class Mute:
        def wav(self, text: str, language: str) -> bytes | None:
            return None

    announcer = Announcer(player, Mute(), lambda call, text: said.append(call.number))
    announcer.start()
    announcer.call(Call("D047", "8"))
    qtbot.waitUntil(lambda: said == ["D047", "D047"], timeout=5_000)
    announcer.call(Call("B032", "12"))
    qtbot.waitUntil(lambda: player._silence.isActive(), timeout=3_000)
    player.close()
    announcer.close()
