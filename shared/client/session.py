"""The terminal's half of the live connection without a transport: frames and time in, actions out.

All ``now_ms`` are of one monotonic clock of the terminal; nothing here reads a clock, opens a socket or calls back.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from shared.client.mirror import Mirror
from shared.client.port import PATIENCE_MS, hub_away
from shared.client.route import WELCOME_MS
from shared.client.witness.port import Question, Said
from shared.protocol.answers import Answer, Problem
from shared.protocol.codec import Malformed, decode_from_hub, encode
from shared.protocol.messages import (
    MAX_FRAME_BYTES,
    Ask,
    Command,
    Cosign,
    Hello,
    Hubs,
    Ping,
    Pong,
    Refusal,
    Reply,
    Seal,
    SignedIn,
    SignIn,
    SignOut,
    Snapshot,
    Update,
    Vouch,
    Welcome,
)
from shared.protocol.rows import AnyRow

HEARTBEAT_MS = 1_000
"""Assumed until the hub has said its own in ``Welcome``."""
STEP_MS = 1_000
"""The hub's clock was put right if a heartbeat finds it further off than that."""
REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class Send(NamedTuple):
    """Put this frame on the wire."""

    frame: bytes


class Live(NamedTuple):
    """The hub knows this terminal."""

    welcome: Welcome


class Placed(NamedTuple):
    """These are the addresses of all hubs of the hall."""

    addresses: tuple[str, ...]


class Applied(NamedTuple):
    """These rows are in the mirror; ``fresh`` if they are the whole picture."""

    rows: tuple[AnyRow, ...]
    fresh: bool


class Answered(NamedTuple):
    """The one outcome of a request; of a sign-in None means signed in."""

    id: str
    outcome: Answer | Problem | None


class Lost(NamedTuple):
    """This connection is of no use any more: close it and connect again. ``silent``: nobody speaks at its other end."""

    reason: str
    silent: bool = False


class Questioned(NamedTuple):
    """The hub asks this terminal as a witness."""

    message: Question


class Odd(NamedTuple):
    """The hub sent what is no message, or could not read ours: ignored, to be reported."""

    detail: str


Action = Send | Live | Placed | Applied | Answered | Lost | Questioned | Odd


@dataclass
class _Waiting:
    frame: bytes
    until_ms: int | None
    signs_in: bool = False
    sent: bool = False


class Session:
    """One terminal's talk with its hub, over any number of connections.

    A request waits under its id until it is answered or ``PATIENCE_MS`` are over (``patient``: for ever), and is sent
    again on every new connection. A clerk is signed in again before the requests go out. A picture with a hole in
    it (an update older than the mirror, or one where a snapshot is due) is given up for a snapshot.
    """

    def __init__(self, mirror: Mirror, clock_ms: int, now_ms: int, witness: bool = False) -> None:
        self.mirror = mirror
        self._witness = witness
        self.welcome: Welcome | None = None
        self.live = False
        self.offset_ms = clock_ms - now_ms
        self._waiting: dict[str, _Waiting] = {}
        self._clerk: SignIn | None = None
        self._open = False
        self._heard_ms = self._pinged_ms = now_ms
        self._pings = 0

    def opened(self, now_ms: int) -> list[Action]:
        """A new connection stands: introduce ourselves."""
        self._open, self.live = True, False
        self._heard_ms = self._pinged_ms = now_ms
        for waiting in self._waiting.values():
            waiting.sent = False
        return [Send(encode(Hello(after=self.mirror.seq, witness=self._witness)))]

    def closed(self) -> None:
        """The connection is gone; requests wait on."""
        self._open = self.live = False

    def received(self, frame: bytes | str, now_ms: int) -> list[Action]:
        """One frame of the hub."""
        if not self._open:
            return []
        self._heard_ms = now_ms
        try:
            message = decode_from_hub(frame)
        except Malformed as error:
            return [Odd(f"ignored a frame that is no message: {error}")]
        match message:
            case Welcome():
                return self._welcomed(message, now_ms)
            case Ping():
                return [Send(encode(Pong(n=message.n)))]
            case Pong():
                return self._told(message.now_ms - now_ms if message.now_ms else self.offset_ms)
            case _ if not self.live and not isinstance(message, Refusal):
                return [Odd(f"ignored {type(message).__name__} before the welcome")]
            case Hubs():
                return [Placed(message.addresses)]
            case Snapshot():
                self.mirror.replace(message.seq, message.rows)
                return [Applied(message.rows, True)]
            case Update():
                return self._updated(message)
            case Reply():
                return self._answered(message.id, message.answer)
            case Refusal():
                return self._refused(message)
            case SignedIn():
                return self._answered(message.id, None) + self._flush()
            case Seal() | Ask() | Cosign() | Vouch():
                return [Questioned(message)] if self._witness else []

    def say(self, message: Said) -> list[Action]:
        """A witness's answer; with nobody there to hear it, it is asked for again."""
        return [Send(encode(message))] if self.live else []

    def request(self, request_id: str, name: str, body: bytes, now_ms: int, patient: bool = False) -> list[Action]:
        """Ask, now or when the hub is back. An id that already waits is not asked twice."""
        if not REQUEST_ID.fullmatch(request_id):
            raise ValueError(f"request id {request_id!r} is not 8–64 of A–Z a–z 0–9 - _")
        frame = encode(Command(id=request_id, name=name, body=msgspec.Raw(body)))
        if len(frame) > MAX_FRAME_BYTES:
            problem = Problem("too-large", 413, "The request is larger than the hub takes", request_id=request_id)
            return [Answered(request_id, problem)]
        if request_id not in self._waiting:
            self._waiting[request_id] = _Waiting(frame, None if patient else now_ms + PATIENCE_MS)
        return self._flush()

    def sign_in(self, request_id: str, clerk: str, password: str, now_ms: int) -> list[Action]:
        """Sign a clerk in, and in again after every reconnect until ``sign_out`` or a refusal."""
        self._clerk = SignIn(id=request_id, clerk=clerk, password=password)
        self._waiting[request_id] = _Waiting(encode(self._clerk), now_ms + PATIENCE_MS, signs_in=True)
        return self._flush()

    def sign_out(self, request_id: str) -> list[Action]:
        """The clerk leaves; a connection that is down has forgotten the clerk by itself."""
        actions: list[Action] = [Send(encode(SignOut(id=request_id)))] if self.live else []
        if self._clerk is not None and self._clerk.id in self._waiting:
            del self._waiting[self._clerk.id]
            actions.append(Answered(self._clerk.id, hub_away(self._clerk.id)))
        self._clerk = None
        return actions + self._flush()

    def tick(self, now_ms: int) -> list[Action]:
        """Call a few times a second: heartbeats out, silence noticed, patience at its end."""
        actions: list[Action] = []
        for key, waiting in [*self._waiting.items()]:
            if waiting.until_ms is not None and waiting.until_ms <= now_ms:
                del self._waiting[key]
                if self._clerk is not None and key == self._clerk.id:
                    self._clerk = None
                actions.append(Answered(key, hub_away(key)))
        if not self._open:
            return actions
        heartbeat_ms = self.welcome.heartbeat_ms if self.live and self.welcome else HEARTBEAT_MS
        patience_ms = 3 * heartbeat_ms if self.live else WELCOME_MS
        if now_ms - self._heard_ms > patience_ms:
            actions.append(Lost(f"not a word for {(now_ms - self._heard_ms) / 1000:.1f} s", silent=True))
        elif self.live and now_ms - self._pinged_ms >= heartbeat_ms:
            self._pinged_ms = now_ms
            self._pings += 1
            actions.append(Send(encode(Ping(n=self._pings))))
        return actions

    def _welcomed(self, welcome: Welcome, now_ms: int) -> list[Action]:
        if self.mirror.seq is not None and welcome.seq < self.mirror.seq:
            self.mirror.seq = None  # the hub has gone back: only its snapshot may be believed
        self.welcome, self.live = welcome, True
        self.offset_ms = welcome.now_ms - now_ms
        if self._clerk is not None and self._clerk.id not in self._waiting:
            self._waiting = {self._clerk.id: _Waiting(encode(self._clerk), None, signs_in=True), **self._waiting}
        return [Live(welcome), *self._flush()]

    def _told(self, offset_ms: int) -> list[Action]:
        """How far the hub's clock is from ours; what a slow line adds is no news."""
        if abs(offset_ms - self.offset_ms) > STEP_MS:
            self.offset_ms = offset_ms
        return []

    def _updated(self, update: Update) -> list[Action]:
        if self.mirror.seq is None or update.seq < self.mirror.seq:
            self.mirror.seq = None
            return [Lost(f"update {update.seq} does not follow what is known; asking for the whole picture")]
        self.mirror.apply(update.seq, update.rows)
        return [Applied(update.rows, False)]

    def _refused(self, refusal: Refusal) -> list[Action]:
        if refusal.id not in self._waiting:
            return [Odd(f"the hub refused a message: {refusal.problem.title} {refusal.problem.detail}".rstrip())]
        if self._clerk is not None and refusal.id == self._clerk.id:
            self._clerk = None
        return self._answered(refusal.id, refusal.problem) + self._flush()

    def _answered(self, request_id: str, outcome: Answer | Problem | None) -> list[Action]:
        if request_id not in self._waiting:
            return []
        del self._waiting[request_id]
        return [Answered(request_id, outcome)]

    def _flush(self) -> list[Action]:
        """Send what waits; behind a sign-in nothing goes out until it is answered."""
        if not self.live:
            return []
        signing = [waiting for waiting in self._waiting.values() if waiting.signs_in]
        unsent = [waiting for waiting in signing or self._waiting.values() if not waiting.sent]
        for waiting in unsent:
            waiting.sent = True
        return [Send(waiting.frame) for waiting in unsent]
