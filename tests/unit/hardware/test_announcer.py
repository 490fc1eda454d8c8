"""The voice of the hall: in order, one at a time, twice, and never about yesterday."""

import itertools
import threading
import time
from collections.abc import Callable

import pytest

from hardware.simulated.player import RecordingPlayer
from hardware.voice.announcer import Announcer, Call, CallQueue
from hardware.voice.chime import chime, duration_s
from hardware.voice.phrases import Wording

SENTENCE_S = 3.0


class HallClock:
    def __init__(self) -> None:
        self.time = 0.0

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds


class Loudspeaker:
    """Plays on the hall's clock; sentences are the text itself in place of sound."""

    def __init__(self, clock: HallClock) -> None:
        self.clock = clock
        self.heard: list[tuple[float, str]] = []

    def play(self, wav: bytes, done: Callable[[], None]) -> None:
        is_chime = wav == chime()
        self.heard.append((self.clock.time, "♪" if is_chime else self.sentence))
        self.clock.time += duration_s(wav) if is_chime else SENTENCE_S
        done()

    sentence = ""


class Hall:
    def __init__(self) -> None:
        self.clock = HallClock()
        self.speaker = Loudspeaker(self.clock)
        self.announcer = Announcer(self.speaker, self, self.said, self.clock)

    def wav(self, text: str, language: str) -> bytes:
        return chime() + text.encode()

    def said(self, call: Call, text: str) -> None:
        self.speaker.sentence = f"{call.number}→{call.window}"

    def call(self, *numbers: str, window: str = "3", recall: bool = False) -> None:
        for number in numbers:
            self.announcer.call(Call(number, window, recall=recall))

    def say_all(self) -> list[str]:
        while self.announcer.say_next():
            pass
        return [what for _, what in self.speaker.heard]


@pytest.fixture
def hall() -> Hall:
    return Hall()


def test_a_call_is_chime_sentence_pause_sentence(hall: Hall) -> None:
    hall.call("A012")
    assert hall.say_all() == ["♪", "A012→3", "A012→3"]
    starts = [at for at, _ in hall.speaker.heard]
    tone = duration_s(chime())
    assert starts == pytest.approx([0, tone, tone + SENTENCE_S + 0.6])


def test_three_calls_within_a_breath_are_all_said_in_order(hall: Hall) -> None:
    hall.call("A012", "B003", "C007")
    assert [what for what in hall.say_all() if what != "♪"] == [
        "A012→3", "A012→3", "B003→3", "B003→3", "C007→3", "C007→3",
    ]  # fmt: skip


def test_while_more_than_three_wait_each_is_said_once(hall: Hall) -> None:
    hall.call("A001", "A002", "A003", "A004", "A005")
    said = [what for what in hall.say_all() if what != "♪"]
    assert [said.count(f"A00{i}→3") for i in range(1, 6)] == [1, 1, 2, 2, 2]
    assert list(dict.fromkeys(said)) == [f"A00{i}→3" for i in range(1, 6)]


def test_the_same_call_still_waiting_is_said_once(hall: Hall) -> None:
    hall.call("A012", "B003", "A012")
    assert [what for what in hall.say_all() if what != "♪"] == ["A012→3", "A012→3", "B003→3", "B003→3"]


def test_a_call_already_said_may_be_said_again(hall: Hall) -> None:
    hall.call("A012")
    hall.say_all()
    hall.call("A012", recall=True)
    assert hall.say_all().count("A012→3") == 4


def test_a_recall_takes_the_place_of_the_call_that_waits(hall: Hall) -> None:
    hall.call("A012", "B003")
    hall.clock.time = 50.0
    hall.call("A012", recall=True)
    hall.clock.time = 70.0  # the first call would have expired
    assert [what for what in hall.say_all() if what != "♪"] == ["A012→3", "A012→3"]


def test_a_ticket_called_elsewhere_is_sent_only_to_the_new_window(hall: Hall) -> None:
    hall.call("A012", "B003")
    hall.call("A012", window="8")
    assert hall.say_all()[:3] == ["♪", "A012→8", "A012→8"]
    assert "A012→3" not in hall.say_all()


def test_a_call_that_waited_over_a_minute_is_not_said(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    hall.call("A012")
    hall.clock.time = 30.0
    hall.call("B003")
    hall.clock.time = 60.1
    assert [what for what in hall.say_all() if what != "♪"] == ["B003→3", "B003→3"]
    assert "A012 to window 3 waited over 60 s" in caplog.text


def test_an_empty_queue_has_nothing_to_say(hall: Hall) -> None:
    assert not hall.announcer.say_next()
    assert CallQueue().take(0.0) is None


def test_each_language_is_said_in_turn(hall: Hall) -> None:
    texts: list[str] = []
    announcer = Announcer(hall.speaker, hall, lambda call, text: texts.append(text), hall.clock)
    announcer.call(Call("A012", "3", Wording(("zh", "en"))))
    announcer.say_next()
    assert (
        texts
        == [
            "请诶零一二号，到三号窗口办理",
            "Number A zero one two, please proceed to counter three",
        ]
        * 2
    )


class Mute:
    def wav(self, text: str, language: str) -> None:
        return None


def test_without_a_voice_the_chime_still_rings(hall: Hall) -> None:
    announcer = Announcer(hall.speaker, Mute(), clock=hall.clock)
    announcer.call(Call("A012", "3"))
    assert announcer.say_next()
    assert [what for _, what in hall.speaker.heard] == ["♪"]


def test_what_nothing_can_speak_is_warned_of_once_a_language(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    announcer = Announcer(hall.speaker, Mute(), clock=hall.clock)
    for number in ("A012", "B003"):
        announcer.call(Call(number, "3", Wording(("zh", "en"))))
        announcer.say_next()
    assert [record.message.split(",")[0] for record in caplog.records] == [
        "voice: nothing here speaks Chinese",
        "voice: nothing here speaks English",
    ]


def test_the_systems_own_voice_says_what_has_no_recording(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    spoken: list[str] = []

    class ChineseOnly:
        def say(self, text: str, language: str, done: Callable[[], None]) -> bool:
            if language != "zh":
                return False
            spoken.append(text)
            threading.Timer(0.02, done).start()
            return True

    announcer = Announcer(hall.speaker, Mute(), clock=hall.clock, speaker=ChineseOnly())
    announcer.call(Call("A012", "3", Wording(("zh", "en"))))
    announcer.say_next()
    assert spoken == ["请诶零一二号，到三号窗口办理"] * 2
    assert [record.message.split(",")[0] for record in caplog.records] == ["voice: nothing here speaks English"]


def test_on_its_own_thread_it_never_speaks_over_itself() -> None:
    class ShortVoice:
        def wav(self, text: str, language: str) -> bytes:
            return chime() + text.encode()

    player = RecordingPlayer(speed=200)
    said: list[str] = []
    announcer = Announcer(player, ShortVoice(), lambda call, text: said.append(call.number))
    announcer.start()
    try:
        for number in ("A012", "B003", "C007"):
            announcer.call(Call(number, "3"))
        assert player.wait_for_sounds(9, within_s=10)
    finally:
        announcer.close()
    assert said == ["A012", "A012", "B003", "B003", "C007", "C007"]
    sounds = player.played
    assert len(sounds) == 9
    assert all(before.ended <= after.began for before, after in itertools.pairwise(sounds))


def test_closing_in_the_middle_of_a_pause_ends_at_once() -> None:
    player = RecordingPlayer(speed=0)
    spoken = threading.Event()
    announcer = Announcer(player, Mute(), lambda call, text: spoken.set())
    announcer.start()
    announcer.call(Call("A012", "3"))
    assert spoken.wait(5)
    announcer.close()
    assert len(player.played) == 1


def test_closing_does_not_wait_for_a_player_that_cannot_end() -> None:
    playing = threading.Event()

    class Stuck:
        def play(self, wav: bytes, done: Callable[[], None]) -> None:
            playing.set()

    announcer = Announcer(Stuck(), Mute())
    announcer.start()
    announcer.call(Call("A012", "3"))
    assert playing.wait(5)
    began = time.monotonic()
    announcer.close()
    assert time.monotonic() - began < 3
