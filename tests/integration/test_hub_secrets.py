"""A morning of secrets, and what is left of them in logs, the record, the list of processes and addresses."""

import asyncio
import base64
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp

from shared.client.identity import Identity, load, trust
from shared.client.pairing import pair
from shared.hub.http.routes import ROUTES
from shared.protocol import messages as m
from tests.integration.hubs import ROOT, Child, Socket, patiently, token
from tests.integration.people import Person

PASSWORD, WRONG, PERSON, PHONE = "correct horse 81", "a wrong horse 57", "11010519491231002X", "MYOWNCODEABCDEFGHIJK"
COMMAND = [sys.executable, "-m", "shared.cli"]


def told(*command: str) -> None:
    """A command of the administrator, who types the password."""
    subprocess.run([*COMMAND, *command], cwd=ROOT, input=f"{PASSWORD}\n", text=True, check=True, capture_output=True)


def processes() -> str:
    """What everybody on the machine sees of the programs that run."""
    seen = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            seen.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:  # it has just ended
            continue
    return "\n".join(seen)


@asynccontextmanager
async def people(hub: Child, *who: Identity) -> AsyncIterator[list[Person]]:
    """Those devices, and behind them somebody without any."""
    connector = aiohttp.TCPConnector(ssl=trust(who[0].ca_pem))
    async with aiohttp.ClientSession(f"https://{hub.address}", connector=connector) as http:
        hall: Any = SimpleNamespace(http=http)
        yield [*(Person(hall, each) for each in who), Person(hall)]


@asynccontextmanager
async def live(who: Person, device: Identity) -> AsyncIterator[Socket]:
    headers = {"Authorization": device.bearer}
    async with who.hall.http.ws_connect("/api/v1/live", headers=headers, max_msg_size=0) as raw:
        yield Socket(raw)


async def morning(hub: Child, desk: Identity, taker: Identity) -> list[str]:
    """Everybody signs in, takes a ticket, books, mistypes and sends nonsense; the secrets that came of it."""
    async with people(hub, desk, taker) as (clerk, kiosk, stranger):
        assert (await clerk.post("session", clerk="0801", password=WRONG))[0] == 401
        session = (await clerk.post("session", clerk="0801", password=PASSWORD))[1]["session"]
        clerk.headers["Fairhall-Session"] = session
        assert (await clerk.post("counters/1/open"))[0] == 200
        status, ticket = await kiosk.post("tickets", service="id-card", person=PERSON)
        assert status == 201
        assert (await stranger.post("evaluations", token=ticket["token"], grade=5))[0] == 409
        async with live(stranger, desk) as socket:
            await socket.sign_in("0801", PASSWORD)
            reply = await socket.ask("tablet", "tablet-request-1")
            assert isinstance(reply, m.Reply)
            tablet = reply.answer.url.rpartition("#")[2]
        console = (await stranger.post("console/session", clerk="0801", password=PASSWORD))[1]["session"]
        await stranger.post("bookings", code=PHONE, service="id-card", day="2026-01-06", hour=9)
        for nonsense in (PASSWORD, session, ticket["token"], tablet, PERSON, desk.bearer):
            for path in ("session", "console/session", "tickets", "evaluations", "pair", "keypad/stream", "nowhere"):
                status, _ = await stranger.post(path, clerk=[nonsense], password={nonsense: 1}, token=nonsense)
                assert 400 <= status < 500
        async with live(stranger, taker) as socket:
            await socket.raw.send_str(f'{{"m":"sign-in","password":"{PASSWORD}"')
            assert isinstance(await socket.hear(), m.Refusal)
    return [session, console, ticket["token"].rpartition("-")[2], tablet.rpartition(".")[2]]


def kept_by(hub: Child) -> list[str]:
    """The hub's own, as they might be written somewhere."""
    raw = [path.read_bytes() for path in (hub.data / "keys").iterdir() if path.suffix != ".pem"]
    assert len(raw) > 3
    keys = (hub.data / "keys" / "ca.pem").read_text().split("CERTIFICATE")[0].splitlines()[1:-1]
    return [*keys, *(each.hex() for each in raw), *(base64.b64encode(each).decode() for each in raw)]


@contextmanager
def running(hub: Child, terminal: Path, typed: str) -> Iterator[None]:
    """The hub, and a terminal that is paired by hand."""
    command = [*COMMAND, "witness", "--data", str(terminal), "--hub", hub.address, "--pair", "-"]
    with terminal.with_suffix(".log").open("w") as log:
        witness = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stderr=log, text=True)
    try:
        assert witness.stdin is not None
        with witness.stdin as keyboard:
            keyboard.write(typed + "\n")
        yield
    finally:
        witness.terminate()
        assert (witness.wait(20), hub.end()) == (0, 0)


async def test_no_secret_is_left_in_logs_in_the_record_or_in_the_list_of_processes(tmp_path: Path) -> None:
    hub, terminal = Child(tmp_path / "hub"), tmp_path / "a1"
    tokens = [token(hub.data, *each) for each in (("counter", "W1", "1"), ("kiosk", "K1"), ("witness", "A1"))]
    with running(hub, terminal, tokens[2]):
        await asyncio.to_thread(told, "clerk", "add", "--manager", "--data", str(hub.data), "0801", "王芳")
        desk, taker = [await asyncio.to_thread(pair, hub.address, each) for each in tokens[:2]]
        secrets = await morning(hub, desk, taker)
        await patiently((terminal / "identity.json").exists, 30)
        seen = processes()
        assert str(terminal) in seen and str(hub.data) in seen
        record = b"".join(path.read_bytes() for path in hub.data.glob("journal.db*")).decode(errors="replace")
        assert '"ticket-issued"' in record
    keys = [desk.key, taker.key, load(terminal).key]
    halves = [each for whole in tokens for each in (whole, whole.replace("-", "")[2:], whole[-19:])]
    secrets += [PASSWORD, WRONG, PERSON, PERSON[6:14], PHONE, *keys, *halves, *kept_by(hub)]
    for where, text in {
        "the hub's log": hub.log,
        "what the hub says": hub.said,
        "a terminal's log": terminal.with_suffix(".log").read_text(),
        "the record": record,
        "the list of processes": seen,
    }.items():
        left = [secret for secret in secrets if secret in text]
        assert not left, f"{where}: {left}"


def test_no_address_has_a_place_for_a_secret_but_a_tickets_own() -> None:
    places = {part for route in ROUTES for part in route.path.split("/") if part.startswith("{")}
    assert places == {"{id}", "{token}", "{number}", "{service}", "{day}", "{day}.jsonl", "{name}", "{seq}"}
