"""A page is read aloud; who goes on faster than the voice hears only where they are now."""

from collections.abc import Callable
from queue import Queue

import pytest

from hardware.voice.chime import chime
from kiosk.voice import Prompter


class Loudspeaker:
    """Plays until it is told that the sound has ended; speaks whatever text stands in for the sound."""

    def __init__(self, mute: bool = False) -> None:
        self.begun: Queue[tuple[str, Callable[[], None]]] = Queue()
        self.asked: list[str] = []
        self.mute = mute

    def wav(self, text: str, language: str) -> bytes | None:
        self.asked.append(text)
        return None if self.mute else chime()

    def play(self, wav: bytes, done: Callable[[], None]) -> None:
        self.begun.put((self.asked[-1], done))


def test_what_waits_behind_a_sentence_is_only_the_last(caplog: pytest.LogCaptureFixture) -> None:
    box = Loudspeaker()
    prompter = Prompter(box, box)
    prompter.say("您好", "zh")
    first, done = box.begun.get(timeout=10)
    for text in ("选事项", "选一种", "抽签"):
        prompter.say(text, "zh")
    done()
    second, done = box.begun.get(timeout=10)
    done()
    prompter.close()
    assert (first, second) == ("您好", "抽签")
    assert box.begun.empty()


def test_nothing_is_read_to_the_next_person() -> None:
    box = Loudspeaker()
    prompter = Prompter(box, box)
    prompter.say("您好", "zh")
    _, done = box.begun.get(timeout=10)
    prompter.say("您是迪零零一号", "zh")
    prompter.hush()
    done()
    prompter.close()
    assert box.begun.empty()


def test_a_machine_that_cannot_speak_says_so_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    box = Loudspeaker(mute=True)
    prompter = Prompter(box, box)
    prompter.say("您好", "zh")
    prompter._worker.submit(lambda: None).result(timeout=10)
    prompter.close()
    assert "nothing here speaks zh" in caplog.text
