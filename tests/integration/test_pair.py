"""Two hubs, one hall: whichever falls, the other goes on with every ticket, every device and the same lot."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest

from shared.client.identity import Identity, trust
from shared.client.pairing import pair
from shared.hub.access.registry import Registry
from shared.hub.access.tls import ca_fingerprint
from shared.hub.pair.home import home_of, open_store
from shared.journal.postgres import PostgresJournal
from shared.journal.verify import verify_chain
from shared.protocol.roles import Role
from tests.integration.pair import two_hubs
from tests.integration.program import HubProgram
from tests.integration.test_systemd import Manager
from tests.lan.terminal import Terminal, settle
from tests.postgres import Postgres

Two = tuple[HubProgram, HubProgram, str]


@pytest.fixture
async def hubs(postgres: Postgres, tmp_path: Path) -> AsyncIterator[Two]:
    a, b, address = await two_hubs(tmp_path, postgres, hall=tmp_path.name.replace("_", "-"))
    yield a, b, address
    for hub in (a, b):
        if hub.process.poll() is None:
            hub.kill()


def paired(address: str, data: Path, name: str, role: Role = "kiosk", counter: str = "") -> Identity:
    """A terminal paired at the hub of ``address`` by a token made beside the hub of ``data``."""
    store = open_store(data)
    try:
        token = Registry(store, ca_fingerprint(data / "keys")).make_token(role, name, counter)
    finally:
        store.close()
    return pair(address, token)


async def take(address: str, kiosk: Identity, request: str) -> dict[str, object]:
    """A ticket by lot over HTTP."""
    headers = {"Authorization": kiosk.bearer, "Idempotency-Key": request}
    connector = aiohttp.TCPConnector(ssl=trust(kiosk.ca_pem))
    timeout = aiohttp.ClientTimeout(total=5)
    async with (
        aiohttp.ClientSession(f"https://{address}", connector=connector, timeout=timeout) as http,
        http.post("/api/v1/tickets", json={"service": "id-card"}, headers=headers) as answer,
    ):
        assert answer.status in (200, 201), await answer.text()
        found: dict[str, object] = await answer.json()
        return found


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Manager]:
    """systemd of both machines."""
    there = Manager(tmp_path / "notify")
    for name, value in there.environment().items():
        monkeypatch.setenv(name, value)
    yield there
    there.line.close()


async def test_a_hub_that_is_killed_is_followed_by_the_other_with_all_it_knew(manager: Manager, hubs: Two) -> None:
    a, b, address = hubs
    assert "READY=1" in manager.hears("STATUS=standing by"), "a hub that stands by is no failed start"
    kiosk = await asyncio.to_thread(paired, address, a.data, "K1")
    first = await take(address, kiosk, "request-1")
    manager.forgets()
    a.kill()
    there = await b.leads()
    manager.hears("STATUS=seq ")
    assert await take(there, kiosk, "request-1") == first, "the same request, the same answer, the same device key"
    second = await take(there, kiosk, "request-2")
    assert (first["number"], second["number"]) == ("A001", "A002")


async def test_terminals_know_where_the_other_is_met_before_it_ever_led_also_at_a_port_of_the_systems_choice(
    hubs: Two, tmp_path: Path
) -> None:
    a, b, address = hubs
    port = (await b.says("Standing by on port ([0-9]+):"))[1]
    kiosk = Terminal(settle(await asyncio.to_thread(paired, address, a.data, "K1"), tmp_path / "kiosk"), listens=False)
    await kiosk.start()
    await kiosk.until(lambda: kiosk.knows(f"127.0.0.1:{port}"))
    assert a.end() == 0
    assert await b.leads() == f"127.0.0.1:{port}"
    await kiosk.live(f"127.0.0.1:{port}")
    await kiosk.stop()


async def test_a_hub_that_was_frozen_wakes_up_to_a_hall_led_by_another(hubs: Two) -> None:
    a, b, address = hubs
    kiosk = await asyncio.to_thread(paired, address, a.data, "K1")
    await take(address, kiosk, "request-1")
    a.freeze()
    there = await b.leads()
    second = await take(there, kiosk, "request-2")
    said = len(a.lines)
    a.thaw()
    await a.says("Standing by", said)
    assert second["number"] == "A002"
    assert (await take(there, kiosk, "request-3"))["number"] == "A003"


async def test_a_token_made_beside_the_hub_that_stands_by_pairs_at_the_one_that_leads(hubs: Two) -> None:
    _, b, address = hubs
    kiosk = await asyncio.to_thread(paired, address, b.data, "K2")
    assert (await take(address, kiosk, "request-1"))["number"] == "A001"


async def test_a_database_that_restarts_finds_one_leader_and_everything_there(hubs: Two, postgres: Postgres) -> None:
    a, b, address = hubs
    kiosk = await asyncio.to_thread(paired, address, a.data, "K1")
    await take(address, kiosk, "request-1")
    said = len(a.lines), len(b.lines)
    await asyncio.to_thread(postgres.stop)
    await a.says("Waiting for the database", said[0])
    await asyncio.to_thread(postgres.start)
    leading = [asyncio.ensure_future(hub.leads(after)) for hub, after in zip((a, b), said, strict=True)]
    done, _ = await asyncio.wait(leading, return_when=asyncio.FIRST_COMPLETED)
    there = done.pop().result()
    for task in leading:
        task.cancel()
    assert (await take(there, kiosk, "request-2"))["number"] == "A002"


async def test_another_hall_file_is_the_pairs_before_it_is_ours(hubs: Two) -> None:
    a, b, _ = hubs
    text = (a.data / "hall.toml").read_text(encoding="utf-8")
    (a.data / "hall.toml").write_text(text.replace("云溪市", "云海市"), encoding="utf-8")
    home = home_of(a.data)
    assert home is not None
    cabinet = home.cabinet(a.data)

    def given() -> bool:
        found = cabinet.get("hall.toml")
        return found is not None and "云海市" in found[1].decode()

    async with asyncio.timeout(15):
        while not await asyncio.to_thread(given):  # noqa: ASYNC110 (of another process)
            await asyncio.sleep(0.05)
    cabinet.close()
    a.kill()
    assert "云海市" in (await b.says("Hall (.*) is up"))[0]
    assert "云海市" in (b.data / "hall.toml").read_text(encoding="utf-8")


async def test_a_second_hub_with_other_keys_says_what_is_missing(hubs: Two, postgres: Postgres, tmp_path: Path) -> None:
    a, _, address = hubs
    kiosk = await asyncio.to_thread(paired, address, a.data, "K1")
    stranger = tmp_path / "c"
    stranger.mkdir()
    shutil.copy(a.data / "hall.toml", stranger)
    c = HubProgram(stranger, postgres.url)
    assert await asyncio.to_thread(c.gone) == 1, "at once, and not on the day when it should lead"
    assert "copy the first hub's keys directory here" in c.log
    assert (await take(address, kiosk, "request-1"))["number"] == "A001"


async def test_the_record_of_several_leaders_is_one_chain(hubs: Two, postgres: Postgres, tmp_path: Path) -> None:
    a, b, address = hubs
    kiosk = await asyncio.to_thread(paired, address, a.data, "K1")
    for n in range(3):
        await take(address, kiosk, f"request-{n}")
    a.kill()
    there = await b.leads()
    for n in range(3, 6):
        await take(there, kiosk, f"request-{n}")
    journal = PostgresJournal(postgres.url, tmp_path.name.replace("_", "-"))
    bodies = [body for _, body in journal.read(0)]
    journal.close()
    assert verify_chain(bodies).fault is None
    assert sum('"ticket-issued"' in body for body in bodies) == 6
    assert sum('"day-opened"' in body for body in bodies) == 1, "one chain of lots, whoever leads"
