"""A keypad on its serial line: presses become events, questions become lights."""

import threading
import time
from collections.abc import Callable

from hardware.keypad.codec import Codec, Received
from hardware.keypad.events import Connected, Disconnected, KeypadEvent, Rated, RatingTimedOut
from hardware.keypad.rules import Profile
from hardware.line import Line, Port

ANSWER_S = 10.0  # the usual time to press; halls set 5–60
SILENCE_S = 0.2  # bytes of one frame never lie further apart


def keypad_port(path: str, profile: Profile) -> Port:
    """The port settings of a profile at a device path."""
    return Port(path, **profile.port)


class Keypad:
    """One device on a line; several may share it, each at its bus address. `on_event` gets every event on the line's
    thread. Asking, thanking and showing return at once; False means that the device is not connected or has no such
    light, and nothing was sent. Whoever made the line starts and closes it."""

    def __init__(
        self,
        line: Line,
        profile: Profile,
        on_event: Callable[[KeypadEvent], None],
        address: int = 1,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._line = line
        self.profile = profile
        self._on_event = on_event
        self._now = now
        self._codec = Codec(profile, address)
        self._up = False
        self._guard = threading.Lock()  # around the two below
        self._answer_until: float | None = None
        self._last_heard = 0.0
        self._lately: dict[bytes, float] = {}  # frames sent or taken, against repeats and the bus's echo
        line.listen(self._bytes, self._state)

    def ask_rating(self, seconds: float = ANSWER_S) -> bool:
        """Light the grades, where it has lights; the first press within `seconds` answers, every other is unsolicited.
        Asked again, the earlier time does not count any more."""
        if not self.profile.rates:
            return False
        with self._guard:
            asked = self._write(self._codec.build("ask_rating")) if self.has("ask_rating") else self._up
            self._answer_until = self._now() + seconds if asked else None
            return asked

    def thank(self) -> bool:
        """Beep: the press has arrived."""
        return self.has("beep") and self.send("beep")

    def has(self, command: str) -> bool:
        """Whether its profile has the command."""
        return command in self.profile.commands

    def show_numbers(self, waiting: str, ticket: str) -> bool:
        """Show how many wait and the ticket's digits, three places each, '' for blank."""
        return self.has("digits") and self.send("digits", waiting=waiting, ticket=ticket)

    def send(self, command: str, **values: str | int) -> bool:
        """Send any command of the profile; raises UnknownCommand."""
        frame = self._codec.build(command, **values)
        with self._guard:
            return self._write(frame)

    def _write(self, frame: bytes) -> bool:
        self._lately[frame] = self._now()
        return self._line.write(frame)

    def _state(self, up: bool, reason: str) -> None:
        self._codec.silence()
        self._up = up
        self._on_event(Connected() if up else Disconnected(reason))

    def _bytes(self, data: bytes) -> None:
        now = self._now()
        received = self._codec.silence() if now - self._last_heard > SILENCE_S else []
        self._last_heard = now
        for frame in received + self._codec.feed(data):
            with self._guard:
                event = self._take(frame, now)
            if event is not None:
                self._on_event(event)

    def _take(self, received: Received, now: float) -> KeypadEvent | None:
        """Acknowledge a frame and tell what it means here and now; None for repeats, echoes and the unknown."""
        debounce_s = self.profile.debounce_s
        self._lately = {frame: at for frame, at in self._lately.items() if now - at < debounce_s}
        if received.frame in self._lately:
            return None
        if received.reply:
            self._write(received.reply)
        self._lately[received.frame] = now
        event = received.event
        if isinstance(event, Rated):
            return Rated(event.level, unsolicited=not self._answers(now))
        if isinstance(event, RatingTimedOut) and not self._answers(now):
            return None
        return event

    def _answers(self, now: float) -> bool:
        """Whether a press now answers the question asked; it closes the question."""
        until, self._answer_until = self._answer_until, None
        return until is not None and now <= until
