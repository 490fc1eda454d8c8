"""The hall file is edited while people queue: a slip closes nothing, a good one is in force a second later."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from shared.hall import commands as c
from shared.hall.config import Text, Word
from shared.hub import timers
from shared.hub.errors import Fault
from shared.journal.errors import Unknown
from shared.journal.sqlite import SqliteJournal
from shared.protocol import messages as m
from shared.protocol.rows import CounterRow, HallRow, WordsRow
from tests.integration.hubs import HALL, House, house, patiently

NINTH = '\n[[counter]]\nid = "9"\ngroups = ["tax"]\n'


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "second" not in request.node.name:
        monkeypatch.setattr(timers, "TICK_S", 0.05)


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as there:
        yield there


def edit(hall: House, text: str) -> None:
    """As an editor saves: a new file in the place of the old one."""
    draft = hall.hall_file.with_suffix(".new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(hall.hall_file)


def counters(hall: House) -> set[str]:
    """As everybody sees them."""
    return {row.id for row in hall.hub.board.rows.values() if isinstance(row, CounterRow)}


async def test_a_new_window_is_on_every_screen_within_a_second_or_so(hall: House) -> None:
    async with hall.socket(await hall.pair("display", "D1")) as screen:
        await screen.hello()
        started = asyncio.get_running_loop().time()
        edit(hall, HALL + NINTH)
        while not isinstance(picture := await screen.hear(), m.Snapshot):
            await screen.say(m.Ping())
        assert asyncio.get_running_loop().time() - started < 2.5
        assert "9" in {row.id for row in picture.rows if isinstance(row, CounterRow)}


async def test_the_halls_own_words_are_on_every_screen_and_page_at_once(hall: House) -> None:
    async with hall.socket(await hall.pair("kiosk", "K1")) as screen:
        await screen.hello()
        edit(hall, f'{HALL}\n[words."phone.status.tab"]\nzh = "大厅里"\nen = "In the hall"\n')
        while not isinstance(picture := await screen.hear(), m.Snapshot):
            await screen.say(m.Ping())
        (words,) = (row.words for row in picture.rows if isinstance(row, WordsRow))
        assert words == (Word("phone.status.tab", Text("大厅里", "In the hall")),)
    async with hall.http.get("/status") as page:
        assert '"phone.status.tab":["大厅里","In the hall"]' in await page.text()


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (HALL.replace('letter = "A"', "letter = A"), "hall.toml:13: "),
        (HALL.replace('policy = "fifo"', 'policy = "vip"'), 'hall.toml:22: policy cannot be "vip"; write'),
        ("", "hall.toml"),
        ("\0\1\2", "hall.toml:1: "),
    ],
    ids=["syntax", "value", "empty", "junk"],
)
async def test_a_broken_file_is_told_by_line_and_changes_nothing(
    hall: House, broken: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    seq = hall.hub.service.durable_seq
    edit(hall, broken)
    await patiently(lambda: "the last good hall file stays in force" in caplog.text)
    assert said in caplog.text
    assert hall.hub.service.durable_seq == seq
    await hall.hub.service.execute(c.IssueTicket(service="income"))
    edit(hall, HALL + NINTH)
    await patiently(lambda: "9" in counters(hall))
    assert caplog.text.count("the last good hall file stays in force") == 1, "told once, not each second"


async def test_a_lot_over_too_few_windows_takes_effect_and_is_warned_of(
    hall: House, caplog: pytest.LogCaptureFixture
) -> None:
    edit(hall, HALL.replace("[rules]\n", "[rules]\nstratum = 8\n"))
    await patiently(lambda: 'tickets of group "id" name one window and no reserve' in caplog.text)
    assert "let 16 windows take it" in caplog.text
    assert hall.hub.hall.current().rules.stratum == 8


async def test_a_file_that_goes_away_and_comes_back(hall: House, caplog: pytest.LogCaptureFixture) -> None:
    hall.hall_file.unlink()
    await patiently(lambda: "the last good hall file stays in force" in caplog.text)
    hall.hall_file.mkdir()
    await patiently(lambda: caplog.text.count("the last good hall file stays in force") == 2)
    hall.hall_file.rmdir()
    edit(hall, HALL + NINTH)
    await patiently(lambda: "9" in counters(hall))


async def test_a_file_that_takes_away_what_people_need_waits_until_they_do_not(
    hall: House, caplog: pytest.LogCaptureFixture
) -> None:
    await hall.hub.service.execute(c.OpenCounter(counter="8", clerk="0801"))
    edit(hall, HALL.replace('\n[[counter]]\nid = "8"\ngroups = ["id", "tax"]\n', NINTH))
    await patiently(lambda: "the hall file waits" in caplog.text)
    assert "counter-in-use {'counter': '8'}" in caplog.text
    assert counters(hall) == set("12345678")
    await hall.hub.service.execute(c.CloseCounter(counter="8"))
    await patiently(lambda: counters(hall) == set("12345679"))
    assert caplog.text.count("the hall file waits") == 1


async def test_a_file_saved_while_the_disk_is_full_comes_into_force_later(
    hall: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.hub.service.RETRY_S", 0.05)
    journal = hall.hub.service.writer._journal

    def full(*given: object) -> Any:
        raise Unknown("the disk is full: free some space")

    with monkeypatch.context() as disk:
        disk.setattr(journal, "_append", full)
        disk.setattr(journal, "_claim", full)
        edit(hall, HALL + NINTH)
        await patiently(lambda: hall.hub.service.faulted)
        with pytest.raises(Fault):
            await hall.hub.service.execute(c.IssueTicket(service="income"))
        assert "9" not in counters(hall)
    await patiently(lambda: "9" in counters(hall))


async def test_a_really_full_database_is_a_fault_and_room_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.hub.service.RETRY_S", 0.05)
    async with house(tmp_path) as hall:
        journal = hall.hub.service.writer._journal
        assert isinstance(journal, SqliteJournal)
        limit = "PRAGMA max_page_count = {}"
        ((pages,),) = journal._db.execute("PRAGMA page_count").fetchall()
        await hall.hub.service.writer.run(lambda journal: journal._db.execute(limit.format(pages + 2)))  # type: ignore[attr-defined]
        done = 0
        with pytest.raises(Fault, match="the disk is full: free some space"):
            for done in range(200):
                await hall.hub.service.execute(c.IssueTicket(service="income"), f"until-full-{done:04d}")
        await hall.hub.service.writer.run(lambda journal: journal._db.execute(limit.format(10_000)))  # type: ignore[attr-defined]
        await patiently(lambda: not hall.hub.service.faulted)
        answer = await hall.hub.service.execute(c.IssueTicket(service="income"), f"until-full-{done:04d}")
        assert answer.number == f"F{done + 1:03d}"


async def test_an_edit_costs_the_people_in_the_hall_nothing(hall: House) -> None:
    await hall.hub.service.execute(c.OpenCounter(counter="1", clerk="0801"))
    taken = await hall.hub.service.execute(c.IssueTicket(service="id-card"))
    edit(hall, HALL.replace("云溪市政务服务中心", "云溪县政务服务中心") + NINTH)
    await patiently(lambda: "9" in counters(hall))
    row = hall.hub.board.rows["hall", "hall"]
    assert isinstance(row, HallRow)
    assert row.name.zh == "云溪县政务服务中心"
    called = await hall.hub.service.execute(c.CallNext(counter="1"))
    assert (called.number, called.ticket) == (taken.number, taken.ticket)


async def test_a_pause_that_lasts_gives_the_people_to_other_windows(tmp_path: Path) -> None:
    (tmp_path / "hall.toml").write_text(HALL.replace("[rules]", "[rules]\ngrace_s = 0"))
    async with house(tmp_path) as hall:
        service = hall.hub.service
        await service.execute(c.OpenCounter(counter="1", clerk="0801"))
        taken = await service.execute(c.IssueTicket(service="id-card"))
        assert taken.main == "1"
        await service.execute(c.OpenCounter(counter="2", clerk="0802"))
        await service.execute(c.PauseCounter(counter="1"))
        await patiently(lambda: service.state.tickets[taken.ticket].named == ("2",))


async def test_a_stumble_of_one_timer_is_told_and_the_others_go_on(
    hall: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble(state: object) -> None:
        raise KeyError("boom")

    with monkeypatch.context() as bug:
        bug.setattr(hall.hub.notes, "forget", stumble)
        await patiently(lambda: "our bug: notes of the hub stumbled" in caplog.text)
        edit(hall, HALL + NINTH)
        await patiently(lambda: "9" in counters(hall))
