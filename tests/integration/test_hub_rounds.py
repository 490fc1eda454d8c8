"""A hall that draws when windows are free, from its hall file to the phone; the hub's own clock begins the round."""

from pathlib import Path

from shared.hub.http.routes import API
from shared.verify.verify import Verification
from tests.integration.hubs import HALL, house, patiently
from tests.integration.people import Person, counter, kiosk, manager

DRAWN = HALL.replace('name_en = "ID cards"', 'name_en = "ID cards"\npolicy = "call"').replace(
    "[rules]", "[rules]\nround_after_s = 1"
)


async def test_one_who_waits_alone_is_drawn_when_the_time_has_come(tmp_path: Path) -> None:
    (tmp_path / "hall.toml").write_text(DRAWN)
    async with house(tmp_path) as hall:
        one, two, taker = await counter(hall, "1"), await counter(hall, "2", "0802"), await kiosk(hall)
        for desk, n in ((one, 1), (two, 2)):
            assert (await desk.post(f"counters/{n}/open"))[0] == 200
        assert (await one.post("counters/1/call-next"))[0] == 200
        status, taken = await taker.post("tickets", service="id-card")
        assert (status, {"main", "reserves", "called", "drawn"} & taken.keys()) == (201, set())
        _, seen = await Person(hall).get(f"{API}/tickets/{taken['token']}")
        assert (seen["status"], seen["main"], seen["window"]) == ("waiting", "", "")
        await patiently(lambda: hall.hub.service.state.desks["1"].ticket)
        _, seen = await Person(hall).get(f"{API}/tickets/{taken['token']}")
        assert (seen["status"], seen["window"]) == ("called", "1")
        _, text = await (await manager(hall)).get(f"{API}/journal?after=0")
    verification = Verification("the hub's journal")
    for line in text.splitlines():
        verification.see(line.encode())
    report = verification.report()
    assert report.sound, report.problems
    assert report.audit.types["round-opened"] == report.audit.draws == 1
