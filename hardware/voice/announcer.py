"""Says the hall's calls one after the other: chime, sentence, 0.6 s, sentence again."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from hardware.voice.chime import chime, duration_s
from hardware.voice.phrases import USUAL, Wording
from hardware.voice.port import Clock, Player, Speaker, Voice

log = logging.getLogger("fairhall.voice")

PAUSE_S = 0.6
EXPIRES_S = 60.0
BUSY = 3  # more calls than this waiting: each is said once
GRACE_S = 5.0  # how long past a sound's length its end is waited for
SPEAK_S = 20.0  # how long the end of a sentence is waited for whose length nobody knows


@dataclass(frozen=True)
class Call:
    """A ticket called to a window; said in each language of its wording in turn."""

    number: str
    window: str
    wording: Wording = USUAL
    recall: bool = False


@dataclass
class CallQueue:
    """The calls still to be said, oldest first. Pure: the time comes in."""

    _waiting: dict[str, tuple[Call, float]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, call: Call, now: float) -> None:
        """Queue a call. A ticket waits once: the same call again adds nothing, a recall or another window
        takes the older one's place."""
        waiting = self._waiting.get(call.number)
        if waiting and waiting[0].window == call.window and not call.recall:
            return
        self._waiting[call.number] = (call, now)

    def take(self, now: float) -> tuple[Call, int] | None:
        """The next call and how often to say it; None when nobody waits. Calls older than 60 s are left out."""
        while self._waiting:
            busy = len(self._waiting) > BUSY
            number = next(iter(self._waiting))
            call, since = self._waiting.pop(number)
            if now - since <= EXPIRES_S:
                return call, 1 if busy else 2
            log.warning("voice: %s to window %s waited over 60 s and is not said", call.number, call.window)
        return None


class MonotonicClock:
    """Real time, whose sleeps end at once after `wake`."""

    def __init__(self) -> None:
        self._woken = threading.Event()

    def now(self) -> float:
        """Seconds on the machine's monotonic clock."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Sleep, unless woken for good."""
        self._woken.wait(seconds)

    def wake(self) -> None:
        """End this and every later sleep."""
        self._woken.set()


class Announcer:
    """The voice of one audio zone, on a thread of its own from `start` to `close`.

    What `voice` has no WAV for is said by `speaker`; what that cannot say either is not spoken, which is warned of once
    a language. `on_said(call, text)` is told, on that thread, before each sentence, `on_unspoken(language)` of each
    language that nothing here speaks.
    """

    def __init__(
        self,
        player: Player,
        voice: Voice,
        on_said: Callable[[Call, str], None] = lambda call, text: None,
        clock: Clock | None = None,
        speaker: Speaker | None = None,
        on_unspoken: Callable[[str], None] = lambda language: None,
    ) -> None:
        self._on_unspoken = on_unspoken
        self._player = player
        self._voice = voice
        self._on_said = on_said
        self._clock = clock or MonotonicClock()
        self._speaker = speaker
        self._unspoken: set[str] = set()  # languages that nothing here can speak
        self._queue = CallQueue()
        self._changed = threading.Condition()
        self._closing = False
        self._ended = threading.Event()  # the sound that plays
        self._thread = threading.Thread(target=self._run, name="announcer", daemon=True)

    def start(self) -> None:
        """Begin to speak."""
        self._thread.start()

    def close(self) -> None:
        """Say no more: what still waits is not said, and the sound that plays now is left to its player."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._ended.set()
        if isinstance(self._clock, MonotonicClock):
            self._clock.wake()
        if self._thread.is_alive():
            self._thread.join()

    def call(self, call: Call) -> None:
        """Queue a call; returns at once, from any thread."""
        with self._changed:
            self._queue.add(call, self._clock.now())
            self._changed.notify_all()

    def say_next(self) -> bool:
        """Say the oldest call to its end; False when none waits."""
        with self._changed:
            due = self._queue.take(self._clock.now())
        if due is None:
            return False
        call, times = due
        sentences = self._sentences(call)
        self._play(chime())
        for turn in range(times):
            if turn:
                self._clock.sleep(PAUSE_S)
            for text, language, wav in sentences:
                if self._closing:
                    return True
                self._on_said(call, text)
                if wav is not None:
                    self._play(wav)
                else:
                    self._speak(text, language)
        return True

    def _sentences(self, call: Call) -> list[tuple[str, str, bytes | None]]:
        texts = call.wording.sentences(call.number, call.window)
        return [(text, language, self._voice.wav(text, language)) for text, language in texts]

    def _speak(self, text: str, language: str) -> None:
        ended = self._ended = threading.Event()
        if self._closing:
            return
        if self._speaker is not None and self._speaker.say(text, language, ended.set):
            if not ended.wait(SPEAK_S):
                log.error("voice: the system's voice did not end %r; going on with the next", text)
        elif language not in self._unspoken:
            self._unspoken.add(language)
            self._on_unspoken(language)
            log.warning(
                "voice: nothing here speaks %s, such calls are shown but not spoken: "
                "import a voice pack (fairhall voice import), or apt install espeak-ng",
                {"zh": "Chinese", "en": "English"}[language],
            )

    def _play(self, wav: bytes) -> None:
        ended = self._ended = threading.Event()
        if self._closing:
            return
        self._player.play(wav, ended.set)
        if not ended.wait(duration_s(wav) + GRACE_S):
            log.error("voice: the player did not end a sound of %.1f s; going on with the next", duration_s(wav))

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closing or len(self._queue))
                if self._closing:
                    return
            self.say_next()
