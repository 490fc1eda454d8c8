"""A whole hall's devices at once, and one that reads too slowly for the others' good."""

import asyncio
import socket
import statistics
import time
from contextlib import suppress
from pathlib import Path

from shared.client.base import LIVE_PATH
from shared.client.identity import Identity, trust
from shared.protocol.codec import encode
from shared.protocol.messages import Hello, Message, Ping
from shared.protocol.requests import OpenRequest, PauseRequest
from tests.lan.hall import Hall, take
from tests.lan.machines import Machine
from tests.lan.stories import Figures, hold, terminals
from tests.lan.terminal import Terminal

SIP = 1000
UPGRADE = (
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: MTIzNDU2Nzg5MDEyMzQ1Ng==",
)
DROPPED = "has not read for 30 s; dropped"


def power_cut(hall: Hall, machines: list[Machine], devices: int) -> Figures:
    """Hub and devices lose their power and have it again at the same moment. Runs on no machine."""
    share = devices // len(machines)
    crews = [
        [hall.terminal("display", f"{machine.name}-{n}", hall.address, listens=False) for n in range(share)]
        for machine in machines
    ]
    hall.hub.kill()
    began = time.monotonic()
    waiting = [machine.begin(_all_live(crew)) for machine, crew in zip(machines, crews, strict=True)]
    up = machines[0].run(hall.start())
    for each in waiting:
        each.result(120)
    spans = [terminal.met[0][0] - up for crew in crews for terminal in crew]
    for machine, crew in zip(machines, crews, strict=True):
        machine.run(_stop(crew))
    hold(len(spans) == share * len(machines), "every device is back")
    return {
        "hub up after, s": up - began,
        "devices": len(spans),
        "half of them live after that, s": statistics.median(spans),
        "all of them live, s": max(spans),
    }


async def _all_live(crew: list[Terminal]) -> None:
    for each in crew:
        await each.start()
    await asyncio.gather(*(each.live(within_s=120) for each in crew))


async def _stop(crew: list[Terminal]) -> None:
    await asyncio.gather(*(each.stop() for each in crew))


async def slow_reader(hall: Hall, machine: Machine) -> Figures:
    """A device says that it is there, is sent more than it reads, and the hall works on. Runs on the terminals'."""
    who = hall.identity("manager", "slow")
    boss = hall.terminal("manager", "boss")
    async with terminals(hall) as (kiosk, _, display):
        await boss.start()
        await boss.live()
        busy = [asyncio.ensure_future(_busy(boss, counter)) for counter in "12345678"]
        alone = sorted([each for n in range(100) for each in await _now_and_then(kiosk, f"alone-{n}")])
        before = most = _memory_mb(hall)
        reading = asyncio.wrap_future(machine.begin(asyncio.to_thread(_read_slowly, hall, who)))
        began, spans = time.monotonic(), list[float]()
        async with asyncio.timeout(400):
            while DROPPED not in hall.hub.log:
                hold(not reading.done(), f"nobody else may end it: {hall.hub.log[-500:]}")
                spans += await _now_and_then(kiosk, f"beside-{len(spans)}")
                most = max(most, _memory_mb(hall))
        took = time.monotonic() - began
        for each in busy:
            each.cancel()
        await boss.stop()
        hold(len(display.met) == 1, "the display noticed nothing")
        await asyncio.wait({reading}, timeout=30)
        spans.sort()
        return {
            "dropped after, s": took,
            "tickets meanwhile": len(spans),
            "a ticket before, p50, ms": 1000 * statistics.median(alone),
            "meanwhile, p50, ms": 1000 * statistics.median(spans),
            "before, p99, ms": 1000 * alone[int(len(alone) * 0.99)],
            "meanwhile, p99, ms": 1000 * spans[int(len(spans) * 0.99)],
            "the hub's memory, more, MB": most - before,
        }


async def _now_and_then(kiosk: Terminal, name: str) -> list[float]:
    """A ticket, and a moment in which nobody comes."""
    spans = await take(kiosk, name, 1)
    await asyncio.sleep(0.1)
    return spans


async def _busy(boss: Terminal, counter: str) -> None:
    """News for everybody without end, and a hall that grows no larger by it."""
    while True:
        await boss.link.request("open", OpenRequest(counter=counter))
        await boss.link.request("pause", PauseRequest(counter=counter, reason="break"))


def _read_slowly(hall: Hall, who: Identity) -> None:
    """Takes 1,000 bytes a second, and says each time that it is there, until it is dropped. Blocks."""
    host, port = hall.address.split(":")
    with (
        socket.create_connection((host, int(port)), timeout=60) as plain,
        trust(who.ca_pem).wrap_socket(plain) as line,
        suppress(OSError),
    ):
        upgrade = f"GET {LIVE_PATH} HTTP/1.1", f"Host: {host}", f"Authorization: {who.bearer}", *UPGRADE
        line.sendall("\r\n".join((*upgrade, "", "")).encode() + _frame(Hello()))
        while line.recv(SIP):
            line.sendall(_frame(Ping()))
            time.sleep(1)


def _frame(message: Message) -> bytes:
    """A short text frame of a client (RFC 6455, 5.2), under a mask of zeros."""
    text = encode(message)
    return bytes((0x81, 0x80 | len(text), 0, 0, 0, 0)) + text


def _memory_mb(hall: Hall) -> float:
    status = Path(f"/proc/{hall.hub.process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1000
