"""What a display speaks, for whom, in which words, how loud, and with whose voice."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from display.controllers.loudness import Loudness
from display.sounding import outputs, speak
from display.voice import DisplayVoice, wording_of
from hardware.voice.announcer import Call
from hardware.voice.chime import chime
from hardware.voice.pack import PACK, PackVoice
from hardware.voice.phrases import USUAL, Wording
from hardware.voice.recording import takes
from shared.client.simulated import SimulatedLink
from shared.hall.config import Text
from shared.hall.config import Voice as HallVoice
from shared.protocol.requests import ReportRequest
from shared.settings import Quiet, Settings, Voice
from shared.ui.sound.player import QtPlayer
from shared.ui.sound.speaker import QtSpeaker
from tests.ui.display_hall import Wall
from tests.unit.display.rows import GROUPS, call, hall
from tests.unit.hardware.test_pack import record

pytestmark = pytest.mark.qt_log_ignore("PulseAudio|audio device|FFmpeg|multimedia|text-to-speech")


class Ends:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


def reports(link: SimulatedLink) -> list[tuple[str, str]]:
    """What staff were told of the voice."""
    return [(it.request.state, it.request.detail) for it in link.asked if isinstance(it.request, ReportRequest)]


@pytest.fixture
def walls(qapp) -> Iterator[list[Wall]]:
    walls: list[Wall] = []
    yield walls
    for wall in walls:
        wall.close()


def test_a_display_speaks_for_the_counters_of_its_zone_and_shows_them_all(walls: list[Wall]) -> None:
    for zone in (("8", "9"), ("12",), ()):
        walls.append(Wall(Settings(voice=Voice(zone=zone))))
    for wall in walls:
        wall.call("D047", "8")
        wall.call("B032", "12")
        assert wall.band() == [("D047", "8"), ("B032", "12")]
    east, west, whole = (wall.speak() for wall in walls)
    assert (east, west) == ([("D047", "8")], [("B032", "12")])
    assert whole == [("D047", "8"), ("B032", "12")]


def test_a_call_is_put_into_the_words_that_the_hall_wrote() -> None:
    own = msgspec.structs.replace(call(1, "F101", "3"), voice=Text("请{number}号到{window}号窗口领证", ""))
    row = msgspec.structs.replace(hall(), voice=HallVoice(languages=("en", "zh"), yao=True))
    assert wording_of(own, row).sentences("F101", "3") == [
        ("Number F one zero one, please proceed to counter three", "en"),
        ("请艾弗幺零幺号到三号窗口领证", "zh"),
    ]
    assert wording_of(call(1, "A012"), None) == Wording(("zh", "en"))


@pytest.fixture
def link() -> SimulatedLink:
    link = SimulatedLink("display")
    link.start()
    link.feed((hall(), *GROUPS), fresh=True)
    return link


def at(link: SimulatedLink, hour: int) -> None:
    """Let it be this hour in the hall, whose clock is eight hours ahead of UTC."""
    link.advance(hour * 3_600_000 - (link.now_ms() + 8 * 3_600_000) % 86_400_000)


def test_calls_are_quieter_at_noon_by_the_halls_clock(qapp, link: SimulatedLink, tmp_path: Path) -> None:
    volumes: list[int] = []
    loudness = Loudness(tmp_path, Voice(volume=70, quiet=Quiet("12:00", "14:00", 30)), link, volumes.append)
    for hour in (10, 12, 13, 14, 15):
        at(link, hour)
        loudness.look()
    loudness.close()
    assert volumes == [70, 30, 70]


def test_a_new_volume_is_heard_when_the_settings_are_saved_and_a_mistake_changes_nothing(
    qapp, link: SimulatedLink, tmp_path: Path, qtbot, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "terminal.toml"
    volumes: list[int] = []
    loudness = Loudness(tmp_path, Voice(), link, volumes.append)

    def save(text: str) -> None:
        file.write_text(text)
        os.utime(file, ns=(0, 10**9 * len(text)))

    save("[voice]\nvolume = 25\n")
    qtbot.waitUntil(lambda: volumes == [80, 25], timeout=3_000)
    save("[voice]\nvolume = 250\n")
    loudness.look()
    assert volumes == [80, 25]
    assert f"the volume stays as it is: {file}:2: volume cannot be 250" in caplog.text
    loudness.close()


def test_the_player_takes_a_new_volume_at_once(qapp) -> None:
    player = QtPlayer(80)
    player.set_volume(40)
    assert player._output.volume() == pytest.approx(0.4)
    player.close()


def test_a_voice_of_the_system_is_chosen_by_its_name(qapp, qtbot) -> None:
    speaker = QtSpeaker({"zh": "Kari", "en": ""}, engine="mock")
    ends = Ends()
    assert speaker.voices == {"zh": "Kari"}, "no voice of this engine has an English name we know"
    assert not speaker.say("Number A", "en", ends)
    assert speaker.say("请诶零一号", "zh", ends)
    qtbot.waitUntil(lambda: ends.count == 1, timeout=5_000)
    assert speaker._speech.voice().name() == "Kari"
    speaker.close()
    assert not speaker.say("请诶零一号", "zh", ends)
    assert ends.count == 1


def test_a_voice_that_the_system_has_not_is_named_with_those_it_has(qapp, caplog: pytest.LogCaptureFixture) -> None:
    speaker = QtSpeaker({"zh": "Huihui", "en": ""}, engine="mock")
    assert speaker.voices == {}
    assert "no voice 'Huihui'" in caplog.text and "Bob, Anne" in caplog.text
    speaker.close()


def test_closing_ends_what_the_system_says(qapp, qtbot) -> None:
    speaker = QtSpeaker({"zh": "Kari", "en": "Bob"}, engine="mock")
    ends = Ends()
    speaker.say("one two three four five six seven eight nine ten", "en", ends)
    qtbot.waitUntil(lambda: speaker._done is not None, timeout=1_000)
    speaker.close()
    assert ends.count == 1


def test_a_machine_without_a_speech_service_has_no_system_voice(qapp) -> None:
    speaker = QtSpeaker({"zh": "", "en": ""}, engine="speechd")
    assert not speaker.say("请", "zh", Ends())
    speaker.close()


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Every sound that the display gave to its loudspeaker."""
    sounds: list[bytes] = []

    def play(self: QtPlayer, wav: bytes, done) -> None:
        sounds.append(wav)
        done()

    monkeypatch.setattr(QtPlayer, "play", play)
    return sounds


def test_recordings_come_before_every_engine(qapp, link, tmp_path: Path, played: list[bytes], qtbot) -> None:
    record(tmp_path / PACK, takes([USUAL]))
    voice = DisplayVoice(tmp_path, Voice(), link)
    voice.start()
    voice.announcer.call(Call("A012", "3"))
    qtbot.waitUntil(lambda: len(played) == 3, timeout=5_000)
    voice.close()
    recorded = PackVoice(tmp_path / PACK).wav("请诶零一二号，到三号窗口办理", "zh")
    assert played == [chime(), recorded, recorded]


def test_staff_hear_of_a_display_without_sound_and_when_it_has_some(qapp, link, tmp_path: Path, monkeypatch) -> None:
    plugged = [False]
    monkeypatch.setattr(QtPlayer, "has_sound", lambda self: plugged[0])
    voice = DisplayVoice(tmp_path, Voice(), link)
    voice.start()
    plugged[0] = True
    voice._player.soundChanged.emit()
    link.set_state("away")
    link.set_state("live")
    voice.close()
    assert reports(link) == [("trouble", "no_sound"), ("ok", ""), ("ok", "")]


def test_a_display_with_nothing_to_speak_with_rings_shows_and_says_so_once(
    qapp, link, tmp_path: Path, played: list[bytes], qtbot, monkeypatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(QtPlayer, "has_sound", lambda self: True)
    with caplog.at_level(logging.WARNING, "fairhall.voice"):
        voice = DisplayVoice(tmp_path, Voice(), link)
        voice.start()
        assert reports(link) == [("ok", "")]
        for number in ("A012", "B003"):
            voice.announcer.call(Call(number, "3"))
        qtbot.waitUntil(lambda: len(played) == 2, timeout=5_000)
        qtbot.waitUntil(lambda: len(reports(link)) == 2, timeout=5_000)
        voice.close()
    assert reports(link)[-1] == ("trouble", "no_voice")
    assert played == [chime()] * 2
    assert [record.message.split(",")[0] for record in caplog.records if "speaks" in record.message] == [
        "voice: nothing here speaks Chinese"
    ]


def test_a_technician_hears_a_call_as_the_display_would_say_it(qapp, tmp_path: Path, played: list[bytes]) -> None:
    record(tmp_path / PACK, takes([Wording(("zh", "en"))]))
    assert speak(tmp_path, Voice()) == (
        "请诶零零一号，到一号窗口办理 / Number A zero zero one, please proceed to counter one"
    )
    assert [played[0], len(played)] == [chime(), 3]


def test_a_technician_is_told_that_nothing_speaks(
    qapp, tmp_path: Path, played: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert speak(tmp_path, Voice()) == ""
    assert played == [chime()]
    assert isinstance(outputs(), list)
