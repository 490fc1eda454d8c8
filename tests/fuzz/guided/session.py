"""The hub's side of the live connection: a real hub, its journal in memory, and conversations with four terminals."""

import asyncio
import logging
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
from aiohttp import WSMessage, WSMsgType

from shared.clock import ManualClock
from shared.hub.actor import Actor
from shared.hub.live import Connection
from shared.journal.memory import MemoryJournal, Store
from shared.protocol import messages as m
from shared.protocol.codec import Malformed, decode_from_hub, decode_from_terminal, encode
from shared.protocol.pairing import parse_token
from shared.verify.verify import Verification
from tests.fuzz.guided import Target
from tests.fuzz.guided.frames import told
from tests.golden.upgrade.write import NINE
from tests.integration.hubs import PASSWORD, House
from tests.integration.test_hub_fuzz import VALID

LONGEST_S = 20
DAY_MS = 86_400_000
SERVED = 200
"""Conversations of one hub; then its record is verified, and another hub begins."""
TERMINALS = {"k": ("kiosk", ""), "c": ("counter", "1"), "m": ("manager", ""), "d": ("display", "")}


def _owed(frame: bytes) -> str | None:
    """Which answer a frame asks for; None for none."""
    try:
        message = decode_from_terminal(frame)
    except Malformed:
        return "answer "
    match message:
        case m.Hello():
            return "welcome" if message.protocol == m.PROTOCOL else "answer "
        case m.Command():
            return f"answer {message.id[:64]}"
        case m.SignIn() | m.SignOut():
            return f"answer {message.id}"
        case m.Ping():
            return f"pong {message.n}"
    return None


def _answers(said: m.FromHub) -> str | None:
    """What it is the answer to; None for what comes unasked."""
    match said:
        case m.Welcome():
            return "welcome"
        case m.Reply() | m.Refusal() | m.SignedIn():
            return f"answer {said.id}"
        case m.Pong():
            return f"pong {said.n}"
    return None


class Wire:
    """What a connection needs of a WebSocket and of its transport."""

    closed = False

    def __init__(self, clock: ManualClock) -> None:
        self.said: list[m.FromHub] = []
        self.said_ms: list[int] = []
        self.owed: list[str] = []
        self._clock = clock
        self._frames: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._turned = asyncio.Event()

    def paid(self) -> list[str]:
        """The answers so far."""
        return [answer for answer in map(_answers, self.said) if answer is not None]

    async def say(self, frame: bytes) -> None:
        """A frame of the terminal; returns when it is read, and answered where it asks for something."""
        owed = _owed(frame)
        self.owed += [owed] if owed is not None else []
        self._frames.put_nowait(frame)
        async with asyncio.timeout(LONGEST_S):
            while not self._frames.empty() or len(self.paid()) < len(self.owed):
                self._turned.clear()
                await self._turned.wait()

    def end(self) -> None:
        self._frames.put_nowait(None)

    def __aiter__(self) -> "Wire":
        return self

    async def __anext__(self) -> WSMessage:
        frame = await self._frames.get()
        self._turned.set()
        if frame is None:
            raise StopAsyncIteration
        return WSMessage(WSMsgType.TEXT, frame, None)

    async def send_frame(self, frame: bytes, kind: WSMsgType) -> None:
        self.said.append(decode_from_hub(frame))
        self.said_ms.append(self._clock.now_ms())
        self._turned.set()

    def is_closing(self) -> bool:
        return False

    def get_write_buffer_size(self) -> int:
        return 0


class Faults(logging.Handler):
    """What the hub calls its own fault."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:  # else it tells an operator what is wrong elsewhere
            self.told.append(self.format(record))


class Served:
    """One hub and the conversations it has had."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp())
        self._store = Store()
        self.clock = ManualClock(NINE)
        self.house = House(self._folder / "hub", self.clock, lambda: MemoryJournal(self._store))
        self.actors: dict[str, Actor] = {}
        self.talks = 0
        self.ticket = "260105-1"
        """The one answered last."""

    async def start(self) -> None:
        await self.house.start()
        hub = self.house.hub
        await self.house.clerk("0801")
        for letter, (role, counter) in TERMINALS.items():
            token = hub.registry.make_token(role, role, counter)  # type: ignore[arg-type]
            key = hub.registry.redeem(parse_token(token)[1])
            self.actors[letter] = Actor(role, key.device_id, role, counter)  # type: ignore[arg-type]

    async def stop(self) -> None:
        """It ends in order, and whatever was said to it, its record is sound."""
        await self.house.stop()
        shutil.rmtree(self._folder)
        verification = Verification("hub", "yunxi", [], None)
        for body in self._store.bodies:
            verification.see(body.encode())
        assert verification.report().sound, verification.problems

    async def talk(self, lines: list[bytes]) -> None:
        """Each line is of one terminal (k, c, m, d) and a frame, or + and seconds to pass. In a frame ``@`` stands for
        the number of this conversation, ``$`` for the ticket answered last.
        """
        self.talks += 1
        wires = {letter: Wire(self.clock) for letter in self.actors}
        hub = self.house.hub
        serving = [
            asyncio.ensure_future(Connection(hub, self.actors[letter], wire, wire).run())  # type: ignore[arg-type]
            for letter, wire in wires.items()
        ]
        for line in lines:
            letter, rest = line[:1].decode(errors="replace"), line[1:]
            if letter == "+":
                self.clock.advance(min(int(rest), 36_000) if rest.isdigit() else 1)
            elif letter in wires:
                frame = rest.replace(b"@", str(self.talks).encode()).replace(b"$", self.ticket.encode())
                await wires[letter].say(frame)
                self._heard(wires[letter].said)
        for wire in wires.values():
            wire.end()
        await asyncio.gather(*serving)
        for wire in wires.values():
            assert Counter(wire.paid()) == Counter(wire.owed), "one question, one answer"
            _same(wire)

    def _heard(self, said: list[m.FromHub]) -> None:
        last = said[-1] if said else None
        if isinstance(last, m.Reply) and last.answer.ticket:
            self.ticket = last.answer.ticket


def _same(wire: Wire) -> None:
    """Asked again within a day, answered the same; and no refusal is a fault of the hub."""
    answers: dict[str, tuple[int, m.Reply]] = {}
    for at_ms, each in zip(wire.said_ms, wire.said, strict=True):
        if isinstance(each, m.Refusal):
            assert each.problem.status < 500 and each.problem.title, each
        elif isinstance(each, m.Reply) and each.answer.seq:
            first_ms, first = answers.setdefault(each.id, (at_ms, each))
            assert first == each or at_ms - first_ms >= DAY_MS, "asked again, answered otherwise"


FAULTS = Faults()
logging.getLogger("fairhall").addHandler(FAULTS)
RUNNER = asyncio.Runner()
_now: list[Served] = []


def close() -> None:
    """The hub of these conversations ends, and its record is verified."""
    while _now:
        RUNNER.run(_now.pop().stop())


def _hub(data: bytes) -> None:
    if _now and _now[0].talks >= SERVED:
        close()
    if not _now:
        _now.append(Served())
        RUNNER.run(_now[0].start())
    FAULTS.told.clear()
    RUNNER.run(_now[0].talk(data.split(b"\n")))
    assert not FAULTS.told, FAULTS.told[0]


def _frame(who: str, name: str, body: object, n: int) -> bytes:
    key = f"{name[:8]}-@-{n}--"
    return who.encode() + msgspec.json.encode({"m": "command", "id": key, "name": name, "body": body})


def _hub_seeds() -> Iterator[bytes]:
    hello = [letter.encode() + b'{"m":"hello","witness":true}' for letter in TERMINALS]
    issue = [_frame("k", "issue", {"service": service}, n) for n, service in enumerate(("id-card", "income"))]
    begin = [_frame("m", "open", {"counter": "1"}, 0), *issue]
    desk = ("call-next", "recall", "serve", "finish", "call-next", "no-show", "recall-missed", "park", "call-next")
    orders = [_frame("m", name, {"counter": "1"}, n) + b"\n+20" for n, name in enumerate(desk)]
    yield b"\n".join([*hello, *begin, *orders])
    yield b"\n".join([*begin, *issue, b"+86400", *issue])
    asked = {name: (who, body) for who, name, _, body, _ in told().asked}
    for name, (who, body) in asked.items():
        meant = body | {known: value for known, value in (("ticket", "$"), ("service", "income")) if known in body}
        yield b"\n".join([*begin, orders[0], _frame(who[0], name, meant, 1)])
    yield b"\n".join(b"k" + frame for frame in VALID if PASSWORD.encode() not in frame)
    sign_in = b"c" + encode(m.SignIn(id="sign-in-1", clerk="0801", password=PASSWORD))
    yield b"\n".join([hello[1], sign_in, _frame("c", "open", {}, 0), _frame("c", "call-next", {}, 1), b"+50000",
                      _frame("c", "recall", {}, 2), b'c{"m":"sign-out","id":"sign-out-@"}'])  # fmt: skip


hub = Target(_hub, _hub_seeds, 3000)
