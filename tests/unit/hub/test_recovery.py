"""The plug is pulled at every moment, seeds get lost, days begin: the hall goes on as it was."""

import logging
from functools import partial
from itertools import groupby
from pathlib import Path

import msgspec
import pytest

from shared.clock import ManualClock
from shared.hall import commands as c
from shared.hall.draw.links import Links
from shared.hall.refusals import Refused
from shared.hub.errors import Fault
from shared.hub.image import VERSION, Image, encode
from shared.hub.leads import Leads
from shared.hub.seeds import Seeds
from shared.journal.memory import Store
from shared.journal.record import leaf
from shared.protocol.answers import Answer
from tests.hall import config
from tests.unit.hub.office import Office, crashed, office
from tests.unit.verify.recorded import verify

DAY_S = 24 * 3600


@pytest.fixture(autouse=True)
def _few_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chains short enough to make at each of many starts."""
    set_links(monkeypatch, 64)


def set_links(monkeypatch: pytest.MonkeyPatch, links: int) -> None:
    monkeypatch.setattr("shared.hub.seeds.Links", partial(Links, n=links))
    monkeypatch.setattr("shared.hub.service.LINKS", links)


def lose(keys: Path) -> None:
    """Somebody tidies up the keys directory."""
    for seed in keys.glob("seed-*"):
        seed.unlink()


async def morning(hall: Office) -> dict[str, Answer]:
    """Five people come before and after the windows open; the answers by request id."""
    answers = {"early-bird": await hall.issue("early-bird")}
    await hall.open("1", "2", "3")
    for n in range(4):
        answers[f"citizen-{n}"] = await hall.issue(f"citizen-{n}")
    answers["call-at-1"] = await hall.call("1", "call-at-1")
    return answers


async def test_after_a_power_cut_at_any_moment_every_draw_falls_as_it_would_have(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        answers = await morning(hall)
        whole, leaves = hall.records(), [leaf(body) for body in hall.disk.store.bodies]
    fell = {record.data["i"]: record.data for record in whole if record.type == "draw-resolved"}
    assert len(fell) == 5
    for kept in hall.disk.ends:
        async with office(tmp_path, crashed(hall.disk.store, kept)) as again:
            for record in again.records():
                if record.type == "draw-resolved":
                    assert record.data == fell[record.data["i"]]
            known = {record.request for record in whole[:kept]} - {None}
            for request in known - {"call-at-1"}:
                answer, expected = await again.issue(request), answers[str(request)]
                if expected.leaf not in leaves[:kept]:  # its result was recorded anew, at another time
                    expected = msgspec.structs.replace(expected, leaf=answer.leaf)
                assert answer == expected, f"{request} after a cut at {kept}"
            issued = [record.data["number"] for record in again.records() if record.type == "ticket-issued"]
            assert issued == sorted(set(issued))
            assert len(issued) == len(known - {"call-at-1"})


async def test_the_records_of_a_request_stand_together_also_across_a_crash(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        await morning(hall)
    open_draws = [n for n, record in enumerate(hall.records(), 1) if record.type == "draw-requested"]
    for kept in open_draws:
        async with office(tmp_path, crashed(hall.disk.store, kept)) as again:
            await again.issue("newcomer-1")
            named = [request for request, _ in groupby(record.request for record in again.records())]
            assert len([name for name in named if name]) == len({name for name in named if name})
            resolved = again.records()[kept]
            assert (resolved.type, resolved.request) == ("draw-resolved", again.records()[kept - 1].request)


async def test_the_one_who_took_the_ticket_stays_on_its_record_across_a_crash(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        await morning(hall)
    kept = max(n for n, record in enumerate(hall.records(), 1) if record.type == "draw-requested")
    async with office(tmp_path, crashed(hall.disk.store, kept)) as again:
        assert again.records()[kept].by == hall.records()[kept].by == "kiosk:K1"


async def test_a_hub_that_went_away_inside_a_draw_and_one_that_starts_again_and_again_are_told(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        await morning(hall)
        assert hall.service.image.leads == Leads()
    kept = max(n for n, record in enumerate(hall.records(), 1) if record.type == "draw-requested")
    store, clock = crashed(hall.disk.store, kept), ManualClock(hall.clock.now_ms())
    for n in range(4):
        async with office(tmp_path, store, clock) as again:
            await again.issue(f"newcomer-{n}")
            leads = again.service.image.leads
            assert (leads.in_draw, leads.often(clock.now_ms())) == (1, 4 if n == 3 else 0)
            clock.advance(60)
    found = verify(store.bodies).audit.leads
    assert (found.times, found.most_an_hour, found.in_draw) == (4, 4, 1)
    draw = hall.records()[kept - 1].data["i"]
    assert [(lead.seq, lead.draw, lead.nth) for lead in found.odd] == [(kept + 1, draw, 1), (found.odd[1].seq, 0, 4)]
    async with office(tmp_path, store, clock) as tomorrow:
        clock.advance(DAY_S)
        await tomorrow.issue("on-tuesday")
        assert tomorrow.service.image.leads.in_draw == 0
        assert tomorrow.service.image.leads.often(clock.now_ms()) == 0


async def test_what_was_asked_without_an_id_is_still_its_actors_after_a_crash(tmp_path: Path) -> None:
    """A round's calls follow the draw that the plug was pulled in."""
    a, *rest = config().groups
    in_rounds = msgspec.structs.replace(config(), groups=(msgspec.structs.replace(a, policy="call"), *rest))
    async with office(tmp_path, configuration=in_rounds) as hall:
        await hall.open("1", "2", "3")
        for _ in range(3):
            await hall.issue(source="K1")
        await hall.call("1")
    kept = max(n for n, record in enumerate(hall.records(), 1) if record.type == "pairs-draw-requested")
    async with office(tmp_path, crashed(hall.disk.store, kept), configuration=in_rounds) as again:
        await again.issue("newcomer-1", source="K1")
        assert [record.by for record in again.records() if record.type == "ticket-called"] == ["clerk:0801"]
        assert verify(again.disk.store.bodies).sound


async def test_a_lost_seed_opens_a_spare_epoch_and_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with office(tmp_path) as hall:
        await morning(hall)
    lose(tmp_path)
    async with office(tmp_path, hall.disk.store) as again:
        assert (again.service.state.day, again.service.state.epoch) == (hall.service.state.day, 2)
        answer = await again.issue("after-the-loss")
        assert answer.number == "A006", "numbers go on"
        assert answer.drawn is not None
        assert answer.drawn.i == 1, "draws of the new epoch begin with its first link"
        assert answer.commitment == again.service.state.commitment
    alarms = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert ["seed of 2026-01-05 is lost" in alarm.getMessage() for alarm in alarms] == [True]


async def test_a_lost_seed_of_yesterday_alarms_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with office(tmp_path) as hall:
        await morning(hall)
    lose(tmp_path)
    hall.clock.advance(DAY_S)
    async with office(tmp_path, hall.disk.store, hall.clock) as again:
        assert (again.service.state.day, again.service.state.epoch) == ("2026-01-06", 1)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_draw_is_never_finished_with_another_seed(tmp_path: Path) -> None:
    """Its request is public: whoever could choose a new chance now could choose who is served where."""
    async with office(tmp_path) as hall:
        await morning(hall)
    kept = max(n for n, record in enumerate(hall.records(), 1) if record.type == "draw-requested")
    lose(tmp_path)
    store = crashed(hall.disk.store, kept)
    async with office(tmp_path, store) as again:
        with pytest.raises(Fault, match=r"seed of 2026-01-05 is lost with draw 5 open: put keys/ back"):
            await again.issue("newcomer-1")
        assert await again.service.look(lambda state: state.draws) == 5, "what is known is still told"
    assert len(store.bodies) == kept


async def test_a_seed_that_is_not_the_one_sealed_this_morning_counts_as_lost(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        await morning(hall)
    lose(tmp_path)
    Seeds(tmp_path).make("2026-01-05", 1)
    async with office(tmp_path, hall.disk.store) as again:
        assert again.service.state.epoch == 2


async def test_when_the_links_are_used_up_the_next_epoch_follows_without_a_pause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_links(monkeypatch, 3)
    async with office(tmp_path) as hall:
        await hall.open("1", "2", "3")
        answers = [await hall.issue(f"citizen-{n}") for n in range(8)]
        assert [answer.number for answer in answers] == [f"A{n:03d}" for n in range(1, 9)]
        assert [answer.drawn.i for answer in answers if answer.drawn] == [1, 2, 3, 1, 2, 3, 1, 2]
        assert hall.service.state.epoch == 3
        sealed = [record.data["commitment"] for record in hall.records() if record.type == "day-opened"]
        assert [answer.commitment for answer in answers] == [sealed[n // 3] for n in range(8)]
    async with office(tmp_path, hall.disk.store) as again:
        assert [await again.issue(f"citizen-{n}") for n in range(8)] == answers


async def test_at_midnight_in_the_hall_a_new_day_begins_before_anybody_is_served(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        assert (await hall.issue()).number == "A001"
        hall.clock.advance(16 * 3600 - 1)
        assert (await hall.issue()).number == "A002"
        hall.clock.advance(1)
        answer = await hall.issue()
        assert (hall.service.state.day, answer.number, answer.ticket) == ("2026-01-06", "A003", "260106-1"), (
            "a hall that never closes carries its people over, and no number is there twice"
        )
        assert answer.commitment == hall.service.state.commitment
        days = [record.data["day"] for record in hall.records() if record.type == "day-opened"]
        assert days == ["2026-01-05", "2026-01-06"]


async def test_a_day_begins_by_the_clock_alone_and_the_screens_start_anew(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        hall.clock.advance(DAY_S)
        told = len(hall.told)
        hall.service.refresh()
        await hall.service.look(lambda state: state.day)
        assert await hall.service.look(lambda state: state.day) == "2026-01-06"
        assert any(fresh for _, _, fresh in hall.told[told:])


async def test_a_clock_put_back_opens_no_older_day(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        hall.clock.set(hall.clock.now_ms() - 2 * DAY_S * 1000)
        assert (await hall.issue()).number == "A001"
        assert hall.service.state.day == "2026-01-05"


async def test_a_midnight_without_room_for_the_seed_is_tried_again_not_spun_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("shared.hub.service.RETRY_S", 0.05)
    async with office(tmp_path) as hall:
        make, tries = hall.seeds.make, 0

        def full(day: str, epoch: int) -> bytes:
            nonlocal tries
            tries += 1
            if tries <= 3:
                raise OSError("No space left on device")
            return make(day, epoch)

        monkeypatch.setattr(hall.seeds, "make", full)
        hall.clock.advance(DAY_S)
        started = hall.service.writer._loop.time()
        with pytest.raises(Fault, match="No space left"):
            await hall.issue("at-midnight")
        number = ""
        while not number:
            try:
                number = (await hall.issue("at-midnight")).number
            except Fault:
                await hall.service.writer.run(lambda journal: None)
        assert number == "A001"
        assert hall.service.writer._loop.time() - started >= 2 * 0.05


async def test_a_restart_replays_only_what_came_after_the_snapshot(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        await morning(hall)
        await hall.service.snapshot()
        at = hall.service.image.seq
        later = await hall.issue("after-snapshot")
    store = hall.disk.store
    seq, blob = store.snapshots[VERSION]
    store.snapshots[VERSION] = (at, encode(replayed(store, at)))
    store.bodies[: at - 1] = ["not read any more"] * (at - 1)
    async with office(tmp_path, store) as again:
        assert await again.issue("after-snapshot") == later
        assert (await again.issue()).number == "A007"
    assert seq > at
    assert blob


def replayed(store: Store, kept: int) -> Image:
    """The image after the first ``kept`` records."""
    image = Image()
    image.replay(enumerate(store.bodies[:kept], 1))
    return image


async def test_a_snapshot_holds_all_that_a_replay_gives(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        await morning(hall)
    store = hall.disk.store
    image = replayed(store, len(store.bodies))
    image.snapshot_seq = len(store.bodies)
    assert store.snapshots[VERSION] == (len(store.bodies), encode(image))


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"\x93\x01\x02\x03", b"\x80"], ids=["empty", "junk", "list", "other"])
async def test_a_damaged_snapshot_is_passed_over(tmp_path: Path, damage: bytes) -> None:
    async with office(tmp_path) as hall:
        answers = await morning(hall)
    store = hall.disk.store
    store.snapshots[VERSION] = (len(store.bodies), damage)
    async with office(tmp_path, store) as again:
        assert await again.issue("citizen-2") == answers["citizen-2"]
        assert (await again.issue()).number == "A006"


async def test_a_hub_that_is_always_unplugged_takes_its_snapshots_nevertheless(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hall that cuts the power each evening never closes its hub in order, and must not start slower each day."""
    monkeypatch.setattr("shared.hub.service.SNAPSHOT_EVERY", 20)
    store = Store()
    for _ in range(8):
        async with office(tmp_path, store) as hall:
            for _ in range(4):
                await hall.issue()
            kept = hall.disk.store.snapshots.copy()
            bodies = list(hall.disk.store.bodies)
        store = crashed(hall.disk.store, len(bodies))
        store.snapshots = kept
    assert len(store.bodies) - store.snapshots[VERSION][0] <= 20 + 4


async def test_a_new_hall_file_is_in_force_from_the_next_command(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        await hall.open("1")
        told = len(hall.told)
        await hall.service.execute(c.ConfigureHall(config=config(windows=7)))
        assert any(fresh for _, _, fresh in hall.told[told:])
        await hall.open("7")
        told = len(hall.told)
        await hall.service.execute(c.ConfigureHall(config=config(windows=7)))
        assert hall.told[told:] == [], "the same again says nothing"
        with pytest.raises(Refused, match="counter-in-use"):
            await hall.service.execute(c.ConfigureHall(config=config(windows=6)))


async def test_a_hub_starts_on_the_old_hall_where_people_still_need_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with office(tmp_path) as hall:
        await hall.open("6")
    async with office(tmp_path, hall.disk.store, configuration=config(windows=5)) as again:
        assert "6" in again.service.state.counters
        assert "counter-in-use {'counter': '6'}" in caplog.text
        assert ("counter", "6") in again.board.rows
