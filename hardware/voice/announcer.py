"""Says the hall's calls one after the other: chime, sentence, 0.6 s, sentence again."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from hardware.voice.chime import chime, duration_s
from hardware.voice.phrases import call_text
from hardware.voice.port import Clock, Player, Voice

log = logging.getLogger("fairhall.voice")

PAUSE_S = 0.6
EXPIRES_S = 60.0
BUSY = 3  # more calls than this waiting: each is said once
GRACE_S = 5.0  # how long past a sound's length its end is waited for


@dataclass(frozen=True)
class Call:
    """A ticket called to a window; said in each language in turn."""

    number: str
    window: str
    languages: tuple[str, ...] = ("zh",)
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

    `on_said(call, text)` is told, on that thread, before each sentence.
    """

    def __init__(
        self,
        player: Player,
        voice: Voice,
        on_said: Callable[[Call, str], None] = lambda call, text: None,
        clock: Clock | None = None,
    ) -> None:
        self._player = player
        self._voice = voice
        self._on_said = on_said
        self._clock = clock or MonotonicClock()
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
            for text, wav in sentences:
                if self._closing:
                    return True
                self._on_said(call, text)
                if wav is not None:
                    self._play(wav)
        return True

    def _sentences(self, call: Call) -> list[tuple[str, bytes | None]]:
        texts = [(call_text(call.number, call.window, language), language) for language in call.languages]
        return [(text, self._voice.wav(text, language)) for text, language in texts]

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
