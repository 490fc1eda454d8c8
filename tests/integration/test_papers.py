"""A kiosk gave a number without the hub, and it cannot join the line: staff are sent to find its holder."""

from pathlib import Path

import pytest

from shared.clock import ManualClock
from shared.hub.hub import Hub
from shared.hub.papers import MOST
from shared.protocol.answers import Answer, Problem
from shared.protocol.requests import JoinRequest
from shared.protocol.rows import WarningRow
from tests.hall import EIGHT
from tests.integration.hubs import HALL, House, house, patiently, records
from tests.integration.test_hub_console import signed_in
from tests.integration.test_kept_requests import MONDAY, Kiosk, morning, night

ID = "not-joined/K1"


async def leased(hall: House, kiosk: Kiosk) -> None:
    async with hall.socket(kiosk.who) as socket:
        await socket.hello()
        await socket.ask("lease", "a-block-for-monday")


async def refused(kiosk: Kiosk, number: str = "F500", day: str = MONDAY, service: str = "income") -> str:
    """Why it could not join."""
    kiosk.keep("join", JoinRequest(day=day, number=number, taken_ms=EIGHT, service=service))
    said = await kiosk.bring()
    kiosk.file.unlink()
    assert isinstance(said, Problem)
    return said.code


def warning(hub: Hub) -> WarningRow | None:
    row = hub.warnings.rows.get(ID)
    return row if row is not None and row.level else None


async def test_a_number_whose_service_was_taken_out_meanwhile_is_told_to_staff_until_the_day_is_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = ManualClock(EIGHT)
    async with morning(tmp_path, clock) as (hall, kiosk):
        await leased(hall, kiosk)
        begin, end = (HALL.index(f'[[service]]\nid = "{id}"') for id in ("residence", "income"))
        hall.hall_file.write_text(HALL[:begin] + HALL[end:], encoding="utf-8")
        await patiently(lambda: "residence" not in hall.hub.service.state.services)
        assert await refused(kiosk, "A500", service="residence") == "unknown-service"
        kinds = {record["type"] for record in records(hall.journal)}
        assert kinds and "ticket-issued" not in kinds, "there was no such ticket"
        await patiently(lambda: warning(hall.hub))
        told = warning(hall.hub)
        assert told is not None
        assert (told.level, told.subject, told.value) == ("red", "K1", 1)
        assert (told.name.zh, told.name.en) == ("A500", "A500")
        assert "A500 of 2026-01-05, given by K1 without the hub, could not join: unknown-service" in caplog.text
        her = await signed_in(hall)
        assert (await her.post("warnings/take", warning=ID))[0] == 200
        assert hall.hub.warnings.rows[ID].taken_by == "0900"
        assert await refused(kiosk, "A501", service="residence") == "unknown-service"
        await patiently(lambda: warning(hall.hub).value == 2)  # type: ignore[union-attr]
        told = warning(hall.hub)
        assert told is not None
        assert (told.name.zh, told.taken_by) == ("A500、A501", ""), "nobody has gone for the second yet"
    async with house(tmp_path / "hub", clock) as hall:
        await patiently(lambda: warning(hall.hub))
        await night(hall, clock)
        await patiently(lambda: not warning(hall.hub))
        assert hall.hub.papers.rows() == ()


async def test_a_paper_of_a_day_that_is_no_longer_known_is_no_alarm(tmp_path: Path) -> None:
    async with morning(tmp_path, ManualClock(EIGHT)) as (hall, kiosk):
        assert await refused(kiosk, day="2025-12-22") == "not-leased"
        await patiently(lambda: warning(hall.hub))
        told = warning(hall.hub)
        assert told is not None
        assert (told.level, told.name.en) == ("yellow", "F500"), "nobody stands in the hall with it"


async def test_a_number_that_is_in_line_already_is_nobody_forgotten(tmp_path: Path) -> None:
    clock = ManualClock(EIGHT)
    async with morning(tmp_path, clock) as (hall, kiosk):
        await leased(hall, kiosk)
        kiosk.keep("join", JoinRequest(day=MONDAY, number="F500", taken_ms=EIGHT, service="income"))
        assert isinstance(await kiosk.bring(), Answer)
        kiosk.file.unlink()
        kiosk.keep("join", JoinRequest(day=MONDAY, number="F500", taken_ms=EIGHT, service="income"))
        async with hall.socket(kiosk.who) as socket:
            await socket.hello()
            await socket.ask("join", "another-id-of-it", day=MONDAY, number="F500", taken_ms=EIGHT, service="income")
            assert hall.hub.papers.rows() == ()
            await socket.ask(
                "join", "of-somebody-else", day=MONDAY, number="F500", taken_ms=EIGHT - 9, service="income"
            )
        assert [paper.number for paper in hall.hub.papers.rows()] == ["F500"], "two hold the same number"


async def test_a_kiosk_gone_mad_does_not_fill_the_hubs_disk(tmp_path: Path) -> None:
    async with morning(tmp_path, ManualClock(EIGHT)) as (hall, kiosk), hall.socket(kiosk.who) as socket:
        await socket.hello()
        for n in range(MOST + 5):
            await socket.ask("join", f"nonsense-{n:04d}", day=MONDAY, number=f"#{n}", taken_ms=0, service="income")
        assert len(hall.hub.papers.rows()) == MOST
        await patiently(lambda: (told := warning(hall.hub)) and told.value == MOST)
        told = warning(hall.hub)
        assert told is not None and told.name.en == "…, #47, #48, #49"
