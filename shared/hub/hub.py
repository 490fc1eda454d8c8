"""A running hub: everything it is made of, started and stopped in order."""

import asyncio
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec
from aiohttp import web

from shared.clock import Clock
from shared.discovery.advertiser import Advertiser
from shared.discovery.radio import met_at
from shared.discovery.records import HubRecord
from shared.hall import commands as c
from shared.hall.decide.appointments import misses_count_from
from shared.hub import timers
from shared.hub.access import tls
from shared.hub.access.clerks import Clerks
from shared.hub.access.fingerprint import marked
from shared.hub.access.keys import secret
from shared.hub.access.people import People
from shared.hub.access.registry import DeviceKey, Registry
from shared.hub.access.signing import HeadSigner
from shared.hub.access.standing import Standing
from shared.hub.access.store import Store
from shared.hub.access.tablets import TabletTokens
from shared.hub.access.throttle import Throttle
from shared.hub.access.tickets import TicketTokens
from shared.hub.actor import Actor, actor_of
from shared.hub.devices import Devices
from shared.hub.errors import NotAllowed
from shared.hub.feed.board import Board
from shared.hub.feed.subscribers import Subscribers
from shared.hub.hallfile.advice import few_windows
from shared.hub.hallfile.watch import Broken, Changed, HallFile
from shared.hub.http.app import make_app, make_public_app
from shared.hub.http.door import Guest, Limits
from shared.hub.http.listen import Listener, bind
from shared.hub.image import Load, load
from shared.hub.live import Connection
from shared.hub.metrics import Metrics
from shared.hub.notes import Notes
from shared.hub.papers import Papers
from shared.hub.published.day import Leaves
from shared.hub.published.witnessed import WitnessedHead
from shared.hub.reviews import Reviews
from shared.hub.seeds import Seeds
from shared.hub.service import HallService
from shared.hub.sessions import Sessions
from shared.hub.warnings import Warnings
from shared.hub.witnesses import Witnesses
from shared.journal.port import Journal
from shared.protocol.answers import Answer
from shared.protocol.pairing import BadToken, parse_token
from shared.protocol.requests import Request
from shared.protocol.rows import AnyRow, DeviceRow

log = logging.getLogger("fairhall.hub")

BEARER = "Bearer "
READERS = 4
"""Threads that read the record at a time; more wait."""
PHONE_TRIES = 10
"""Wrong tries on one ticket from phones before they are slowed down."""
BOOKINGS = 60
"""Appointments asked for from one address in a quarter of an hour before they are slowed down."""


class HubSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where a hub lives. ``port`` 0 takes a free one; ``public`` is the citizens' plain page (None: none),
    ``proxies`` are reverse proxies before it: they name who asks.
    """

    data: Path
    host: str = "0.0.0.0"
    port: int = 7443
    public: tuple[str, int] | None = None
    public_url: str = ""
    proxies: tuple[str, ...] = ()
    limits: Limits = Limits()
    discovery: bool = True


class Hub:
    """Constructor reads, ``start`` opens, ``stop`` ends."""

    def __init__(
        self,
        settings: HubSettings,
        clock: Clock,
        open_journal: Callable[[], Journal],
        hall: HallFile,
        *,
        store: Store | None = None,
        seeds: Seeds | None = None,
        leader: str = "hub",
        load: Load = load,
    ) -> None:
        """The rest is given to a hub of a pair; alone it has its own."""
        keys = settings.data / "keys"
        self.settings = settings
        self.clock, self.hall = clock, hall
        self.tls = tls.server_context(keys)
        self.ca_pem = tls.ca_pem(keys)
        self.ca_fingerprint = tls.ca_fingerprint(keys)
        store = store or Store(settings.data)
        self.registry = Registry(store, self.ca_fingerprint)
        self.clerks = Clerks(store)
        self.standing = Standing(store, self.registry, self.clerks)
        self.sessions = Sessions(clock)
        self.ticket_tokens = TicketTokens(secret(keys, "tickets"), self.hall_id)
        self.tablet_tokens = TabletTokens(secret(keys, "tablets"), self.hall_id)
        self.signer = HeadSigner(keys)
        self._person_secret = secret(keys, "persons")
        self.board = Board(settings.public_url)
        self.notes = Notes(store, self.board.texts)
        self.reviews = Reviews(store)
        self.papers = Papers(store)
        self.devices = Devices(clock)
        self.witnesses = Witnesses()
        self.witnessed = WitnessedHead(settings.data, self.signer, self.witnesses)
        self.phone_tries = Throttle(clock, PHONE_TRIES)
        self.booking_tries = Throttle(clock, BOOKINGS)
        self.warnings = Warnings(clock)
        self.subscribers = Subscribers(
            lambda: (*self.board.rows.values(), *self.devices.rows.values(), *self.warnings.rows.values())
        )
        self.connections: set[Connection] = set()
        self.streams: set[asyncio.Event] = set()
        self.presses: dict[str, tuple[str, int]] = {}
        """By counter: whom it asked last, and how often its tablet was pressed since."""
        self.readers = asyncio.Semaphore(READERS)
        self.proving, self._pairing = asyncio.Lock(), asyncio.Lock()
        self.leaves = Leaves()
        self.stopping = False
        self.started_ms = clock.now_ms()
        self.service: HallService
        self.metrics = Metrics(self)
        self.port = settings.port
        self.public_port = 0
        self._store = store
        self._open_journal = open_journal
        self._seeds = seeds or Seeds(keys)
        self._leader, self._load = leader, load
        self.listeners: list[Listener] = []
        self._advertiser: Advertiser | None = None
        self._ticker: asyncio.Task[None] | None = None

    @property
    def hall_id(self) -> str:
        """The hall's id."""
        return self.hall.current().id

    async def start(self) -> None:
        """Take the ports, rebuild the hall, listen, say so on the LAN. Raises OSError, JournalError, Fault.

        The ports come first: a second hub started by mistake then never claims the journal of the one at work.
        """
        with ExitStack() as doors:
            door = doors.enter_context(bind(self.settings.host, self.settings.port, "--listen"))
            public = self.settings.public and doors.enter_context(bind(*self.settings.public, "--public"))
            await self._open(door, public)
            doors.pop_all()
        self._ticker = asyncio.get_running_loop().create_task(timers.run(self))

    async def _open(self, door: socket.socket, public: socket.socket | None) -> None:
        self.service = HallService(
            self._open_journal(),
            self.clock,
            self._seeds,
            self.board,
            token_of=self.ticket_tokens.token,
            publish=self._publish,
            key=self.signer.public,
            leader=self._leader,
            load=self._load,
            witnesses=self.witnesses,
        )
        await self.service.start(self.hall.current())
        self.port = await self._listen(Listener(make_app(self), self.settings.limits, self.tls), door)
        self.witnesses.listen()
        if public is not None:
            citizens = Listener(make_public_app(self), self.settings.limits, free=self.settings.proxies)
            self.public_port = await self._listen(citizens, public)
            self.board.public_url = self.settings.public_url or f"http://{met_at('0.0.0.0', self.public_port)[0]}"
            self.service.refresh()
        if self.settings.discovery:
            record = HubRecord(
                name=self.hall.current().name.zh, hall=self.hall_id, ca=self.ca_fingerprint.hex(), port=self.port
            )
            self._advertiser = Advertiser(record)
            self._advertiser.start()

    async def stop(self) -> None:
        """Finish what was accepted, tell the terminals, let go of everything."""
        self.stopping = True
        if self._ticker is not None:
            self._ticker.cancel()
        if self._advertiser is not None:
            await asyncio.to_thread(self._advertiser.stop)
        self.service.rest()
        for event in self.streams:
            event.set()
        await asyncio.gather(*(connection.close() for connection in self.connections))
        for listener in self.listeners:
            await listener.stop()
        await self.service.close()
        self.clerks.close()
        self._store.close()

    def device(self, request: web.Request) -> Actor:
        """Who asks, from ``Authorization`` and ``Fairhall-Session``. Raises NotAllowed."""
        header = request.headers.get("Authorization", "")
        session = request.headers.get("Fairhall-Session", "")
        if session and not header:
            return self.sessions.actor(session, "")
        device = self.registry.authenticate(header[len(BEARER) :]) if header.startswith(BEARER) else None
        if device is None:
            raise NotAllowed("not-paired", status=401, detail="pair this device first: fairhall pair")
        if isinstance(request.protocol, Guest):
            request.protocol.door.know(request.protocol)
        actor = actor_of(device)
        return self.sessions.actor(session, actor.device) if session else actor

    async def pair(self, token: str) -> tuple[DeviceKey, Actor]:
        """A device's key for a token of one use. Raises NotAllowed."""
        try:
            _, token_secret = parse_token(token)
        except BadToken as error:
            raise NotAllowed("token-unknown", detail=str(error)) from None
        async with self._pairing:  # who guesses takes one thread and no more
            key = await asyncio.to_thread(self.registry.redeem, token_secret)
        device = self.registry.device(key.device_id)
        assert device is not None
        return key, actor_of(device)

    async def sign_in(self, actor: Actor, clerk: str, password: str) -> Actor:
        """The actor with this clerk at its counter. Raises NotAllowed."""
        if actor.role != "counter":
            raise NotAllowed("role-may-not", detail="clerks sign in at counters")
        found = await self.clerks.admit(clerk, password, actor.device)
        return msgspec.structs.replace(actor, clerk=found.id)

    async def execute(self, command: c.Command, key: str | None, request_id: str | None) -> Answer:
        """Somebody's command, recorded under ``key`` (``marked``), answered under the id that they gave."""
        answer = await self.service.execute(command, key)
        if isinstance(command, c.Evaluate) and not answer.rejected:
            await self.reviews.rated(self.service.state, command)
        return msgspec.structs.replace(answer, request_id=request_id or "")

    def marked(self, request_id: str | None, who: str, name: str, request: Request) -> str | None:
        """The request's id as it is recorded: another request under the same id is then found out."""
        return marked(self._person_secret, request_id, who, name, request)

    async def reload(self) -> None:
        """Read the hall file again; a broken one is told to the operator, and the last good one stays."""
        outcome = await asyncio.to_thread(self.hall.reload)
        if isinstance(outcome, Broken):
            log.error("%s; the last good hall file stays in force", outcome.error)
        elif isinstance(outcome, Changed):
            log.info("the hall file has changed")
            self.advise()

    def advise(self) -> None:
        """Tell the operator what in the hall file is worth a second thought."""
        for few in few_windows(self.hall.current()):
            log.warning("%s", few)

    async def configure(self) -> None:
        """Put the last good hall file in force. Raises Fault, and Refused while people still need the old one."""
        if (config := self.hall.current()) != self.service.state.config:
            await self.service.execute(c.ConfigureHall(config=config))

    def warn(self) -> None:
        """The hub's timer: look for what managers should see to."""
        image = self.service.image
        if (config := image.state.config) is not None and (self.board.halted or not self.service.faulted):
            self.show(*self.devices.witnesses(self.witnesses, image.state))
            shown = (*self.board.rows.values(), *self.devices.rows.values())
            overdue, papers = self.reviews.overdue(image.state.day), self.papers.rows()
            self.show(*self.warnings.look(shown, config.rules, image.state.witnesses, image.leads, overdue, papers))

    def show(self, *rows: AnyRow | None) -> None:
        """News that is no record, how a device is among it: told at once, kept in memory alone."""
        if news := tuple(row for row in rows if row is not None):
            for row in news:
                if isinstance(row, DeviceRow):
                    self.metrics.device(row)
            self.subscribers.publish(self.subscribers.seq, news, False)

    def shut_out(self) -> None:
        """The hub's timer: end the connections of devices that were revoked."""
        if not self.standing.changed():
            return
        for connection in tuple(self.connections):
            try:
                self.standing.check(msgspec.structs.replace(connection.actor, clerk=""))
            except NotAllowed as why:
                connection.abort(why.detail)

    def left(self, connection: Connection) -> None:
        """A terminal's connection has ended; with its last one its devices are out of sight."""
        self.connections.discard(connection)
        if not any(each.actor.device == connection.actor.device for each in self.connections):
            self.show(*self.devices.gone(connection.actor.device))

    @contextmanager
    def tablet_open(self, counter: str) -> Iterator[None]:
        """While this counter's keypad page is open on a tablet: its clerk sees that it is."""
        self.show(self.devices.tablet(counter, 1))
        try:
            yield
        finally:
            self.show(self.devices.tablet(counter, -1))

    def people(self) -> People:
        """Persons as today's record knows them."""
        state = self.service.state
        days = misses_count_from(state) if state.config is not None and state.day else ()
        booked = state.appointments
        return People(self._person_secret, state.day, days, lambda id: booked[id].day if id in booked else "")

    def _publish(self, seq: int, rows: tuple[AnyRow, ...], fresh: bool) -> None:
        self.subscribers.publish(seq, rows, fresh)
        for event in self.streams:
            event.set()

    async def _listen(self, listener: Listener, taken: socket.socket) -> int:
        self.listeners.append(listener)
        return await listener.start(taken)
