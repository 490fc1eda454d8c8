"""A day sealed the evening before, its heads signed by its witnesses: the published file alone says who saw what."""

import json
from pathlib import Path

import pytest

from shared.clock import ManualClock
from shared.hub.access.signing import HeadSigner
from shared.hub.published.day import record_lines, spans, with_heads
from shared.hub.published.witnessed import WitnessedHead, file_of, witnessed_head
from shared.hub.seals import seal_tomorrow
from shared.hub.service import HallService
from shared.hub.witnesses import Witnesses
from shared.protocol.heads import SignedHead
from shared.verify.report import Report
from tests.hall import EIGHT, config
from tests.integration.hubs import patiently
from tests.unit.hub.machines import Machine, short_chains
from tests.unit.hub.office import Office, crashed, office
from tests.unit.verify.recorded import verify

HOUR_S = 3600
TUESDAY = "2026-01-06"
NAMES = ("kiosk:K1", "kiosk:K2")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    short_chains(monkeypatch)
    monkeypatch.setattr("shared.hub.lot.LINKS", 64)
    monkeypatch.setattr("shared.hub.published.witnessed.EVERY_S", 0.0)


async def signed(heads: WitnessedHead, service: HallService) -> SignedHead:
    """The head as it is now, by everybody."""
    now = await service.head()
    await heads.renew(service)
    await patiently(lambda: heads.latest is not None and heads.latest.head == now and len(heads.latest.signatures) == 3)
    await patiently(lambda: witnessed_head(heads._data, now.day) == heads.latest)
    assert heads.latest is not None
    return heads.latest


def published(there: Office, keys: Path) -> list[str]:
    """Tuesday's file."""
    span = spans(there.service.image, there.service.image.seq)[-1]
    assert span.day == TUESDAY
    lines = record_lines(there.disk, span)
    sign = HeadSigner(keys / "keys").sign
    return [line.rstrip("\n") for line in with_heads(config().id, span, lines, sign, witnessed_head(keys, TUESDAY))]


def told(lines: list[str]) -> Report:
    report = verify(lines)
    assert not report.problems, report.problems
    return report


async def test_the_published_day_says_what_its_witnesses_signed(tmp_path: Path) -> None:
    machines = [Machine("K1"), Machine("K2")]
    signer = HeadSigner(tmp_path / "keys")
    hub = Witnesses()
    async with office(tmp_path, witnesses=hub, key=signer.public) as there:
        hub.listen()
        for machine in machines:
            machine.join(hub)
        await patiently(lambda: len(there.service.state.witnesses) == 2)
        there.clock.advance(13 * HOUR_S)
        await seal_tomorrow(there.service)
        sealed = [record.data for record in there.records() if record.type == "day-sealed"]
        keys = [list(each) for each in sealed[0]["witness_keys"]]
        assert [name for name, _ in keys] == list(NAMES)
        left = crashed(there.disk.store)
    hub = Witnesses()
    morning = ManualClock(EIGHT + 24 * HOUR_S * 1000)
    async with office(tmp_path, left, morning, witnesses=hub, key=signer.public) as there:
        opened = [record.data for record in there.records() if record.type == "day-opened"][-1]
        assert (opened["day"], opened["sealed_ms"] > 0) == (TUESDAY, True)
        assert opened["witness_keys"] == keys, (
            "nobody has connected yet, and still it is known whose signature is whose"
        )
        hub.listen()
        for machine in machines:
            machine.join(hub)
        await patiently(lambda: hub.keys.keys() == set(NAMES))
        heads = WitnessedHead(tmp_path, signer, hub)
        await there.open("1", "2", "3")
        await there.issue(source="K1")
        seen = await signed(heads, there.service)
        await there.issue(source="K1")
        lines = published(there, tmp_path)
    report = told(lines)
    assert report.witnessed is not None
    assert (report.witnessed.seq, report.witnessed.leaf) == (seen.head.seq, seen.head.leaf)
    assert report.witnessed.signed_by == ("hub", *NAMES)
    assert report.head.signed_by == ("hub",)
    place = next(n for n, line in enumerate(lines) if line.startswith('{"head":'))
    assert json.loads(lines[place - 1])["seq"] == seen.head.seq
    other = json.loads(lines[place])
    other["signatures"][1]["key"] = other["signatures"][2]["key"]
    forged = json.dumps(other, sort_keys=True, separators=(",", ":"))
    for wrong in (
        [*lines[:place], forged, *lines[place + 1 :]],
        [*lines[: place - 1], lines[place], *lines[place + 1 :]],
    ):
        assert not verify(wrong).sound
    file_of(tmp_path, TUESDAY).write_text("nothing that anybody signed")
    assert WitnessedHead(tmp_path, signer, hub).latest is None


async def test_a_head_of_records_that_the_journal_lost_is_not_published(tmp_path: Path) -> None:
    """The hub was put back from a copy: what its witnesses signed is another story, and the auditor's to ask for."""
    machines = [Machine("K1"), Machine("K2")]
    signer, hub = HeadSigner(tmp_path / "keys"), Witnesses()
    start = ManualClock(EIGHT + 24 * HOUR_S * 1000)
    async with office(tmp_path, clock=start, witnesses=hub, key=signer.public) as there:
        hub.listen()
        for machine in machines:
            machine.join(hub)
        await patiently(lambda: len(there.service.state.witnesses) == 2)
        await there.open("1", "2", "3")
        await there.issue(source="K1")
        await there.open("4")
        await signed(WitnessedHead(tmp_path, signer, hub), there.service)
        kept = len(there.disk.store.bodies) - 1
        left = crashed(there.disk.store, kept)
    async with office(tmp_path, left, start, key=signer.public) as there:
        await there.open("5")
        report = told(published(there, tmp_path))
        assert report.witnessed is None
