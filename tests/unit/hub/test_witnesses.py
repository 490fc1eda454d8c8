"""The hub and its witnesses: sealed together, asked once the request is on disk, struck before the chance is known."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from shared.client.witness.memory import MemoryStore
from shared.hall import commands as c
from shared.hall.draw.links import Links
from shared.hub.access.signing import HeadSigner
from shared.hub.errors import Fault
from shared.hub.published.witnessed import WitnessedHead
from shared.hub.witnesses import Witnesses
from shared.journal.memory import Store
from shared.journal.port import Head
from shared.protocol.answers import Answer
from shared.protocol.messages import Witnessed
from tests.integration.hubs import patiently
from tests.unit.hub.machines import Machine, short_chains, short_patience
from tests.unit.hub.office import Office, crashed, office
from tests.unit.verify.recorded import verify

NAMES = ("K1", "K2")
IDS = ["kiosk:K1", "kiosk:K2"]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short chains, and short patience where the story is about silence."""
    short_chains(monkeypatch)
    short_patience(monkeypatch)


@asynccontextmanager
async def watched(keys: Path, machines: list[Machine], store: Store | None = None) -> AsyncIterator[Office]:
    """An office whose machines connect once it can be reached, as terminals do."""
    witnesses = Witnesses()
    async with office(keys, store, witnesses=witnesses) as there:
        witnesses.listen()
        for machine in machines:
            machine.join(witnesses)
        yield there


async def sealed(there: Office, *names: str) -> None:
    await patiently(lambda: set(names) <= set(there.service.state.witnesses))
    await there.service.look(lambda state: None)


async def take(there: Office, request: str | None = None) -> Answer:
    """A ticket at the kiosk K1."""
    return await there.issue(request, source="K1")


def data_of(there: Office, kind: str) -> list[dict]:  # type: ignore[type-arg]
    return [record.data for record in there.records() if record.type == kind]


def sound(there: Office) -> bool:
    report = verify(there.disk.store.bodies)
    assert report.problems == []
    return report.sound


async def test_machines_that_come_together_are_sealed_together_and_mixed_into_every_draw(tmp_path: Path) -> None:
    machines = [Machine(name) for name in NAMES]
    async with watched(tmp_path, machines) as hall:
        await sealed(hall, *IDS)
        await hall.open("1", "2", "3")
        answers = [await take(hall) for _ in range(3)]
        openings = data_of(hall, "day-opened")
        assert [[name for name, _ in each["witnesses"]] for each in openings] == [[], IDS]
        for answer in answers:
            assert answer.drawn is not None
            assert [name for name, _ in answer.drawn.ys] == IDS
            assert answer.commitment == openings[1]["commitment"]
        assert sound(hall)


async def test_who_comes_after_the_first_ticket_joins_the_next_day(tmp_path: Path) -> None:
    first, late = Machine("K1"), Machine("K2")
    async with watched(tmp_path, [first]) as hall:
        await sealed(hall, first.name)
        await hall.open("1", "2")
        await take(hall)
        assert hall.service.state.witnesses.keys() == {first.name}
        late.join(first.hub)  # type: ignore[arg-type]
        await take(hall)
        assert [event["witnesses"] for event in data_of(hall, "draw-requested")] == [[first.name]] * 2
        hall.clock.advance(24 * 3600)
        hall.service.refresh()
        await patiently(lambda: hall.service.state.epoch == 1 and late.name in hall.service.state.witnesses)
        await take(hall)
        assert data_of(hall, "draw-requested")[-1]["witnesses"] == IDS
        assert sound(hall)


async def test_nobody_is_asked_before_the_request_is_on_disk(tmp_path: Path) -> None:
    machine = Machine("K1")
    async with watched(tmp_path, [machine]) as hall:
        await sealed(hall, machine.name)
        await hall.open("1", "2")
        hall.disk.hold()
        asked = asyncio.create_task(take(hall, "a-citizen"))
        await hall.held()
        await asyncio.sleep(0.03)
        assert machine.asked == []
        hall.disk.let_go()
        await asked
        request = next(record for record in hall.records() if record.type == "draw-requested")
        (question,) = machine.asked
        assert (question.i, question.seq, question.term) == (1, request.seq, 1)


async def test_a_silent_machine_is_struck_before_the_chance_is_known_and_out_for_the_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    machines = [Machine(name) for name in NAMES]
    async with watched(tmp_path, machines) as hall:
        await sealed(hall, *IDS)
        looked: list[list[str]] = []
        link = Links.link

        def seen(chain: Links, i: int) -> bytes:
            looked.append([record.type for record in hall.records()][-2:])
            return link(chain, i)

        await hall.open("1", "2")
        machines[1].bend = lambda answer: None
        monkeypatch.setattr(Links, "link", seen)
        answer = await take(hall, "a-citizen")
        assert looked[-1] == ["draw-requested", "witness-struck"], "on disk when the hub looks at its own link"
        assert answer.drawn is not None
        assert [name for name, _ in answer.drawn.ys] == IDS[:1]
        assert len(machines[1].asked) > 1, "it was asked again"
        await take(hall)
        assert data_of(hall, "draw-requested")[-1]["witnesses"] == IDS[:1]
        assert data_of(hall, "witness-struck") == [{"i": 1, "witness": IDS[1], "why": "silent"}]
        assert "kiosk:K2 bears witness no more today: silent at draw 1" in caplog.text
        assert sound(hall)


@pytest.mark.parametrize(
    ("bent", "why"),
    [
        ({"link": "00" * 32}, "wrong-link"),
        ({"link": "nonsense"}, "wrong-link"),
        ({"link": ""}, "wrong-link"),
        ({"link": "", "refused": "another-record"}, "refused"),
    ],
)
async def test_who_lies_or_refuses_is_struck_at_once(tmp_path: Path, bent: dict[str, str], why: str) -> None:
    machine = Machine("K1")
    machine.bend = lambda answer: msgspec.structs.replace(answer, **bent)
    async with watched(tmp_path, [machine]) as hall:
        await sealed(hall, machine.name)
        await hall.open("1", "2")
        answer = await take(hall)
        assert answer.drawn is not None
        assert answer.drawn.ys == ()
        assert [strike["why"] for strike in data_of(hall, "witness-struck")] == [why]
        assert sound(hall)


async def test_a_manager_takes_a_struck_machine_back(tmp_path: Path) -> None:
    machine = Machine("K1")
    machine.bend = lambda answer: None
    async with watched(tmp_path, [machine]) as hall:
        await sealed(hall, machine.name)
        await hall.open("1", "2")
        await take(hall)
        machine.bend = lambda answer: answer
        await hall.service.execute(c.ReadmitWitness(by="manager:M1", witness=machine.name), "readmit-1")
        await take(hall)
        assert [len(event["ys"]) for event in data_of(hall, "draw-resolved")] == [0, 1]
        assert sound(hall)


async def test_an_answer_to_another_question_is_passed_over(tmp_path: Path) -> None:
    machine = Machine("K1")
    machine.bend = lambda answer: msgspec.structs.replace(answer, record="ab" * 32)
    async with watched(tmp_path, [machine]) as hall:
        await sealed(hall, machine.name)
        await hall.open("1", "2")
        stray = Witnessed(day="2026-01-05", epoch=9, i=1, record="00" * 32, refused="another-record")
        machine.hub.answered(machine.actor, stray)  # type: ignore[union-attr]
        await take(hall)
        assert [strike["why"] for strike in data_of(hall, "witness-struck")] == ["silent"]


async def test_a_machine_that_comes_back_within_its_time_is_asked_again(tmp_path: Path) -> None:
    machine = Machine("K1")
    async with watched(tmp_path, [machine]) as hall:
        await sealed(hall, machine.name)
        await hall.open("1", "2")
        hub = machine.hub
        assert hub is not None
        machine.leave()
        asked = asyncio.create_task(take(hall))
        await patiently(lambda: hall.service.state.open_draw is not None)
        machine.join(hub)
        assert (await asked).drawn is not None
        assert data_of(hall, "witness-struck") == []


async def test_after_a_power_cut_at_any_moment_links_strikes_and_winners_are_the_same(tmp_path: Path) -> None:
    """Between request, question, answer, strike and result: nothing is drawn again, nobody is struck anew."""
    machines = [Machine(name) for name in NAMES]
    async with watched(tmp_path, machines) as hall:
        moments: list[list[MemoryStore]] = []
        append = hall.disk._append

        def noted(*given: Any) -> Head:
            moments.append([deepcopy(machine.store) for machine in machines])
            return append(*given)

        hall.disk._append = noted  # type: ignore[method-assign]
        del hall.disk.ends[:]
        await sealed(hall, *IDS)
        await hall.open("1", "2", "3")
        for n in range(4):
            machines[1].bend = (lambda answer: answer) if n < 2 else (lambda answer: None)
            await take(hall, f"citizen-{n}")
    whole, ends = hall.disk.store, hall.disk.ends
    fell = {data["i"]: data for data in data_of(hall, "draw-resolved")}
    assert [len(data["ys"]) for data in fell.values()] == [2, 2, 1, 1]
    now = [machine.store for machine in machines]
    for kept, before, after in zip(ends, moments, [*moments[1:], now], strict=True):
        left = crashed(whole, kept)
        open_draw = bool(verify(left.bodies).notes)
        for stores in (before, after) if open_draw else (after,):
            late = [Machine(name, deepcopy(store)) for name, store in zip(NAMES, stores, strict=True)]
            async with watched(tmp_path, late, crashed(whole, kept)) as again:
                await patiently(partial(_at_rest, again))
                await again.service.look(lambda state: None)
                struck = "witness-struck" in "".join(left.bodies)
                for data in data_of(again, "draw-resolved"):
                    heard_now = data["i"] == 3 and not struck and open_draw  # the silent one is well again
                    assert heard_now or data == fell[data["i"]], f"after a cut at {kept}"
                assert len(data_of(again, "witness-struck")) == struck
                assert sound(again)
                assert bool(late[0].asked) == open_draw, "only what was open is asked again"


def _at_rest(there: Office) -> bool:
    return there.service.state.open_draw is None


async def test_a_hub_that_stops_leaves_an_open_draw_to_the_next_start_and_strikes_nobody(tmp_path: Path) -> None:
    machine = Machine("K1")
    machine.bend = lambda answer: None
    async with watched(tmp_path, [machine]) as hall:
        await sealed(hall, machine.name)
        await hall.open("1", "2")
        asked = asyncio.create_task(take(hall, "a-citizen"))
        await patiently(lambda: machine.asked)
        hall.service.rest()
        with pytest.raises(Fault):
            await asked
    assert "witness-struck" not in hall.types()
    machine = Machine("K1", machine.store)
    async with watched(tmp_path, [machine], hall.disk.store) as again:
        answer = await take(again, "a-citizen")
        assert answer.drawn is not None
        assert [name for name, _ in answer.drawn.ys] == [machine.name]


async def test_who_has_seen_what_the_journal_does_not_hold_is_not_asked(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    machine = Machine("K1")
    async with watched(tmp_path, [machine]) as hall:
        await sealed(hall, machine.name)
        hub = machine.hub
        assert hub is not None
        hub.sealed(machine.actor, machine.witness.seal(hub._seals[0]), held=False)
        assert hub.anchors("2026-01-06", 1, "sha256") == {}
        assert "does not hold" in caplog.text
        hub.sealed(machine.actor, machine.witness.seal(hub._seals[1]), held=True)
        assert hub.anchors("2026-01-06", 1, "sha256").keys() == {machine.name}


async def test_the_witnesses_sign_the_head_and_it_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.hub.published.witnessed.EVERY_S", 0.0)
    machines = [Machine(name) for name in NAMES]
    signer = HeadSigner(tmp_path / "keys")
    async with watched(tmp_path, machines) as hall:
        await sealed(hall, *IDS)
        hub = machines[0].hub
        assert hub is not None
        heads = WitnessedHead(tmp_path, signer, hub)
        await hall.open("1", "2")
        await take(hall)
        await heads.renew(hall.service)
        await patiently(lambda: heads.latest is not None and len(heads.latest.signatures) == 3)
        assert heads.latest is not None
        assert [each.by for each in heads.latest.signatures] == ["hub", *IDS]
        assert heads.latest.head == await hall.service.head()
        keys = dict(data_of(hall, "day-opened")[-1]["witness_keys"])
        assert {each.by: each.key for each in heads.latest.signatures[1:]} == keys
        await patiently(lambda: WitnessedHead(tmp_path, signer, hub).latest == heads.latest)
