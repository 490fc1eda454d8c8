"""A hub in memory behind the port of the link: what the terminals' tests and pictures are made with."""

from collections.abc import Callable, Iterable
from itertools import count
from typing import NamedTuple

from shared.client.mirror import Mirror
from shared.client.port import PATIENCE_MS, AnswerCallback, hub_away
from shared.protocol.answers import Answer, Problem
from shared.protocol.messages import LinkState, Welcome
from shared.protocol.requests import REQUESTS, Request
from shared.protocol.roles import Role
from shared.protocol.rows import AnyRow

MORNING_MS = 1_578_877_200_000
"""Where the clock stands at first: 2020-01-13 09:00 in Shanghai."""

Handler = Callable[[str, Request], Answer | Problem | None]


class Asked(NamedTuple):
    """One request as it was asked."""

    request_id: str
    name: str
    request: Request


class SimulatedLink:
    """``HubLink`` without a hub: ``start`` is live at once, the test plays the rest.

    ``on_request`` answers on the spot (``done`` is then heard before ``request`` returns); without it, or where it
    gives None, ``answer`` follows. ``on_sign_in`` may refuse a clerk. The clock moves by ``advance`` only.
    """

    def __init__(self, role: Role = "kiosk", counter: str = "", on_request: Handler | None = None) -> None:
        self.mirror = Mirror()
        self.state: LinkState = "searching"
        self.welcome: Welcome | None = None
        self.at_ms = MORNING_MS
        self.away_since_ms = MORNING_MS
        self.state_changed: list[Callable[[LinkState], None]] = []
        self.updated: list[Callable[[tuple[AnyRow, ...], bool], None]] = []
        self.asked: list[Asked] = []
        self.clerk = ""
        self.on_request = on_request
        self.on_sign_in: Callable[[str, str], Problem | None] = lambda clerk, password: None
        self._role = role
        self._counter = counter
        self._ids = (f"simulated-{n}" for n in count(1))
        self._answers: dict[str, Answer | Problem] = {}
        self._waiting: dict[str, tuple[int, list[AnswerCallback]]] = {}
        self._stopped = False

    def start(self) -> None:
        """The hub is found at once."""
        self._stopped = False
        self.set_state("live")

    def stop(self) -> None:
        """Nothing is called back from here on."""
        self._stopped = True
        self._waiting.clear()

    def request(self, name: str, request: Request, done: AnswerCallback, *, request_id: str | None = None) -> str:
        """As the port says. A repeated id is answered from memory; after trouble of the hub's it is asked again."""
        if type(request) is not REQUESTS.get(name):
            raise TypeError(f"{name!r} does not take a {type(request).__name__}")
        request_id = request_id or next(self._ids)
        if (known := self._answers.get(request_id)) is not None:
            done(known)
        elif request_id in self._waiting:
            self._waiting[request_id][1].append(done)
        else:
            self._waiting[request_id] = (self.at_ms + PATIENCE_MS, [done])
            self.asked.append(Asked(request_id, name, request))
            if self.state == "live":
                self._ask(self.asked[-1])
        return request_id

    def sign_in(self, clerk: str, password: str, done: Callable[[Problem | None], None]) -> None:
        """As the port says; ``clerk`` holds who is signed in."""
        problem = self.on_sign_in(clerk, password)
        if problem is None:
            self.clerk = clerk
        done(problem)

    def sign_out(self) -> None:
        """As the port says."""
        self.clerk = ""

    def now_ms(self) -> int:
        """The clock the test holds."""
        return self.at_ms

    def feed(self, rows: Iterable[AnyRow], fresh: bool = False) -> None:
        """The hub sends rows: an update, or a whole snapshot if ``fresh``."""
        rows = tuple(rows)
        seq = (self.mirror.seq or 0) + 1
        if fresh:
            self.mirror.replace(seq, rows)
        else:
            self.mirror.apply(seq, rows)
        if not self._stopped:
            for hear in tuple(self.updated):
                hear(rows, fresh)

    def set_state(self, state: LinkState) -> None:
        """The connection changes; what was asked while away is asked when live again."""
        if state == self.state or self._stopped:
            return
        if state == "live":
            self.away_since_ms = 0
            self.welcome = Welcome(
                hall="simulated",
                device="simulated",
                role=self._role,
                seq=self.mirror.seq or 0,
                heartbeat_ms=1000,
                now_ms=self.at_ms,
                counter=self._counter,
            )
        elif self.state == "live":
            self.away_since_ms = self.at_ms
        self.state = state
        for hear in tuple(self.state_changed):
            hear(state)
        if state == "live":
            for asked in tuple(asked for asked in self.asked if asked.request_id in self._waiting):
                self._ask(asked)

    def answer(self, request_id: str, outcome: Answer | Problem) -> None:
        """The hub answers a request that waits."""
        if isinstance(outcome, Answer) or outcome.status < 500:
            self._answers[request_id] = outcome
        self._tell(request_id, outcome)

    def advance(self, ms: int) -> None:
        """Time goes by; a request unanswered for 5 s hears ``hub-away``."""
        self.at_ms += ms
        for request_id in [key for key, (until_ms, _) in self._waiting.items() if until_ms <= self.at_ms]:
            self._tell(request_id, hub_away(request_id))

    def _ask(self, asked: Asked) -> None:
        outcome = self.on_request(asked.name, asked.request) if self.on_request else None
        if outcome is not None:
            self.answer(asked.request_id, outcome)

    def _tell(self, request_id: str, outcome: Answer | Problem) -> None:
        for done in self._waiting.pop(request_id, (0, []))[1]:
            done(outcome)
