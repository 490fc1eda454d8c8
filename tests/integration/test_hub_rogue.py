"""Somebody else's hub on the LAN, and messages that are sent again, elsewhere, in another order."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from weakref import WeakKeyDictionary

import aiohttp
import msgspec
import pytest

from shared.client.errors import HubNotTrusted
from shared.client.headless import HeadlessLink
from shared.client.pairing import pair
from shared.discovery.advertiser import Advertiser
from shared.discovery.finder import Finder
from shared.discovery.records import HubRecord
from shared.protocol import messages as m
from tests.integration.hubs import House, house, patiently, token

NOTHING = {"fairhall_requests_total", "fairhall_request_seconds_count"}


@asynccontextmanager
async def rogue_house(data: Path) -> AsyncIterator[House]:
    """A hub that writes down every key that it is shown."""
    async with house(data) as rogue:
        authenticate, shown = rogue.hub.registry.authenticate, SHOWN.setdefault(rogue, [])
        rogue.hub.registry.authenticate = lambda bearer: shown.append(bearer) or authenticate(bearer)  # type: ignore[method-assign, func-returns-value]
        yield rogue


SHOWN: WeakKeyDictionary[House, list[str]] = WeakKeyDictionary()


def asked_nothing(rogue: House) -> bool:
    """Neither a key nor one message of a terminal got as far as the rogue's own program."""
    said = rogue.hub.metrics.text([]).decode().splitlines()
    asked = [line for line in said if line.split("{")[0] in NOTHING]
    return not (rogue.hub.connections or asked or SHOWN[rogue])


async def test_a_hub_of_the_same_name_catches_no_terminal(tmp_path: Path) -> None:
    """It has the hall's own file, so its name and id, and stands where the terminal looks first."""
    async with house(tmp_path / "ours") as ours, rogue_house(tmp_path / "rogue") as rogue:
        assert rogue.hub.hall_id == ours.hub.hall_id
        kiosk = await ours.pair("kiosk", "K1")
        link = HeadlessLink(
            msgspec.structs.replace(kiosk, hub_address=rogue.address), configured=[rogue.address, ours.address]
        )
        heard: list[str] = []
        link.state_changed.append(heard.append)
        await link.start()
        await patiently(lambda: link.state == "live", 20)
        assert [each.actor.device for each in ours.hub.connections] == [kiosk.device_id]
        assert asked_nothing(rogue)
        await link.stop()


async def test_alone_on_the_line_it_is_told_nothing_either(tmp_path: Path) -> None:
    async with rogue_house(tmp_path / "rogue") as rogue:
        async with house(tmp_path / "ours") as ours:
            kiosk = await ours.pair("kiosk", "K1")
        link = HeadlessLink(msgspec.structs.replace(kiosk, hub_address=rogue.address))
        await link.start()
        await patiently(lambda: link.state == "refused", 20)
        assert asked_nothing(rogue)
        await link.stop()


async def test_an_announcement_with_our_fingerprint_and_its_own_address_only_costs_a_try(tmp_path: Path) -> None:
    """Anybody may say on the LAN that he is our hub; nobody can prove it."""
    async with house(tmp_path / "ours") as ours, rogue_house(tmp_path / "rogue") as rogue:
        kiosk = await ours.pair("kiosk", "K1")
        finder = Finder(kiosk.ca_fingerprint, interfaces=LOOPBACK)
        heard: list[str] = []
        with announced(rogue, kiosk.ca_fingerprint):
            probe = Finder(kiosk.ca_fingerprint, interfaces=LOOPBACK)
            probe.start(heard.append)
            await patiently(lambda: rogue.address in heard, 20)
            await asyncio.to_thread(probe.stop)
            link = HeadlessLink(msgspec.structs.replace(kiosk, hub_address=""), finder=finder)
            await link.start()
            await patiently(lambda: link.state == "refused", 20)
            with announced(ours, kiosk.ca_fingerprint):
                await patiently(lambda: link.state == "live", 40)
            await link.stop()
        assert asked_nothing(rogue)


LOOPBACK = ("127.0.0.1",)


@contextmanager
def announced(hall: House, fingerprint: str) -> Iterator[None]:
    """On the LAN, under whatever fingerprint."""
    record = HubRecord(name="云溪市政务服务中心", hall=hall.hub.hall_id, ca=fingerprint, port=hall.hub.port)
    advertiser = Advertiser(record, LOOPBACK)
    advertiser.start()
    try:
        yield
    finally:
        advertiser.stop()


async def test_a_new_terminal_gives_its_token_to_no_other_hub(tmp_path: Path) -> None:
    async with house(tmp_path / "ours") as ours, rogue_house(tmp_path / "rogue") as rogue:
        mine = token(ours.data, "kiosk", "K1")
        with pytest.raises(HubNotTrusted):
            await asyncio.to_thread(pair, rogue.address, mine)
        assert (await asyncio.to_thread(pair, ours.address, mine)).name == "K1", "it is still good"


async def test_what_is_sent_again_elsewhere_or_in_another_order_changes_nothing(tmp_path: Path) -> None:
    """A day's frames of a kiosk and a desk, written down by somebody who can send them again."""
    async with house(tmp_path) as hall:
        await hall.clerk("0801")
        kiosk, other = await hall.pair("kiosk", "K1"), await hall.pair("kiosk", "K2")
        desk = await hall.pair("counter", "W1", "1")
        day = [
            ("issue", "kiosk-ticket-1", {"service": "income"}),
            ("issue", "kiosk-ticket-2", {"service": "income"}),
        ]
        work = [(verb, f"desk-{verb}-1", {}) for verb in ("open", "call-next", "serve", "finish")]
        async with hall.socket(kiosk) as at_kiosk, hall.socket(desk) as at_desk, hall.socket(other) as at_other:
            await at_kiosk.hello()
            await at_desk.hello()
            await at_other.hello()
            await at_desk.sign_in("0801")
            first = [await at_kiosk.ask(name, id, **body) for name, id, body in day]
            worked = [await at_desk.ask(name, id, **body) for name, id, body in work]
            assert all(isinstance(each, m.Reply) for each in (*first, *worked))
            seq = hall.hub.service.durable_seq

            again = [await at_kiosk.ask(name, id, **body) for name, id, body in reversed(day)]
            assert again == first[::-1], "the same answers"
            assert [await at_desk.ask(name, id, **body) for name, id, body in reversed(work)] == worked[::-1]
            for name, id, body in (*day, *work):
                stolen = await at_other.ask(name, id, **body)
                assert isinstance(stolen, m.Refusal)
                assert stolen.problem.code in ("other-request", "role-may-not"), "under another device's key"
            changed = await at_kiosk.ask("issue", "kiosk-ticket-1", service="id-card")
            assert isinstance(changed, m.Refusal)
            assert changed.problem.code == "other-request", "a known id with another body"
            await at_kiosk.say(m.SignedIn(id="x", clerk="0801"))  # type: ignore[arg-type]
            while isinstance(spliced := await at_kiosk.hear(), m.Update):
                pass
            assert isinstance(spliced, m.Refusal), "what only a hub says is nothing a terminal may say"
            assert hall.hub.service.durable_seq == seq, "and nothing was recorded"


async def test_no_frame_can_be_put_into_anothers_connection(tmp_path: Path) -> None:
    """TLS ends a connection into which somebody on the line writes."""
    async with house(tmp_path) as hall:
        who = await hall.pair("kiosk", "K1")

        async def middle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            to_hub = await asyncio.open_connection("127.0.0.1", hall.hub.port)
            await asyncio.gather(spliced(reader, to_hub[1]), passed(to_hub[0], writer))

        async def spliced(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
            while part := await source.read(65536):
                if tampering.is_set():
                    part = bytes([part[0]]) + part[1:-1] + bytes([part[-1] ^ 1])
                target.write(part)
            target.close()

        async def passed(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
            while part := await source.read(65536):
                target.write(part)
            target.close()

        tampering = asyncio.Event()
        server = await asyncio.start_server(middle, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with hall.http.ws_connect(
            f"https://127.0.0.1:{port}/api/v1/live", headers={"Authorization": who.bearer}, max_msg_size=0
        ) as raw:
            await raw.send_str('{"m": "ping", "n": 5}')
            assert '"n":5' in (await raw.receive(timeout=10)).data
            tampering.set()
            await raw.send_str('{"m": "command", "id": "tampered-1", "name": "issue", "body": {"service": "income"}}')
            frame = await raw.receive(timeout=10)
            assert frame.type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR, aiohttp.WSMsgType.CLOSE)
        server.close()
        assert hall.hub.service.state.issued == 0
