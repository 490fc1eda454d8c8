"""The live connection's hub side: one terminal, from ``Hello`` to silence."""

import asyncio
import logging
import re
from collections.abc import Coroutine
from typing import TYPE_CHECKING

import msgspec
from aiohttp import WSCloseCode, WSMsgType, web

from shared.frames import write_now
from shared.hub.actor import Actor
from shared.hub.asking import ask
from shared.hub.http.body import hub_of
from shared.hub.http.problems import problem_of
from shared.hub.image import holds
from shared.hub.sessions import IDLE_MS
from shared.protocol import messages as m
from shared.protocol.answers import Problem
from shared.protocol.codec import Malformed, decode_from_terminal, encode
from shared.protocol.roles import NEEDS_CLERK, WITNESSES

if TYPE_CHECKING:
    from shared.hub.hub import Hub

log = logging.getLogger("fairhall.hub.live")

HEARTBEAT_MS = 1000
LOST_MS = 3 * HEARTBEAT_MS
BEHIND_BYTES = 256 * 1024
"""A terminal with this much unread is skipped and gets a snapshot once it has read on."""
DROP_AFTER_S = 30
MOST_PENDING = 64
"""Commands of one terminal on their way at once; further frames wait in its socket."""
GOODBYE_S = 1.0
"""How long a closing connection waits for the terminal's own goodbye."""
REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class Connection:
    """One WebSocket. Commands run side by side, each answered once; the feed is written without waiting."""

    def __init__(self, hub: "Hub", actor: Actor, socket: web.WebSocketResponse, transport: asyncio.Transport) -> None:
        self._hub = hub
        self._actor = actor
        self._socket = socket
        self._transport = transport
        self._tasks: set[asyncio.Task[None]] = set()
        self._free = asyncio.Semaphore(MOST_PENDING)
        self._behind_since = 0.0
        self._worked_ms = 0
        """When its clerk did something last."""

    @property
    def actor(self) -> Actor:
        """Who is at the other end."""
        return self._actor

    def send(self, frame: bytes) -> bool:
        """An ``Outlet``: False when the terminal has not read what it was sent before."""
        if self._socket.closed or self._transport.is_closing():
            return True
        if self._transport.get_write_buffer_size() > BEHIND_BYTES:
            now = asyncio.get_running_loop().time()
            self._behind_since = self._behind_since or now
            if now - self._behind_since > DROP_AFTER_S:
                log.warning("%s has not read for %d s; dropped", self._actor.name, DROP_AFTER_S)
                self._transport.abort()
            return False
        self._behind_since = 0.0
        write_now(self._write(frame))  # 200 displays need no 200 tasks for it; the buffer says more next time
        return True

    async def run(self) -> None:
        """Serve until the terminal leaves, falls silent, or is dropped."""
        try:
            async for message in self._socket:
                if message.type in (WSMsgType.TEXT, WSMsgType.BINARY):
                    await self._take(message.data)
        finally:
            self._hub.subscribers.leave(self)
            self._hub.witnesses.leave(self._actor, self)
            for task in self._tasks:
                task.cancel()

    async def close(self) -> None:
        """The hub goes away."""
        await self._socket.close(code=WSCloseCode.GOING_AWAY)

    def abort(self, why: str) -> None:
        """It may not go on."""
        log.warning("%s is shut out: %s", self._actor.name, why)
        self._transport.abort()

    async def _take(self, data: str | bytes) -> None:
        try:
            message = decode_from_terminal(data)
        except Malformed as error:
            await self._write(encode(m.Refusal(id="", problem=problem_of(error))))
            return
        match message:
            case m.Hello():
                await self._hello(message)
            case m.Ping():
                await self._write(encode(m.Pong(n=message.n, now_ms=self._hub.clock.now_ms())))
            case m.Command():
                await self._free.acquire()
                self._spawn(self._command(message))
            case m.SignIn():
                await self._free.acquire()
                self._spawn(self._sign_in(message))
            case m.Sealed():
                held = not message.seq or await holds(self._hub.service.writer, message.seq, message.leaf)
                self._hub.witnesses.sealed(self._actor, message, held)
            case m.Cosigned():
                self._hub.witnesses.cosigned(self._actor, message)
            case m.Vouched():
                self._hub.witnesses.vouched(self._actor, message)
            case m.Witnessed():
                self._hub.witnesses.answered(self._actor, message)
            case m.SignOut():
                self._actor = msgspec.structs.replace(self._actor, clerk="")
                await self._write(encode(m.SignedIn(id=message.id, clerk="")))

    async def _hello(self, message: m.Hello) -> None:
        if message.protocol != m.PROTOCOL:
            problem = Problem("other-version", 400, f"this hub speaks protocol {m.PROTOCOL}, not {message.protocol}")
            await self._write(encode(m.Refusal(id="", problem=problem)))
            return
        actor, subscribers = self._actor, self._hub.subscribers
        welcome = m.Welcome(
            hall=self._hub.hall_id,
            device=actor.device,
            role=actor.role,
            seq=subscribers.seq,
            heartbeat_ms=HEARTBEAT_MS,
            now_ms=self._hub.clock.now_ms(),
            counter=actor.counter,
        )
        await self._write(encode(welcome))
        subscribers.join(self, actor.role, actor.counter, message.after)
        if message.witness and actor.role in WITNESSES:
            self._hub.witnesses.join(actor, self)

    async def _command(self, message: m.Command) -> None:
        reply: m.Message
        try:
            if not REQUEST_ID.fullmatch(message.id):
                raise Malformed("a command's id is 8 to 64 letters, digits, - or _")
            if message.name in NEEDS_CLERK:
                self._works()
            answer = await ask(self._hub, self._actor, message.name, message.body, message.id)
            reply = m.Reply(id=message.id, answer=answer)
        except Exception as error:
            reply = m.Refusal(id=message.id[:64], problem=problem_of(error, message.id[:64]))
        finally:
            self._free.release()
        await self._write(encode(reply))

    def _works(self) -> None:
        """A clerk who did nothing for longer than a working day has gone home."""
        now_ms = self._hub.clock.now_ms()
        if now_ms - self._worked_ms >= IDLE_MS:
            self._actor = msgspec.structs.replace(self._actor, clerk="")
        self._worked_ms = now_ms

    async def _sign_in(self, message: m.SignIn) -> None:
        reply: m.Message
        try:
            self._actor = await self._hub.sign_in(self._actor, message.clerk, message.password)
            self._worked_ms = self._hub.clock.now_ms()
            reply = m.SignedIn(id=message.id, clerk=message.clerk)
        except Exception as error:
            reply = m.Refusal(id=message.id, problem=problem_of(error, message.id))
        finally:
            self._free.release()
        await self._write(encode(reply))

    async def _write(self, frame: bytes) -> None:
        try:
            await self._socket.send_frame(frame, WSMsgType.TEXT)
        except (ConnectionError, RuntimeError) as error:
            log.debug("%s is gone: %s", self._actor.name, error)

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def live(request: web.Request) -> web.WebSocketResponse:
    """``WS /api/v1/live``."""
    hub = hub_of(request)
    actor = hub.device(request)
    socket = web.WebSocketResponse(
        timeout=GOODBYE_S, receive_timeout=LOST_MS / 1000, max_msg_size=m.MAX_FRAME_BYTES, compress=False
    )
    await socket.prepare(request)
    assert request.transport is not None
    connection = Connection(hub, actor, socket, request.transport)
    hub.connections.add(connection)
    try:
        await connection.run()
    except TimeoutError:
        log.info("%s has been silent for %d ms", actor.name, LOST_MS)
    finally:
        hub.left(connection)
        await socket.close()
    return socket
