"""A hub that was stopped in order and one whose power went restore the same hall; a journal cut short is refused."""

import asyncio
import os
import shutil
import signal
from contextlib import closing
from pathlib import Path

import aiohttp
import msgspec
import pytest

from shared.client.identity import Identity, trust
from shared.client.pairing import pair
from shared.hub.image import Image, load
from shared.journal.sqlite import SqliteJournal
from shared.protocol.answers import Answer
from tests.integration.hubs import HALL, Child, token

MORNING = (
    *(("tickets", service) for service in ("id-card", "residence", "income", "id-card", "income", "residence")),
    *(("counters/1", verb) for verb in ("call-next", "serve", "finish", "call-next")),
    *(("counters/2", verb) for verb in ("call-next", "recall", "serve", "pause")),
    *(("tickets", service) for service in ("income", "id-card")),
)
"""Somebody is at a window, somebody was called, somebody waits, a call was refused as too soon."""


async def ask(hub: Child, who: Identity, path: str, request: str, **body: str) -> tuple[int, bytes]:
    """One request and the whole answer."""
    connector = aiohttp.TCPConnector(ssl=trust(who.ca_pem))
    headers = {"Authorization": who.bearer, "Idempotency-Key": request}
    async with (
        aiohttp.ClientSession(f"https://{hub.address}", connector=connector) as there,
        there.post(f"/api/v1/{path}", json=body, headers=headers) as answer,
    ):
        return answer.status, await answer.read()


async def morning(hub: Child, boss: Identity) -> list[tuple[int, bytes]]:
    """What was answered to each; under the same ids each time."""
    answers = [await ask(hub, boss, f"counters/{counter}/open", f"morning-open-{counter}") for counter in "123"]
    for n, (path, what) in enumerate(MORNING):
        if path == "tickets":
            answers.append(await ask(hub, boss, path, f"morning-{n:04d}", service=what))
        else:
            answers.append(await ask(hub, boss, f"{path}/{what}", f"morning-{n:04d}"))
    return answers


def image_of(data: Path) -> Image:
    """What the hub is built of at its start."""
    with closing(SqliteJournal(data / "journal.db")) as journal:
        return msgspec.structs.replace(load(journal), snapshot_seq=0)


async def test_an_orderly_stop_and_a_power_cut_leave_the_same_hall_and_the_same_answers(tmp_path: Path) -> None:
    stopped, cut = tmp_path / "stopped", tmp_path / "cut"
    stopped.mkdir()
    (stopped / "hall.toml").write_text(HALL, encoding="utf-8")
    hub = Child(stopped)
    boss = await asyncio.to_thread(pair, hub.address, token(stopped, "manager", "M1"))
    answers = await morning(hub, boss)
    os.kill(hub.process.pid, signal.SIGSTOP)  # it does nothing more in the one that is cut
    shutil.copytree(stopped, cut)
    os.kill(hub.process.pid, signal.SIGCONT)
    assert hub.end() == 0
    orderly, sudden = image_of(stopped), image_of(cut)
    assert orderly.state == sudden.state
    assert orderly == sudden
    assert len(orderly.state.tickets) > 4
    ends: list[tuple[list[tuple[int, bytes]], str, object]] = []
    for data in (stopped, cut):
        hub = Child(data)
        again = await morning(hub, boss)
        status, body = await ask(hub, boss, "tickets", "newcomer-1", service="id-card")
        newcomer = msgspec.json.decode(body, type=Answer)
        assert status == 201 and newcomer.drawn is not None
        ends.append((again, newcomer.number, newcomer.drawn))
        hub.kill()
    assert ends[0] == ends[1], "the next lot falls alike, too"
    done = [(n, answer) for n, answer in enumerate(answers) if answer[0] < 300]
    assert [(n, ends[0][0][n]) for n, _ in done] == done, "what was done is answered as it was"
    assert len(done) > len(MORNING) / 2


@pytest.mark.parametrize("kept", [0.9, 100, 0])
def test_a_journal_cut_short_is_refused_in_a_sentence_and_left_as_it_is(
    a_days_journal: Path, tmp_path: Path, kept: float
) -> None:
    data = tmp_path / "hub"
    shutil.copytree(a_days_journal, data)
    journal = data / "journal.db"
    whole = journal.read_bytes()
    cut = whole[: int(kept * len(whole) if kept < 1 else kept)]
    journal.write_bytes(cut)
    with pytest.raises(AssertionError, match="did not start") as told:
        Child(data)
    (line,) = [line for line in str(told.value).splitlines() if "the hub cannot start" in line]
    assert "journal.db" in line and "restore" in line
    assert journal.read_bytes() == cut


@pytest.fixture(scope="module")
def a_days_journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a hub that was stopped in order."""
    data = tmp_path_factory.mktemp("whole") / "hub"
    data.mkdir()
    (data / "hall.toml").write_text(HALL, encoding="utf-8")
    hub = Child(data)
    boss = pair(hub.address, token(data, "manager", "M1"))
    asyncio.run(morning(hub, boss))
    hub.end()
    return data
