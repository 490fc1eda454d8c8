"""What a kiosk kept on its disk when its power failed, and brings to the hub when it is on again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from shared.client.headless import HeadlessLink
from shared.client.identity import Identity
from shared.client.outbox import Outbox
from shared.clock import ManualClock
from shared.protocol.answers import Answer, Problem
from shared.protocol.requests import IssueRequest, Request
from tests.hall import EIGHT
from tests.integration.hubs import House, house, patiently, records

MINUTE_S, DAY_S = 60.0, 24 * 3600.0
ASKED = "touched-before-the-power-failed"


class Kiosk:
    """Its directory, and who it is."""

    def __init__(self, directory: Path, who: Identity) -> None:
        self.file = directory / "outbox.sqlite3"
        self.who = who

    def keep(self, name: str, request: Request) -> None:
        """The power fails when it is on the disk, and before anything is sent."""
        with closing(Outbox(self.file)) as outbox:
            outbox.put(ASKED, name, request).result()

    async def bring(self) -> Answer | Problem:
        """It is switched on; what the hub says to what was kept, after which nothing is left."""
        heard: dict[str, Answer | Problem] = {}
        with closing(Outbox(self.file)) as outbox:
            link = HeadlessLink(self.who, outbox=outbox)
            link.delivered.append(heard.__setitem__)
            await link.start()
            await patiently(lambda: heard)
            await link.stop()
            assert outbox.pending() == []
        return heard[ASKED]


@asynccontextmanager
async def morning(directory: Path, clock: ManualClock) -> AsyncIterator[tuple[House, Kiosk]]:
    """A hub and its kiosk."""
    async with house(directory / "hub", clock) as hall:
        yield hall, Kiosk(directory, await hall.pair("kiosk", "K1"))


def tickets(hall: House) -> list[str]:
    """All that the record knows, by number."""
    return [each["data"]["number"] for each in records(hall.journal) if each["type"] == "ticket-issued"]


async def night(hall: House, clock: ManualClock) -> None:
    """The next day opens."""
    today = hall.hub.service.state.day
    clock.advance(DAY_S)
    await patiently(lambda: hall.hub.service.state.day > today)


async def test_whoever_touched_it_before_a_power_cut_of_a_minute_gets_her_ticket(tmp_path: Path) -> None:
    clock = ManualClock(EIGHT)
    async with morning(tmp_path, clock) as (hall, kiosk):
        kiosk.keep("issue", IssueRequest(service="income", asked_ms=clock.now_ms()))
        clock.advance(MINUTE_S)
        answer = await kiosk.bring()
        assert isinstance(answer, Answer)
        assert (answer.number, tickets(hall)) == ("F001", ["F001"])


async def test_nobody_is_drawn_who_went_home_while_the_kiosk_was_dark(tmp_path: Path) -> None:
    clock = ManualClock(EIGHT)
    async with morning(tmp_path, clock) as (hall, kiosk):
        for away in (6 * MINUTE_S, DAY_S, 3 * DAY_S):
            kiosk.keep("issue", IssueRequest(service="income", asked_ms=clock.now_ms()))
            clock.advance(away)
            said = await kiosk.bring()
            assert isinstance(said, Problem)
            assert (said.code, said.status, said.params) == ("asked-long-ago", 409, {"minutes": 5})
            kiosk.file.unlink()
        assert tickets(hall) == []


async def test_what_the_hub_had_done_before_is_answered_as_it_was_also_the_next_day(tmp_path: Path) -> None:
    clock = ManualClock(EIGHT)
    async with morning(tmp_path, clock) as (hall, kiosk):
        wish = IssueRequest(service="income", asked_ms=clock.now_ms())
        async with hall.socket(kiosk.who) as socket:
            await socket.hello()
            await socket.ask("issue", ASKED, service="income", asked_ms=clock.now_ms())
        kiosk.keep("issue", wish)
        await night(hall, clock)
        answer = await kiosk.bring()
        assert isinstance(answer, Answer)
        assert (answer.number, answer.issued_ms) == ("F001", EIGHT)
        assert tickets(hall) == ["F001"]
