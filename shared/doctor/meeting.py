"""Meets the hub as the terminal would: known addresses, then the LAN; one greeting on the live connection."""

import asyncio
import queue
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import aiohttp

from shared.client.base import LARGEST_MESSAGE, LIVE_PATH
from shared.client.headless import GOODBYE_S
from shared.client.identity import Identity, trust
from shared.clock import SystemClock
from shared.discovery.finder import Finder
from shared.protocol.codec import Malformed, decode_from_hub, encode
from shared.protocol.messages import FromHub, Hello, Refusal, Snapshot, Welcome
from shared.protocol.rows import AnyRow

ANSWER_S = 3.0
HEAR_S = 3.5
"""How long a hub on the same cable may take to be heard by mDNS (1.2 s measured)."""

Trouble = Literal["silent", "stranger", "revoked", "odd"]


@dataclass(frozen=True)
class Met:
    """The hub knows this terminal. ``offset_ms``: its clock is so far ahead of this machine's."""

    address: str
    took_ms: int
    offset_ms: int
    welcome: Welcome
    rows: tuple[AnyRow, ...]


@dataclass(frozen=True)
class Unmet:
    """Nobody at the address, somebody else, or a hub that refuses this terminal."""

    address: str
    trouble: Trouble
    detail: str


@dataclass(frozen=True)
class Meeting:
    """Each address tried, in order, and where the hub was heard on the LAN ("": nowhere)."""

    tried: tuple[Met | Unmet, ...]
    heard: str

    @property
    def met(self) -> Met | None:
        """The first hub that answered."""
        return next((each for each in self.tried if isinstance(each, Met)), None)


def meet(identity: Identity, addresses: Sequence[str]) -> Meeting:
    """Try the addresses, and listen on the LAN; takes some seconds."""
    heard = _hear(identity, addresses)
    places = [*addresses, *([heard] if heard and heard not in addresses else [])]
    return Meeting(tuple(asyncio.run(greet(identity, address)) for address in places), heard)


async def greet(identity: Identity, address: str) -> Met | Unmet:
    """Say hello at one address as this terminal."""
    try:
        async with asyncio.timeout(ANSWER_S):
            return await _greet(identity, address)
    except aiohttp.WSServerHandshakeError as error:
        trouble: Trouble = "revoked" if error.status in (401, 403) else "odd"
        return Unmet(address, trouble, f"{error.status} {error.message}")
    except aiohttp.ClientConnectorCertificateError as error:
        return Unmet(address, "stranger", str(error.certificate_error))
    except (Malformed, EOFError) as error:
        return Unmet(address, "odd", str(error))
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return Unmet(address, "silent", str(error) or f"no answer in {ANSWER_S:.0f} s")


async def _greet(identity: Identity, address: str) -> Met | Unmet:
    async with (
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=trust(identity.ca_pem))) as http,
        http.ws_connect(
            f"wss://{address}{LIVE_PATH}",
            headers={"Authorization": identity.bearer},
            max_msg_size=LARGEST_MESSAGE,
            timeout=aiohttp.ClientWSTimeout(ws_close=GOODBYE_S),
            autoclose=False,
        ) as socket,
    ):
        try:
            return await _talk(address, socket)
        finally:
            await http.close()  # before the conversation ends: it waits for connections in use, and for no others


async def _talk(address: str, socket: aiohttp.ClientWebSocketResponse) -> Met | Unmet:
    clock = SystemClock()
    began_ms = clock.now_ms()
    await socket.send_str(encode(Hello()).decode())
    welcome = await _next(socket)
    if isinstance(welcome, Refusal):
        return Unmet(address, "odd", welcome.problem.title)
    if not isinstance(welcome, Welcome):
        raise EOFError("it does not say welcome")
    took_ms = clock.now_ms() - began_ms
    while not isinstance(picture := await _next(socket), Snapshot):
        pass
    return Met(address, took_ms, welcome.now_ms - began_ms - took_ms // 2, welcome, picture.rows)


async def _next(socket: aiohttp.ClientWebSocketResponse) -> FromHub:
    message = await socket.receive()
    if not isinstance(message.data, str | bytes):
        raise EOFError(f"it closed the connection ({socket.close_code})")
    return decode_from_hub(message.data)


def _hear(identity: Identity, candidates: Sequence[str]) -> str:
    heard: queue.SimpleQueue[str] = queue.SimpleQueue()
    finder = Finder(identity.ca_fingerprint, candidates)
    finder.start(heard.put)
    try:
        return heard.get(timeout=HEAR_S)
    except queue.Empty:
        return ""
    finally:
        finder.stop()
