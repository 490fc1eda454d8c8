"""The seed is gone with a draw open: the hall waits, a manager and a witness sign, the same windows are drawn again."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from shared.files import replace
from shared.hub.errors import Fault
from shared.hub.lost import FILE, open_draw
from shared.hub.seals import publish_seeds
from shared.journal.errors import JournalError
from shared.protocol.messages import Vouch
from tests.hall import config
from tests.integration.hubs import patiently
from tests.unit.hub.lost_house import (
    CITIZEN,
    HALL,
    HOUR_S,
    LATER,
    MONDAY,
    STRANGER,
    TUESDAY,
    House,
    at_work,
    cut,
    lose,
    lost_house,
    quick,
    tuesday,
)
from tests.unit.hub.machines import Machine
from tests.unit.hub.office import crashed
from tests.unit.verify.recorded import forged, records, seq_of, verify

__all__ = ["quick"]


async def test_the_hub_starts_tells_what_it_knows_and_waits_with_a_sentence(tmp_path: Path) -> None:
    store = await lost_house(tmp_path, [])
    kept = len(store.bodies)
    async with at_work(tmp_path, [], store, LATER) as house:
        with pytest.raises(Fault, match=r"seed of 2026-01-06 is lost with draw 5 open: .*fairhall manager abandon"):
            await house.there.issue("newcomer-1", source="K1")
        assert ("counter", "1") in house.there.board.rows, "the screens have their picture"
        assert house.there.board.rows["hall", "hall"].halted, "and say that the lot waits"  # type: ignore[union-attr]
        await house.lost.see_to(house.service)
        assert house.service.faulted
    assert len(store.bodies) == kept


class Database:
    """What a pair shares. It answers when it likes, and is away first."""

    def __init__(self, seed: bytes) -> None:
        self._seed = seed
        self.away = True
        self.asked, self.answers = threading.Event(), threading.Event()

    def get(self, name: str) -> tuple[int, bytes] | None:
        if self.away:
            raise JournalError("no way there")
        self.asked.set()
        assert self.answers.wait(30)
        return 1, self._seed

    def first(self, name: str, document: bytes) -> bytes:
        return document


async def test_the_hall_is_served_while_the_database_of_a_pair_thinks_about_the_seed(
    tmp_path: Path,
) -> None:
    store, _ = await tuesday(tmp_path, [])
    ((path, seed),) = lose(tmp_path).items()
    async with at_work(tmp_path, [], cut(store), LATER) as house:
        await house.asked()
        database = house.there.seeds._safe = Database(seed)
        with pytest.raises(JournalError, match="no way there"):
            await house.lost.see_to(house.service)
        assert house.service.lost is not None
        database.away = False
        looking = asyncio.ensure_future(house.lost.see_to(house.service))
        assert await asyncio.to_thread(database.asked.wait, 30)
        assert await house.service.look(lambda state: state.day) == TUESDAY, "meanwhile"
        assert not looking.done()
        database.answers.set()
        await looking
        assert not house.service.faulted
        await patiently(lambda: not house.service.state.open_draw)
        assert path.read_bytes() == seed
        house.verify()


async def test_whoever_asked_before_hears_of_the_ticket_that_is_recorded(tmp_path: Path) -> None:
    store = await lost_house(tmp_path, [])
    async with at_work(tmp_path, [], store, LATER) as house:
        await house.asked()
        with pytest.raises(Fault) as hers:
            await house.there.issue(CITIZEN, source="K1")
        open_ticket = house.service.state.open_draw.ticket  # type: ignore[union-attr]
        assert hers.value.params == {"number": house.service.state.tickets[open_ticket].number}
        with pytest.raises(Fault) as somebody:
            await house.there.issue("newcomer-1", source="K1")
        assert (somebody.value.code, somebody.value.params) == ("lot-waits", {})
        again = await house.there.issue("citizen-1", source="K1")
        assert again.drawn is not None, "whose draw was over has the whole ticket"
        house.signs()
        await house.taken_up()
        await patiently(lambda: not house.there.board.rows["hall", "hall"].halted)  # type: ignore[union-attr]


async def test_signed_by_a_manager_and_a_witness_the_same_windows_are_drawn_again(tmp_path: Path) -> None:
    machines = [Machine("K1"), Machine("K2")]
    store = await lost_house(tmp_path, machines)
    request = records(store.bodies)[-1]
    async with at_work(tmp_path, machines, store, LATER) as house:
        await house.asked()
        house.signs()
        await house.taken_up()
        (given_up,) = house.events("draw-abandoned")
        assert [by for by, _, _ in given_up["signatures"]] in (["manager:0900", m.name] for m in machines)
        assert [name for name, _ in given_up["ys"]] == ["kiosk:K1", "kiosk:K2"]
        opened, again = house.events("day-opened")[-1], house.events("draw-requested")[-1]
        assert (opened["epoch"], opened["reason"], opened["sealed_ms"] > 0) == (99, "abandoned", True)
        assert (again["i"], again["redrawn"]) == (1, 5)
        same = ("ticket", "windows", "stratum", "most", "reason", "over", "pool")
        assert [again[name] for name in same] == [request["data"][name] for name in same]
        answer = await house.there.issue(CITIZEN, source="K1")
        assert answer.drawn is not None, "who was waiting has the ticket, with its windows"
        assert answer.commitment == opened["commitment"]
        assert house.there.board.rows["hall", "hall"].reopened == "abandoned"  # type: ignore[union-attr]
        await house.lost.see_to(house.service)
        assert not (tmp_path / FILE).exists()
        (told,) = house.verify().audit.given_up
        assert (told.i, told.ticket, told.would, told.odd) == (5, answer.ticket, "", [])
        assert told.drawn.startswith(f"{answer.ticket} at {answer.counter or answer.drawn.main}")


async def test_a_seed_that_comes_back_finishes_the_draw_as_it_would_have(tmp_path: Path) -> None:
    machines = [Machine("K1")]
    store, answer = await tuesday(tmp_path, machines)
    had = lose(tmp_path)
    async with at_work(tmp_path, machines, cut(store), LATER) as house:
        await house.asked()
        for path, seed in had.items():
            replace(path, seed)
        await house.taken_up()
        again = await house.there.issue(CITIZEN, source="K1")
        assert (again.drawn, again.commitment) == (answer.drawn, answer.commitment)
        assert house.events("draw-abandoned") == []
        house.verify()


async def test_a_seed_found_after_the_draw_was_given_up_is_published_and_says_what_it_would_have_been(
    tmp_path: Path,
) -> None:
    machines = [Machine("K1")]
    store, answer = await tuesday(tmp_path, machines)
    had = lose(tmp_path)
    async with at_work(tmp_path, machines, cut(store), LATER) as house:
        await house.asked()
        house.signs()
        await house.taken_up()
        await publish_seeds(house.service)
        assert house.events("seed-published") == []
        house.there.clock.advance(600)
        replace(tmp_path / f"seed-{TUESDAY}-1", b"x" * 32)
        await publish_seeds(house.service)
        assert house.events("seed-published") == [], "a file with that name is not yet that seed"
        for path, seed in had.items():
            replace(path, seed)
        for _ in range(2):
            await publish_seeds(house.service)
        (published,) = house.events("seed-published")
        assert bytes.fromhex(published["seed"]) in had.values()
        (told,) = house.verify().audit.given_up
        assert answer.drawn is not None
        reserves = f", reserves {', '.join(answer.drawn.reserves)}" if answer.drawn.reserves else ""
        assert told.would == f"{answer.ticket} at {answer.drawn.main}{reserves}"
        assert ["10 min later" in each for each in told.odd] == [True]
        lines = house.there.disk.store.bodies
    seq = seq_of(lines, "seed-published")
    wrong = verify(forged(lines, seq, lambda record: record["data"].update(seed="ab" * 32))).problems[0]
    assert (wrong.seq, "is the one sealed" in wrong.rule) == (seq, True)


async def test_a_draw_of_the_hub_alone_takes_the_managers_signature_and_says_so(tmp_path: Path) -> None:
    store = await lost_house(tmp_path, [])
    async with at_work(tmp_path, [], store, LATER) as house:
        await house.asked()
        house.signs()
        await house.taken_up()
        (told,) = house.verify().audit.given_up
        assert told.signed_by == ("manager:0900",)
        assert ["no witness signed" in each for each in told.odd] == [True]


async def test_without_a_key_in_the_hall_file_anybody_may_sign_and_the_audit_asks_who(tmp_path: Path) -> None:
    store = await lost_house(tmp_path, [], config())
    async with at_work(tmp_path, [], store, LATER, config()) as house:
        await house.asked()
        house.signs(STRANGER, "manager:0901")
        await house.taken_up()
        (told,) = house.verify().audit.given_up
        assert told.odd[0] == "the record names no key of manager:0901 before"


@pytest.mark.parametrize(
    "sign_wrongly",
    [
        lambda house: house.signs(STRANGER),
        lambda house: house.signs(by="clerk:0900"),
        lambda house: house.signs(i=4),
        lambda house: house.signs(day=MONDAY),
        lambda house: house.signs(record="ab" * 32),
        lambda house: (house.keys / FILE).write_bytes(b"yes please"),
        lambda house: (house.keys / FILE).write_bytes(b""),
    ],
    ids=["stranger", "clerk", "another draw", "yesterday", "another record", "words", "nothing"],
)
async def test_what_is_not_signed_for_this_draw_by_the_halls_manager_changes_nothing(
    tmp_path: Path, sign_wrongly: Callable[[House], object]
) -> None:
    store = await lost_house(tmp_path, [])
    kept = len(store.bodies)
    async with at_work(tmp_path, [], store, LATER) as house:
        await house.asked()
        sign_wrongly(house)
        await house.lost.see_to(house.service)
        await asyncio.sleep(0)
        assert house.service.lost is not None
    assert len(store.bodies) == kept


async def test_a_witness_that_does_not_sign_holds_the_decision_up(tmp_path: Path) -> None:
    machine = Machine("K1")
    store = await lost_house(tmp_path, [machine])
    async with at_work(tmp_path, [machine], store, LATER) as house:
        await house.asked()
        machine.leave()
        house.signs()
        await house.lost.see_to(house.service)
        assert house.service.lost is not None
        machine.join(house.lost._witnesses)
        await house.taken_up()
        house.verify()


async def test_a_witness_signs_only_for_the_draw_it_has_answered(tmp_path: Path) -> None:
    machine = Machine("K1")
    store = await lost_house(tmp_path, [machine])
    async with at_work(tmp_path, [machine], store, LATER) as house:
        await house.asked()
        given = open_draw(house.service)
    assert machine.witness.vouch(Vouch(abandonment=given)).signature is not None
    for other in ({"i": 4}, {"record": "ab" * 32}, {"epoch": 2}, {"day": MONDAY}, {"hall": "elsewhere"}):
        asked = Vouch(abandonment=msgspec.structs.replace(given, **other))
        assert machine.witness.vouch(asked).signature is None


async def test_once_a_day_and_then_the_hall_waits_for_its_keys(tmp_path: Path) -> None:
    store = await lost_house(tmp_path, [])
    async with at_work(tmp_path, [], store, LATER) as house:
        await house.asked()
        house.signs()
        await house.taken_up()
        await house.there.issue("one-more-citizen", source="K1")
        store = house.there.disk.store
    lose(tmp_path, 99)
    async with at_work(tmp_path, [], cut(store), LATER) as house:
        await house.asked()
        house.signs()
        await house.lost.see_to(house.service)
        assert house.service.lost is not None
        house.there.clock.advance(24 * HOUR_S)
        await house.taken_up()
        await house.there.issue("on-wednesday", source="K1")
        assert house.service.state.day == "2026-01-07"
        told = house.verify().audit.given_up
        assert [each.epoch for each in told] == [1, 99]
        assert "drawn again under a seal made after its request was known" in told[1].odd


async def test_the_plug_pulled_while_it_is_given_up_changes_nothing_of_the_new_lot(tmp_path: Path) -> None:
    machines = [Machine("K1")]
    store = await lost_house(tmp_path, machines)
    async with at_work(tmp_path, machines, store, LATER) as house:
        await house.asked()
        house.signs()
        await house.taken_up()
        fell, ends = house.events("draw-resolved")[-1], house.there.disk.ends
        whole = house.there.disk.store
    for kept in ends:
        async with at_work(tmp_path, machines, crashed(whole, kept), LATER) as again:
            if not again.events("draw-abandoned"):
                continue
            await patiently(lambda again=again: not again.service.state.open_draw)
            await again.service.look(lambda state: None)
            assert again.events("draw-resolved")[-1] == fell
            again.verify()


async def test_a_draw_of_a_round_is_held_again_over_the_same_pairs(tmp_path: Path) -> None:
    hall = msgspec.structs.replace(
        HALL, groups=(msgspec.structs.replace(HALL.groups[0], policy="call"), *HALL.groups[1:])
    )
    async with at_work(tmp_path, [], hall=hall) as house:
        await house.there.open("1", "2", "3")
        for _ in range(3):
            await house.there.issue(source="K1")
        await house.there.call("1")
        lines = house.there.disk.store.bodies
    request = seq_of(lines, "pairs-draw-requested")
    (tmp_path / f"seed-{MONDAY}-1").unlink()
    async with at_work(tmp_path, [], crashed(house.there.disk.store, request), hall=hall) as house:
        await house.asked()
        house.signs()
        await house.taken_up()
        again = house.events("pairs-draw-requested")[:2]
        assert again[0]["pairs"] == again[1]["pairs"]
        assert len(again[0]["pairs"]) == 3
        assert [each["redrawn"] for each in again] == [0, 1]
        assert len(house.events("ticket-called")) == 1, "who was drawn is called at once"
        (told,) = house.verify().audit.given_up
        assert (told.ticket, told.drawn != "") == ("", True)
