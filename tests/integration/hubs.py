"""Real hubs: one in this process, with TLS, SQLite and pairing by token; one as a child process that can be killed."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import msgspec

from shared.client.identity import Identity, trust
from shared.client.pairing import pair
from shared.clock import Clock, ScaledClock
from shared.hub.access.registry import Registry
from shared.hub.access.store import Store
from shared.hub.access.tls import ca_fingerprint
from shared.hub.hallfile.watch import HallFile
from shared.hub.hub import Hub, HubSettings
from shared.journal.port import Journal
from shared.journal.sqlite import SqliteJournal
from shared.journal.verify import verify_chain
from shared.protocol import messages as m
from shared.protocol.codec import decode_from_hub, encode
from shared.protocol.roles import Role
from tests.hall import EIGHT

ROOT = Path(__file__).parents[2]
PASSWORD = "correct horse"
GROUPS = """\
id = "yunxi"
name = "云溪市政务服务中心"
name_en = "Yunxi Government Service Centre"
timezone = "Asia/Shanghai"

[rules]
recall_interval_s = 1
no_show_calls = 1
no_show_after_s = 0

[[group]]
id = "id"
letter = "A"
name = "户籍身份证"
name_en = "ID cards"

[[group]]
id = "tax"
letter = "F"
name = "税务"
name_en = "Tax"
policy = "fifo"

[[service]]
id = "id-card"
group = "id"
name = "居民身份证换领"
name_en = "ID card renewal"
short = "身份证换领"
short_en = "ID card"

[[service]]
id = "residence"
group = "id"
name = "户口登记"
name_en = "Residence registration"
short_en = "Residence"

[[service]]
id = "income"
group = "tax"
name = "个人所得税"
name_en = "Income tax"
"""


def hall_file(windows: int) -> str:
    """Two groups, A by lot and F first come first served; so many windows that take everything; always open."""
    return GROUPS + "".join(f'\n[[counter]]\nid = "{n}"\ngroups = ["id", "tax"]\n' for n in range(1, windows + 1))


HALL = hall_file(8)


async def patiently(condition: Callable[[], object], timeout_s: float = 10.0) -> None:
    """Let the loop run until ``condition`` holds."""
    async with asyncio.timeout(timeout_s):
        while not condition():  # noqa: ASYNC110 (of anything at all)
            await asyncio.sleep(0.005)


def token(data: Path, role: Role, name: str, counter: str = "", ttl_s: int = 900) -> str:
    """A pairing token, made beside the running hub as ``fairhall pair`` does."""
    store = Store(data)
    try:
        return Registry(store, ca_fingerprint(data / "keys")).make_token(role, name, counter, ttl_s)
    finally:
        store.close()


def records(journal: Path) -> list[dict[str, Any]]:
    """Every record of a journal, whose chain is checked."""
    opened = SqliteJournal(journal)
    try:
        bodies = [body for _, body in opened.read(0)]
    finally:
        opened.close()
    assert verify_chain(bodies).fault is None
    return [msgspec.json.decode(body) for body in bodies]


class Socket:
    """One terminal's live connection, frame by frame."""

    def __init__(self, raw: aiohttp.ClientWebSocketResponse) -> None:
        self.raw = raw

    async def say(self, message: m.FromTerminal) -> None:
        await self.raw.send_str(encode(message).decode())

    async def hear(self) -> m.FromHub:
        async with asyncio.timeout(5):
            frame = await self.raw.receive()
        assert frame.type is aiohttp.WSMsgType.TEXT, frame
        return decode_from_hub(frame.data)

    async def hello(self, after: int | None = None) -> tuple[m.Welcome, m.FromHub | None]:
        """The welcome, and a snapshot if one must come (``after`` None)."""
        await self.say(m.Hello(after=after))
        welcome = await self.hear()
        assert isinstance(welcome, m.Welcome)
        return welcome, (await self.hear() if after is None else None)

    async def hears_pong(self, n: int) -> bool:
        """Whether the next thing it hears is the answer to its ping ``n``."""
        heard = await self.hear()
        return isinstance(heard, m.Pong) and heard.n == n

    async def ask(self, name: str, request_id: str, **body: object) -> m.Reply | m.Refusal:
        """A command's own answer; what the feed brings meanwhile is passed over."""
        await self.say(m.Command(id=request_id, name=name, body=msgspec.Raw(msgspec.json.encode(body))))
        while True:
            heard = await self.hear()
            if isinstance(heard, m.Reply | m.Refusal) and heard.id == request_id:
                return heard

    async def sign_in(self, clerk: str, password: str = PASSWORD) -> m.SignedIn | m.Refusal:
        await self.say(m.SignIn(id="sign-in-1", clerk=clerk, password=password))
        while True:
            heard = await self.hear()
            if isinstance(heard, m.SignedIn | m.Refusal):
                return heard


class House:
    """A hub in this process and whoever deals with it."""

    def __init__(self, data: Path, clock: Clock, open_journal: Callable[[], Journal], **settings: Any) -> None:
        self.data = data
        self.journal = data / "journal.db"
        self.hall_file = data / "hall.toml"
        data.mkdir(exist_ok=True)
        if not self.hall_file.exists():
            self.hall_file.write_text(HALL, encoding="utf-8")
        usual: dict[str, Any] = {"host": "127.0.0.1", "port": 0, "discovery": False}
        made = HubSettings(data=data, **usual | settings)
        self.hub = Hub(made, clock, open_journal, HallFile(self.hall_file))
        self.http: aiohttp.ClientSession
        self._one = asyncio.Lock()

    async def start(self) -> None:
        await self.hub.start()
        self.address = f"127.0.0.1:{self.hub.port}"
        connector = aiohttp.TCPConnector(ssl=trust(self.hub.ca_pem), limit=0)
        self.http = aiohttp.ClientSession(f"https://{self.address}", connector=connector)

    async def stop(self) -> None:
        await self.http.close()
        await self.hub.stop()

    async def pair(self, role: Role, name: str, counter: str = "") -> Identity:
        async with self._one:  # the hub needs a thread of the same pool to answer
            return await asyncio.to_thread(pair, self.address, token(self.data, role, name, counter))

    async def clerk(self, clerk: str) -> None:
        await asyncio.to_thread(self.hub.clerks.add, clerk, "王芳", PASSWORD)

    @asynccontextmanager
    async def socket(self, who: Identity, **options: Any) -> AsyncIterator[Socket]:
        async with self.http.ws_connect(
            "/api/v1/live", headers={"Authorization": who.bearer}, max_msg_size=0, **options
        ) as raw:
            yield Socket(raw)


@asynccontextmanager
async def house(
    data: Path, clock: Clock | None = None, open_journal: Callable[[], Journal] | None = None, **settings: Any
) -> AsyncIterator[House]:
    """A running hub on ``data``, with the small hall where there is none; stopped in order.

    Without a ``clock`` it is a morning, whenever the test runs: in the evening a hub seals the next day.
    """
    there = House(
        data, clock or ScaledClock(EIGHT, 1), open_journal or (lambda: SqliteJournal(data / "journal.db")), **settings
    )
    await there.start()
    try:
        yield there
    finally:
        await there.stop()


class Child:
    """``fairhall hub`` as its own process. ``said``: its standard output up to "is up"."""

    def __init__(
        self, data: Path, *arguments: str, environment: Mapping[str, str] | None = None, entry: str = "shared.cli"
    ) -> None:
        self.data = data
        self.journal = data / "journal.db"
        self._log = data.with_suffix(".log")
        around = os.environ | dict(environment or {})
        command = [sys.executable, "-m", entry, "hub", "--data", str(data), "--no-discovery"]
        command += arguments or ("--listen", "127.0.0.1:0", "--public", "127.0.0.1:0")
        with self._log.open("a") as log:
            self.process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT, env=around
            )
        assert self.process.stdout is not None
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if found := re.search(r" is up on port (\d+),", line):
                self.address = f"127.0.0.1:{found[1]}"
                return
        self._gone()
        raise AssertionError(f"the hub did not start: {self.log}")

    @property
    def log(self) -> str:
        return self._log.read_text()

    def kill(self) -> None:
        """As a power cut does."""
        self.process.kill()
        self._gone()

    def end(self) -> int:
        """As systemd does; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self._gone()

    def _gone(self) -> int:
        assert self.process.stdout is not None
        self.said += self.process.stdout.read()
        self.process.stdout.close()
        return self.process.wait(20)
