"""A real hub's record, checked from its directory while it runs and over the network."""

import asyncio
from pathlib import Path

import pytest

from shared.cli import main
from shared.protocol import messages as m
from shared.verify.errors import Unreadable
from shared.verify.sources import open_source
from tests.integration.hubs import House, Socket, house


async def some_people(hall: House, day: str = "mon") -> None:
    """Tickets by lot and without, a no-show, a pause, a parked file; everything asked is done."""
    kiosk, desk = await hall.pair("kiosk", f"K-{day}"), await hall.pair("counter", f"C-{day}", "1")
    await hall.clerk(day)

    async def ask(socket: Socket, name: str, nth: int = 1, **body: object) -> None:
        reply = await socket.ask(name, f"{day}-{name}-{nth:04d}", **body)
        assert isinstance(reply, m.Reply), reply

    async with hall.socket(kiosk) as taking, hall.socket(desk) as serving:
        await taking.hello()
        await serving.hello()
        await ask(taking, "issue", person="440401199001011768", service="id-card")
        await serving.sign_in(day)
        await ask(serving, "open")
        for n, service in enumerate(("id-card", "residence", "income"), 2):
            await ask(taking, "issue", n, service=service)
        for step in ("call-next", "serve", "finish"):
            await ask(serving, step)
        await ask(serving, "call-next", 2)
        await ask(serving, "no-show")
        await ask(serving, "pause", reason="break")
        await ask(serving, "open", 2)
        await ask(serving, "call-next", 3)
        await ask(serving, "serve", 2)
        await ask(serving, "park", kind="same")
        await ask(serving, "close")


async def test_a_hubs_directory_also_while_it_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with house(tmp_path) as hall:
        await some_people(hall)
        assert main(["verify", "--brief", str(hall.data)]) == 0
    async with house(tmp_path) as hall:
        await some_people(hall, "tue")
    assert main(["verify", "--brief", str(tmp_path)]) == 0
    assert "replayed by the rules" in capsys.readouterr().out


async def test_a_hub_by_its_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with house(tmp_path, public=("127.0.0.1", 0)) as hall:
        await some_people(hall)
        ca = tmp_path / "ca.pem"
        ca.write_text(hall.hub.ca_pem)
        for there, options in (
            (f"https://{hall.address}", ("--ca", str(ca))),
            (f"http://127.0.0.1:{hall.hub.public_port}", ()),
        ):
            assert await asyncio.to_thread(main, ["verify", "--brief", there, *options]) == 0
            assert "(signed by hub)" in capsys.readouterr().out
        with pytest.raises(Unreadable, match=r"give the hall's ca\.pem"):
            await asyncio.to_thread(lambda: list(open_source(f"https://{hall.address}").lines))
