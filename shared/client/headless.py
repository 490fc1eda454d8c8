"""The link without a screen: asyncio, light enough for hundreds in one process. For replays, measurements, tests."""

import asyncio
from asyncio import AbstractEventLoop, Future, Task, TimerHandle
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import aiohttp
from aiohttp import ClientWebSocketResponse, WSMsgType

from shared.client.base import LARGEST_MESSAGE, LIVE_PATH, TICK_MS, BaseLink, Remember
from shared.client.identity import Identity, trust
from shared.client.outbox import Outbox
from shared.client.route import CONNECT_MS
from shared.client.witness.keeper import Keeper
from shared.client.witness.port import Said
from shared.discovery.finder import Finder
from shared.frames import write_now
from shared.protocol.answers import Answer, Problem
from shared.protocol.messages import LinkState
from shared.protocol.requests import Request

GOODBYE_S = 0.5
"""How long a closing hub may take to say goodbye."""


class HeadlessLink(BaseLink):
    """A link in a running asyncio loop (see ``BaseLink`` for the parameters)."""

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
        super().__init__(
            identity, configured=configured, finder=finder, outbox=outbox, keeper=keeper, remember=remember
        )
        self._loop: AbstractEventLoop | None = None
        self._http: aiohttp.ClientSession | None = None
        self._ticking: TimerHandle | None = None
        self._talk: Task[None] | None = None
        self._talks: set[Task[None]] = set()
        self._socket: ClientWebSocketResponse | None = None
        self._asking: set[Future[Any]] = set()

    async def start(self) -> None:
        """Look for the hub and stay connected until ``stop``; returns at once."""
        loop = self._loop = asyncio.get_running_loop()
        self._http = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(ssl=trust(self._identity.ca_pem)),
            timeout=aiohttp.ClientTimeout(sock_connect=CONNECT_MS / 1000),
        )

        def hop(address: str) -> None:
            loop.call_soon_threadsafe(self._found, address)

        def say(message: Said) -> None:
            with suppress(RuntimeError):  # the loop is gone, and the hub with it
                loop.call_soon_threadsafe(self._said, message)

        self._begin(hop, say)
        self._beat()

    async def stop(self) -> None:
        """Close; requests that still wait are cancelled."""
        if self._ticking is not None:
            self._ticking.cancel()
        self._phase = "stopped"
        if self._http is not None:
            await self._http.close()  # before the conversation ends: it waits for connections that are in use only
        self._end()
        for future in self._asking:
            future.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    async def live(self, timeout_s: float = 10.0) -> None:
        """Wait until the hub knows us. Raises ``TimeoutError``."""
        changed = asyncio.Event()

        def hear(state: LinkState) -> None:
            changed.set()

        self.state_changed.append(hear)
        try:
            async with asyncio.timeout(timeout_s):
                while self.state != "live":
                    changed.clear()
                    await changed.wait()
        finally:
            self.state_changed.remove(hear)

    async def request(self, name: str, request: Request, request_id: str | None = None) -> Answer | Problem:
        """Ask the hub; ``hub-away`` after 5 s without an answer. The same id gets the same answer."""
        future: Future[Answer | Problem] = self._future()
        self._ask(name, request, partial(_settle, future), request_id)
        return await future

    async def sign_in(self, clerk: str, password: str) -> Problem | None:
        """Sign a clerk in on this connection, kept across reconnects; None when done."""
        future: Future[Problem | None] = self._future()
        self._sign_in(clerk, password, partial(_settle, future))
        return await future

    def _future(self) -> Future[Any]:
        future: Future[Any] = asyncio.get_running_loop().create_future()
        self._asking.add(future)
        future.add_done_callback(self._asking.discard)
        return future

    def _beat(self) -> None:
        if self._loop is not None:
            self._ticking = self._loop.call_later(TICK_MS / 1000, self._beat)
            self._tick()

    def _connect(self, address: str) -> None:
        self._talk = asyncio.ensure_future(self._converse(address))
        self._talks.add(self._talk)
        self._talk.add_done_callback(self._talks.discard)

    def _reached(self) -> bool:
        return True  # sock_connect of the client session sees to it

    def _send(self, frame: bytes) -> None:
        if self._socket is None:
            return
        with suppress(ConnectionError):  # the reader will see the end
            write_now(self._socket.send_frame(frame, WSMsgType.TEXT))

    def _drop(self) -> None:
        self._socket = None
        if self._talk is not None:
            self._talk.cancel()
            self._talk = None

    async def _converse(self, address: str) -> None:
        """One connection from its beginning to its end."""
        assert self._http is not None
        refused = False
        try:
            headers = {"Authorization": self._identity.bearer}
            async with self._http.ws_connect(
                f"wss://{address}{LIVE_PATH}",
                headers=headers,
                max_msg_size=LARGEST_MESSAGE,
                timeout=aiohttp.ClientWSTimeout(ws_close=GOODBYE_S),
            ) as socket:
                self._socket = socket
                self._opened()
                async for message in socket:
                    if isinstance(message.data, str | bytes):
                        self._received(message.data)
            reason = f"closed by the hub ({socket.close_code})"
        except aiohttp.WSServerHandshakeError as error:
            reason, refused = f"{error.status} {error.message}", error.status in (401, 403)
        except aiohttp.ClientConnectorCertificateError as error:
            reason, refused = str(error), True
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            reason = str(error) or type(error).__name__
        self._talk = self._socket = None
        self._closed(reason, refused)


def _settle(future: Future[Any], outcome: object) -> None:
    if not future.done():
        future.set_result(outcome)
