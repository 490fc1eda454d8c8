"""What a terminal kept on its disk when its power failed, and brings to the hub when it is on again: nothing is lost,
and nothing is done twice, also when the hub has long forgotten the request's id.

Ids are known on their day and the next. What is brought later stands by itself: a wish for a ticket names the moment
it is for, a ticket that a kiosk gave has its number, a finish names its ticket. Terminals keep nothing else.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from shared.client.headless import HeadlessLink
from shared.client.identity import Identity
from shared.client.outbox import Outbox
from shared.clock import ManualClock
from shared.protocol.answers import Answer, Problem
from shared.protocol.messages import Reply
from shared.protocol.requests import FinishRequest, IssueRequest, JoinRequest, Request
from tests.hall import EIGHT
from tests.integration.hubs import HALL, ROOT, House, house, patiently, records

MINUTE_S, DAY_S = 60.0, 24 * 3600.0
MONDAY = "2026-01-05"
HOURS = '\n[hours]\nopen = "07:00"\nclose = "17:00"\n'
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
async def morning(directory: Path, clock: ManualClock, hours: str = "") -> AsyncIterator[tuple[House, Kiosk]]:
    """A hub and its kiosk."""
    (directory / "hub").mkdir()
    (directory / "hub" / "hall.toml").write_text(HALL + hours, encoding="utf-8")
    async with house(directory / "hub", clock) as hall:
        yield hall, Kiosk(directory, await hall.pair("kiosk", "K1"))


def tickets(hall: House) -> list[str]:
    """All that the record knows, by number."""
    return [each["data"]["number"] for each in records(hall.journal) if each["type"] == "ticket-issued"]


async def night(hall: House, clock: ManualClock) -> None:
    """The next day opens."""
    today = hall.hub.service.state.day
    clock.advance(DAY_S)
    hall.hub.service.refresh()
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


async def test_a_paper_given_before_a_night_in_the_dark_is_in_the_record_and_calls_nobody(tmp_path: Path) -> None:
    clock = ManualClock(EIGHT)
    async with morning(tmp_path, clock, HOURS) as (hall, kiosk):
        async with hall.socket(kiosk.who) as socket:
            await socket.hello()
            await socket.ask("lease", "a-block-for-monday")
        taken = JoinRequest(day=MONDAY, number="F500", taken_ms=clock.now_ms() + 1000, service="income")
        kiosk.keep("join", taken)
        for _ in range(3):
            await night(hall, clock)
        answer = await kiosk.bring()
        assert isinstance(answer, Answer)
        assert (answer.number, answer.ticket, answer.issued_ms) == ("F500", "260105-F500", EIGHT + 1000)
        assert answer.token, "the code on her paper shows that its day is over"
        ended = hall.hub.service.state.ticket("260105-F500")
        assert ended is not None and ended.status == "ended"
        assert [each["type"] for each in records(hall.journal)][-2:] == ["ticket-issued", "ticket-expired"]
        kiosk.file.unlink()
        for _ in range(3):
            await night(hall, clock)
        kiosk.keep("join", taken)
        said = await kiosk.bring()
        assert isinstance(said, Problem) and said.code == "number-used"
        assert tickets(hall) == ["F500"]


@pytest.mark.parametrize("name", ["issue", "join", "finish"])
async def test_what_a_terminal_keeps_is_done_once_however_late_it_is_brought_again(tmp_path: Path, name: str) -> None:
    clock = ManualClock(EIGHT)
    async with morning(tmp_path, clock) as (hall, kiosk):
        kept: dict[str, Request] = {
            "issue": IssueRequest(service="income", asked_ms=EIGHT),
            "join": JoinRequest(day=MONDAY, number="F500", taken_ms=EIGHT, service="income"),
        }
        async with hall.socket(await hall.pair("manager", "M1")) as manager, hall.socket(kiosk.who) as socket:
            await socket.hello()
            await manager.hello()
            await socket.ask("lease", "a-block-for-monday")
            if name == "finish":
                kiosk.who = await hall.pair("manager", "M2")
                first = await socket.ask("issue", "first-of-all", service="income")
                await socket.ask("issue", "second-of-all", service="income")
                for verb in ("open", "call-next", "serve"):
                    await manager.ask(verb, f"manager-{verb}", counter="1")
                assert isinstance(first, Reply)
                kept["finish"] = FinishRequest(counter="1", ticket=first.answer.ticket)
            kiosk.keep(name, kept[name])
            assert isinstance(await kiosk.bring(), Answer)
            for verb in ("call-next", "serve") if name == "finish" else ():
                await manager.ask(verb, f"manager-{verb}-2", counter="1")
        seen = [each["type"] for each in records(hall.journal)]
        for _ in range(3):
            await night(hall, clock)
        kiosk.file.unlink()
        kiosk.keep(name, kept[name])
        said = await kiosk.bring()
        assert isinstance(said, Problem) and 400 <= said.status < 500, said
        for kind in ("ticket-issued", "service-finished"):
            assert [each["type"] for each in records(hall.journal)].count(kind) == seen.count(kind)


def test_terminals_keep_nothing_else_on_their_disks() -> None:
    puts = {
        name
        for part in ("kiosk", "counter", "display")
        for path in (ROOT / part).rglob("*.py")
        for name in re.findall(r"outbox\.put\([^,]+, \"([a-z-]+)\"", path.read_text())
    }
    assert puts == {"issue", "join", "finish"}


async def test_a_hub_whose_date_is_put_right_refuses_nobody_who_stands_there(tmp_path: Path) -> None:
    clock = ManualClock(EIGHT)
    async with morning(tmp_path, clock) as (_, kiosk):
        link = HeadlessLink(kiosk.who)
        await link.start()
        await link.live()
        for days in (1, -2):
            clock.set(clock.now_ms() + round(days * DAY_S * 1000))
            await patiently(lambda: abs(link.now_ms() - clock.now_ms()) < MINUTE_S * 1000)
            answer = await link.request("issue", IssueRequest(service="income", asked_ms=link.now_ms()))
            assert isinstance(answer, Answer), answer
        await link.stop()
