"""A hub's directory as an earlier version left it, under today's hub (docs/journal.md, upgrades)."""

import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from shared.clock import ManualClock
from shared.hall.events import AnyEvent
from shared.journal.record import parse
from shared.journal.sqlite import SqliteJournal
from shared.protocol import messages as m
from shared.protocol.codec import encode
from shared.verify.sources import open_source
from shared.verify.verify import Verification
from tests.golden.upgrade.write import HOUR_S, Told
from tests.integration.hubs import house, patiently

GOLDEN = sorted(Path(__file__).parent.glob("*.zip"))
NEWEST = max(path for path in GOLDEN if not path.stem.endswith("-open"))
NEWS = {"warning", "device"}
"""Rows that no record makes: a hub that starts knows of none."""
SINCE = {"draw-abandoned", "seed-published"}
"""Kinds of records that no earlier version wrote."""
ASKED_OTHERWISE = {"rules-0", "rules-1", "rules-2-open"}
"""From before requests were recorded under a keyed hash of their ids, or from the day before yesterday: asked again,
they are new ones.
"""


@pytest.fixture(params=GOLDEN, ids=lambda path: path.stem)
def left(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, Told]]:
    """The directory, unpacked, and what its terminals were told last."""
    data = tmp_path / "hub"
    with zipfile.ZipFile(request.param) as pack:
        pack.extractall(data)
    told = msgspec.json.decode((data / "told.json").read_bytes(), type=Told)
    (data / "told.json").unlink()
    yield data, told


def known(then: Any, now: Any) -> Any:
    """What is told now, as far as that version had words for it."""
    if isinstance(then, dict) and isinstance(now, dict):
        return {key: known(value, now[key]) for key, value in then.items() if key in now}
    if isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        return [known(one, other) for one, other in zip(then, now, strict=True)]
    return now


async def test_every_screen_shows_what_it_showed_and_every_answer_is_the_same(left: tuple[Path, Told]) -> None:
    data, told = left
    async with house(data, ManualClock(told.at_ms)) as hall, hall.socket(told.identities["manager"]) as manager:
        _, snapshot = await manager.hello()
        assert snapshot is not None
        rows = {(row["t"], row["id"]): row for row in msgspec.json.decode(encode(snapshot))["rows"]}
        for then in (row for row in told.rows if row["t"] not in NEWS):
            now = known(then, rows.get((then["t"], then["id"]), {}))
            assert now == then


@pytest.mark.parametrize(
    "left", [path for path in GOLDEN if path.stem not in ASKED_OTHERWISE], ids=lambda path: path.stem, indirect=True
)
async def test_a_request_that_is_asked_again_is_answered_as_it_was(left: tuple[Path, Told]) -> None:
    data, told = left
    async with house(data, ManualClock(told.at_ms)) as hall:
        for role in told.identities:
            async with hall.socket(told.identities[role]) as socket:
                await socket.hello()
                await socket.sign_in("0801") if role == "counter" else None
                for who, name, request_id, body, then in told.asked:
                    if who == role and then["seq"]:  # else it changed nothing, and may do something now
                        now = await socket.ask(name, request_id, **body)
                        assert isinstance(now, m.Reply), (name, body, now)
                        assert known(then, msgspec.json.decode(encode(now))["answer"]) == then


async def test_the_hall_goes_on_into_the_next_day_and_its_record_is_sound(left: tuple[Path, Told]) -> None:
    data, told = left
    clock = ManualClock(told.at_ms)
    async with house(data, clock) as hall:
        before = hall.hub.service.image.seq
        async with hall.socket(told.identities["kiosk"]) as kiosk:
            await kiosk.hello()
            service = next(body["service"] for _, name, _, body, _ in told.asked if name == "issue")
            assert isinstance(await kiosk.ask("issue", "request-today", service=service), m.Reply)
            today = hall.hub.service.state.day
            clock.advance(24 * HOUR_S)
            await patiently(lambda: hall.hub.service.state.day > today)
        assert hall.hub.service.durable_seq > before
    source = open_source(str(data))
    verification = Verification(source.name, "", [], None)
    for line in source.lines:
        verification.see(line)
    report = verification.report()
    assert report.sound, report.problems
    assert report.replayed == report.records


def test_the_newest_holds_every_kind_of_record(tmp_path: Path) -> None:
    with zipfile.ZipFile(NEWEST) as pack:
        pack.extract("journal.db", tmp_path)
    with closing(SqliteJournal(tmp_path / "journal.db")) as journal:
        there = {parse(body).type for _, body in journal.read(0)}
    assert there == {event.__struct_config__.tag for event in AnyEvent.__args__} - SINCE
