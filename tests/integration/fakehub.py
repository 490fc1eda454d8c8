"""A small hub for the links' own tests: real TLS, real WebSockets, the real codec, and a thread of its own.

It knows no hall. It keeps rows, answers every command once per id, and can be told to misbehave.
"""

import asyncio
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

import msgspec
from aiohttp import WSCloseCode, WSMsgType, web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from shared.client.identity import Identity
from shared.client.simulated import MORNING_MS
from shared.protocol.answers import Answer, Problem
from shared.protocol.codec import decode_from_terminal, encode
from shared.protocol.messages import (
    Command,
    Hello,
    Message,
    Ping,
    Pong,
    Refusal,
    Reply,
    SignedIn,
    SignIn,
    SignOut,
    Snapshot,
    Update,
    Welcome,
)
from shared.protocol.pairing import format_token
from shared.protocol.rows import AnyRow

HEARTBEAT_MS = 200
SECRET = b"ten bytes!"


class Authority:
    """A hall's own CA with one leaf certificate, whose name is no address anybody dials."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.chain = directory / "hub.pem"
        if not self.chain.exists():
            self._found_hall()
        self.ca_pem = (directory / "ca.pem").read_text()
        self.fingerprint = x509.load_pem_x509_certificate(self.ca_pem.encode()).fingerprint(hashes.SHA256())
        self.token = format_token(self.fingerprint[:10], SECRET)

    def _found_hall(self) -> None:
        self.directory.mkdir(parents=True, exist_ok=True)
        key, leaf_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.DNSName("hub")])
        name = f"Hall CA {token_hex(4)}"
        ca = _certificate(name, key, name, key, x509.BasicConstraints(ca=True, path_length=0))
        leaf = _certificate("fairhall-hub", leaf_key, name, key, names)
        (self.directory / "ca.pem").write_bytes(ca.public_bytes(serialization.Encoding.PEM))
        self.chain.write_bytes(
            leaf.public_bytes(serialization.Encoding.PEM)
            + leaf_key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )

    def identity(self, address: str, **changes: Any) -> Identity:
        """A device that this hall has paired."""
        identity = Identity(
            device_id="k1", key="secret", role="kiosk", name="K1", counter="", hub_address=address, ca_pem=self.ca_pem
        )
        return msgspec.structs.replace(identity, **changes)


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, issuer: str, issuer_key: ec.EllipticCurvePrivateKey, extension: Any
) -> x509.Certificate:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
        .sign(issuer_key, hashes.SHA256())
    )


class FakeHub:
    """``start`` and ``stop`` as often as you like, on one port; all methods are for the test's own thread."""

    def __init__(self, authority: Authority, host: str = "127.0.0.1", port: int = 0) -> None:
        self.authority, self.host, self.port = authority, host, port
        self.served_ca_pem = authority.ca_pem
        self.seq = 1
        self.rows: tuple[AnyRow, ...] = ()
        self.devices = {"k1": "secret"}
        self.clerks = {"c07": "pw"}
        self.commands: list[Command] = []  # every frame, repeats too
        self.done: list[str] = []  # every id once
        self.hellos: list[Hello] = []
        self.heard: list[Message] = []
        self.posted: list[bytes] = []
        self.clerk = ""
        self.on_command: Callable[[Command], Answer | Problem | None] | None = None
        self.silent = False  # accepts and reads, says nothing
        self.fault: Problem | None = None  # the answer to every new command, remembered by nobody
        self.upgrades = 0
        self.close_code = 0  # close the next connection with this, before a welcome
        self.now_ms = MORNING_MS
        self._answers: dict[str, Answer | Problem] = {}
        self._sockets: set[web.WebSocketResponse] = set()
        self._runner: web.AppRunner | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"{self.host}:{self.port}"

    def start(self) -> None:
        self._do(self._start())

    def stop(self) -> None:
        """As if killed: connections end without a goodbye."""
        self._do(self._stop())

    def shut(self) -> None:
        """The test is over."""
        self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def publish(self, rows: Iterable[AnyRow], *, fresh: bool = False) -> None:
        """Rows to everyone: an update, or a whole picture."""
        rows = tuple(rows)
        self.seq += 1
        held = {(type(row), row.id): row for row in (() if fresh else self.rows)}
        self.rows = tuple((held | {(type(row), row.id): row for row in rows}).values())
        self.say(Snapshot(seq=self.seq, rows=rows) if fresh else Update(seq=self.seq, rows=rows))

    def answer(self, request_id: str, outcome: Answer | Problem) -> None:
        """Answer a command that ``on_command`` left open."""
        self._answers[request_id] = outcome
        self.say(_reply(request_id, outcome))

    def say(self, message: Message | str | bytes) -> None:
        """Put a message, or any frame at all, on every connection."""
        self._do(self._say(message))

    def connections(self) -> int:
        return len(self._sockets)

    def _do(self, work: Awaitable[None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)  # type: ignore[arg-type]

    async def _say(self, message: Message | str | bytes) -> None:
        for socket in tuple(self._sockets):
            if isinstance(message, bytes):
                await socket.send_bytes(message)
            else:
                await socket.send_str(message if isinstance(message, str) else encode(message).decode())

    async def _start(self) -> None:
        app = web.Application()
        app.router.add_get("/api/v1/live", self._live)
        app.router.add_get("/api/v1/ca.pem", self._ca_pem)
        app.router.add_post("/api/v1/pair", self._pair)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(self.authority.chain)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port, ssl_context=tls, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def _stop(self) -> None:
        if self._runner is not None:
            for socket in tuple(self._sockets):
                transport = socket._req.transport if socket._req else None
                if transport is not None:
                    transport.abort()
            await self._runner.cleanup()
            self._runner = None

    async def _ca_pem(self, request: web.Request) -> web.Response:
        return web.Response(text=self.served_ca_pem, content_type="application/x-pem-file")

    async def _pair(self, request: web.Request) -> web.Response:
        self.posted.append(await request.read())
        order = msgspec.json.decode(self.posted[-1])
        if order["token"] != self.authority.token or len(self.posted) > 1:
            problem = Problem("token-used", 403, "The token was used before")
            return web.Response(body=msgspec.json.encode(problem), status=403)
        paired = {
            "device": "k9",
            "key": "long-key",
            "role": "kiosk",
            "name": order["name"],
            "counter": "",
            "hall": "h1",
        }
        return web.json_response(paired)

    async def _live(self, request: web.Request) -> web.WebSocketResponse:
        device, _, key = request.headers.get("Authorization", "").removeprefix("Bearer ").partition(".")
        if self.devices.get(device) != key:
            raise web.HTTPUnauthorized(text="pair again")
        self.upgrades += 1
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if self.close_code:
            await socket.close(code=self.close_code, message=b"go away")
            return socket
        self._sockets.add(socket)
        self.clerk = ""
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    message = decode_from_terminal(frame.data)
                    self.heard.append(message)
                    for reply in () if self.silent else self._handle(message, device):
                        await socket.send_str(encode(reply).decode())
        except ConnectionError:
            await socket.close(code=WSCloseCode.GOING_AWAY)
        finally:
            self._sockets.discard(socket)
        return socket

    def _handle(self, message: Message, device: str) -> list[Message]:
        match message:
            case Hello():
                self.hellos.append(message)
                welcome = Welcome(
                    hall="h1",
                    device=device,
                    role="kiosk",
                    seq=self.seq,
                    heartbeat_ms=HEARTBEAT_MS,
                    now_ms=self.now_ms,
                )
                rows = () if message.after == self.seq else (Snapshot(seq=self.seq, rows=self.rows),)
                return [welcome, *rows]
            case SignIn():
                if self.clerks.get(message.clerk) != message.password:
                    return [Refusal(id=message.id, problem=Problem("bad-password", 401, "Wrong name or password"))]
                self.clerk = message.clerk
                return [SignedIn(id=message.id, clerk=message.clerk)]
            case SignOut():
                self.clerk = ""
                return [SignedIn(id=message.id, clerk="")]
            case Ping():
                return [Pong(n=message.n)]
            case Command():
                return self._command(message)
            case _:
                return []

    def _command(self, command: Command) -> list[Message]:
        self.commands.append(command)
        if self.fault is not None:
            return [_reply(command.id, self.fault)]
        if command.id not in self._answers:
            self.done.append(command.id)
            outcome: Answer | Problem | None = Answer(command.id, self.seq, number=f"A{len(self.done):03}")
            if self.on_command is not None:
                outcome = self.on_command(command)
            if outcome is None:
                return []
            self._answers[command.id] = outcome
        return [_reply(command.id, self._answers[command.id])]


def _reply(request_id: str, outcome: Answer | Problem) -> Message:
    if isinstance(outcome, Answer):
        return Reply(id=request_id, answer=outcome)
    return Refusal(id=request_id, problem=outcome)
