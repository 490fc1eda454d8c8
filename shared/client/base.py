"""What every real link does whatever its transport: rounds of addresses, session, callbacks, outbox."""

import logging
import secrets
from abc import abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from random import random
from typing import Literal

import msgspec

from shared.client.errors import IdentityError
from shared.client.identity import Identity
from shared.client.mirror import Mirror
from shared.client.outbox import Outbox
from shared.client.port import PATIENCE_MS, AnswerCallback
from shared.client.route import Route
from shared.client.session import Action, Answered, Applied, Live, Lost, Odd, Placed, Questioned, Send, Session
from shared.client.witness.keeper import Keeper
from shared.client.witness.port import Said
from shared.clock import SystemClock
from shared.discovery.finder import Finder
from shared.protocol.answers import Answer, Problem
from shared.protocol.messages import LinkState, Welcome
from shared.protocol.requests import REQUESTS, Request
from shared.protocol.rows import AnyRow

TICK_MS = 100
"""A transport calls ``_tick`` this often."""
LIVE_PATH = "/api/v1/live"
LARGEST_MESSAGE = 16 * 1024 * 1024
Remember = Callable[[str, tuple[str, ...]], None]
_log = logging.getLogger("fairhall.link")
_clock = SystemClock()


def _now_ms() -> int:
    return round(_clock.monotonic() * 1000)


class BaseLink:
    """The part of ``HubLink`` that needs no transport (no ABC: its metaclass and Qt's do not mix).

    ``remember`` hears the address where the hub was met, and those of the hubs of a pair. ``delivered`` hears answers
    to requests of the outbox that nobody waits for (any more): asked before a restart, or given up after
    ``PATIENCE_MS``. With a ``keeper`` the terminal bears witness to the lot.
    """

    def __init__(
        self,
        identity: Identity,
        *,
        configured: Sequence[str] = (),
        finder: Finder | None = None,
        outbox: Outbox | None = None,
        keeper: Keeper | None = None,
        remember: Remember = lambda address, others: None,
    ) -> None:
        self.mirror = Mirror()
        self.state: LinkState = "searching"
        self.welcome: Welcome | None = None
        self.state_changed: list[Callable[[LinkState], None]] = []
        self.updated: list[Callable[[tuple[AnyRow, ...], bool], None]] = []
        self.delivered: list[Callable[[str, Answer | Problem], None]] = []
        self.away_since_ms = _clock.now_ms()
        self._identity = identity
        self._finder = finder
        self._outbox = outbox
        self._keeper = keeper
        self._remember = remember
        self._route = Route(identity.hub_address, configured, identity.hubs)
        self._session = Session(self.mirror, _clock.now_ms(), _now_ms(), keeper is not None)
        self._phase: Literal["stopped", "resting", "trying", "open"] = "stopped"
        self._phase_ms = self._rest_ms = self._parted_ms = 0
        self._dones: dict[str, list[Callable[[Answer | Problem | None], None]]] = {}
        self._actions: deque[Action] = deque()
        self._acting = False
        self._delivering = ""
        self._deliver_ms = 0
        self._complained = False

    def now_ms(self) -> int:
        """The hub's clock as far as known."""
        return _now_ms() + self._session.offset_ms

    def sign_out(self) -> None:
        """The clerk leaves."""
        self._act(self._session.sign_out(_new_id()))

    # for transports ----------------------------------------------------------------------------------------------

    @abstractmethod
    def _connect(self, address: str) -> None:
        """Begin to connect; later exactly one ``_opened`` or ``_closed``, after ``_opened`` one ``_closed``."""

    @abstractmethod
    def _reached(self) -> bool:
        """Whether the connection begun has come as far as a machine that answers."""

    @abstractmethod
    def _send(self, frame: bytes) -> None:
        """Put a text frame on the open connection."""

    @abstractmethod
    def _drop(self) -> None:
        """Give the connection up, begun or open; nothing more is heard of it."""

    def _begin(self, hop: Callable[[str], None], say: Callable[[Said], None]) -> None:
        """Start; ``hop`` takes an address from the finder's thread to ``_found`` in ours, ``say`` what the keeper
        answers from its own to ``_said``.
        """
        if self._phase != "stopped":
            raise RuntimeError("the link is started already")
        if self._finder is not None:
            self._finder.start(hop)
        if self._keeper is not None:
            self._keeper.start(say)
        self._try()

    def _end(self) -> None:
        """Stop; nothing is called back from here on."""
        self._phase = "stopped"
        self._drop()
        self._session.closed()
        self._dones.clear()
        self._actions.clear()
        if self._finder is not None:
            self._finder.stop()
        if self._keeper is not None:
            self._keeper.stop()

    def _ask(self, name: str, request: Request, done: AnswerCallback, request_id: str | None) -> str:
        if type(request) is not REQUESTS.get(name):
            raise TypeError(f"{name!r} does not take a {type(request).__name__}")
        request_id = request_id or _new_id()
        actions = self._session.request(request_id, name, msgspec.json.encode(request), _now_ms())

        def heard(outcome: Answer | Problem | None) -> None:
            if outcome is not None:
                done(outcome)

        self._dones.setdefault(request_id, []).append(heard)
        self._act(actions)
        return request_id

    def _sign_in(self, clerk: str, password: str, done: Callable[[Problem | None], None]) -> None:
        request_id = _new_id()
        self._dones[request_id] = [lambda outcome: done(outcome if isinstance(outcome, Problem) else None)]
        self._act(self._session.sign_in(request_id, clerk, password, _now_ms()))

    def _opened(self) -> None:
        self._enter("open")
        if self.state == "searching":
            self._become("connecting")
        self._act(self._session.opened(_now_ms()))

    def _received(self, frame: bytes | str) -> None:
        now_ms = _now_ms()
        self._act(self._session.received(frame, now_ms))
        self._deliver(now_ms)

    def _closed(self, reason: str, refused: bool = False, silent: bool = False) -> None:
        """The connection ended or never was; ``refused``: by a hub that will not have us, or that we do not trust;
        ``silent``: it stands, and nobody speaks.
        """
        if self._phase == "stopped":
            return
        was_live = self._session.live
        self._session.closed()
        self._delivering = ""
        (_log.debug if self._complained else _log.warning)("hub at %s: %s", self._route.trying, reason)
        self._complained = True
        self._route.refused |= refused
        if not was_live:
            self._try()
            return
        self._parted_ms = _now_ms()
        self._route.parted(self._parted_ms - self._phase_ms, silent)
        if self._finder is not None:
            self._finder.look()
        self._rest()

    def _found(self, address: str) -> None:
        if self._route.heard(address) and self._phase == "resting":
            self._try()

    def _said(self, message: Said) -> None:
        self._act(self._session.say(message))

    def _tick(self) -> None:
        now_ms = _now_ms()
        if self._phase == "resting" and now_ms >= self._rest_ms:
            self._try()
        elif self._phase == "trying" and now_ms - self._phase_ms > self._patience_ms():
            self._drop()
            self._closed("no answer")
        self._act(self._session.tick(now_ms))
        self._deliver(now_ms)

    def _patience_ms(self) -> int:
        return self._route.welcome_ms if self._reached() else self._route.connect_ms

    # within ------------------------------------------------------------------------------------------------------

    def _enter(self, phase: Literal["resting", "trying", "open"]) -> None:
        self._phase, self._phase_ms = phase, _now_ms()

    def _try(self) -> None:
        address = self._route.next()
        if address is None:
            self._rest()
        else:
            self._enter("trying")
            self._connect(address)

    def _rest(self) -> None:
        self._enter("resting")
        refused = self._route.refused
        self._rest_ms = self._phase_ms + self._route.rest_ms(random(), self._phase_ms - self._parted_ms)
        self._become("refused" if refused else "away" if self.welcome else "searching")

    def _become(self, state: LinkState) -> None:
        if state == self.state or self._phase == "stopped":
            return
        if state == "live":
            self.away_since_ms = 0
        elif self.state == "live":
            self.away_since_ms = self.now_ms()
        self.state = state
        for hear in tuple(self.state_changed):
            hear(state)

    def _act(self, actions: Iterable[Action]) -> None:
        """Do the session's actions in order, also those that callbacks bring about meanwhile."""
        self._actions.extend(actions)
        if self._acting:
            return
        self._acting = True
        try:
            while self._actions:
                self._do(self._actions.popleft())
        finally:
            self._acting = False

    def _do(self, action: Action) -> None:
        match action:
            case Send(frame):
                if self._phase == "open":
                    self._send(frame)
            case Live(welcome):
                self._welcomed(welcome)
            case Applied(rows, fresh):
                for hear in tuple(self.updated):
                    hear(rows, fresh)
            case Answered(request_id, outcome):
                self._answered(request_id, outcome)
            case Placed(addresses):
                self._route.others = addresses
                self._keep_place()
            case Lost(reason, silent):
                self._drop()
                self._closed(reason, silent=silent)
            case Questioned(message):
                if self._keeper is not None:
                    self._keeper.tell(message)
            case Odd(detail):
                _log.warning("hub at %s: %s", self._route.trying, detail)

    def _welcomed(self, welcome: Welcome) -> None:
        self._phase_ms = _now_ms()
        self.welcome = welcome
        self._complained = False
        self._route.met()
        if self._finder is not None:
            self._finder.rest()
        _log.info("live with hall %s at %s as %s", welcome.hall, self._route.trying, welcome.device)
        self._keep_place()
        self._become("live")
        self._deliver_ms = 0

    def _keep_place(self) -> None:
        try:
            self._remember(self._route.trying, self._route.others)
        except (OSError, IdentityError) as error:
            _log.error("where the hub is cannot be kept (%s): after a restart it is looked for anew", error)

    def _answered(self, request_id: str, outcome: Answer | Problem | None) -> None:
        waiting = self._dones.pop(request_id, [])
        if request_id == self._delivering:
            self._delivering = ""
        delivered = False
        if self._outbox is not None and outcome is not None and request_id in self._outbox:
            delivered = _final(outcome)
            if delivered:
                self._outbox.done(request_id, outcome)
            else:
                self._deliver_ms = _now_ms() + PATIENCE_MS
        for done in waiting:
            done(outcome)
        if delivered and not waiting and outcome is not None:
            for hear in tuple(self.delivered):
                hear(request_id, outcome)

    def _deliver(self, now_ms: int) -> None:
        """Bring the outbox to the hub in order, one request at a time."""
        if self._outbox is None or self._delivering or not self._session.live or now_ms < self._deliver_ms:
            return
        for entry in self._outbox.pending()[:1]:
            self._delivering = entry.request_id
            self._act(self._session.request(*entry, now_ms, patient=True))


def _final(outcome: Answer | Problem) -> bool:
    """Whether asking again would change nothing: everything but the hub's own trouble."""
    return isinstance(outcome, Answer) or (outcome.status < 500 and outcome.status != 429)


def _new_id() -> str:
    return secrets.token_urlsafe(12)
