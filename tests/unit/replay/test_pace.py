"""Time passes only when everybody has done his part."""

import asyncio
import time

import pytest

from shared.replay import pace as pace_module
from shared.replay.errors import ReplayError
from shared.replay.pace import Pace, Word


def always() -> bool:
    return True


async def test_people_wake_in_the_order_of_their_moments_and_see_exactly_that_time() -> None:
    pace = Pace(1_000)
    seen: list[tuple[str, int]] = []

    async def sleeper(name: str, *moments: int) -> None:
        for moment in moments:
            await pace.until(moment)
            seen.append((name, pace.clock.now_ms()))

    await pace.play([sleeper("late", 9_000), sleeper("early", 2_500, 40_000_000), sleeper("past", 10)], always)
    assert seen == [("past", 1_000), ("early", 2_500), ("late", 9_000), ("early", 40_000_000)]


async def test_time_stands_still_while_somebody_works() -> None:
    pace = Pace(0)
    reply = asyncio.get_running_loop().create_future()
    seen: list[int] = []

    async def worker() -> None:
        await reply
        seen.append(pace.clock.now_ms())

    async def sleeper() -> None:
        await pace.until(5_000)
        seen.append(pace.clock.now_ms())

    async def network() -> None:
        for _ in range(50):
            await asyncio.sleep(0)
        reply.set_result(None)

    await pace.play([worker(), sleeper(), network()], always)
    assert seen == [0, 5_000]


async def test_time_stands_still_until_every_terminal_is_in_step() -> None:
    pace = Pace(0)
    behind = [True]

    async def sleeper() -> None:
        await pace.until(5_000)
        assert not behind

    def hear() -> None:
        assert pace.clock.now_ms() == 0
        behind.clear()
        pace.stir()

    asyncio.get_running_loop().call_later(0.02, hear)
    await pace.play([sleeper()], lambda: not behind)
    assert pace.clock.now_ms() == 5_000


async def test_a_word_wakes_before_the_moment_and_the_moment_is_forgotten() -> None:
    pace = Pace(0)
    words: list[Word[str]] = []
    heard: list[tuple[str | None, int]] = []

    async def clerk() -> None:
        for _ in range(2):
            words.append(asyncio.get_running_loop().create_future())
            heard.append((await pace.rest(words[-1], pace.clock.now_ms() + 60_000), pace.clock.now_ms()))

    async def kiosk() -> None:
        await pace.until(1_000)
        pace.give(words[0], "A001")
        pace.give(words[0], "A002")

    await pace.play([clerk(), kiosk()], always)
    assert heard == [("A001", 1_000), (None, 61_000)]


async def test_the_day_is_over_when_nobody_rests_for_a_moment() -> None:
    pace = Pace(0)
    ended = asyncio.Event()

    async def clerk() -> None:
        try:
            await pace.rest(asyncio.get_running_loop().create_future())
        finally:
            ended.set()

    await asyncio.wait_for(pace.play([clerk()], always), 5)
    assert ended.is_set()


async def test_a_speed_is_never_exceeded() -> None:
    pace = Pace(0, speed=100.0)

    async def sleeper() -> None:
        await pace.until(3_000)
        await pace.until(10_000)

    started = time.monotonic()
    await pace.play([sleeper()], always)
    assert 0.1 <= time.monotonic() - started < 2
    assert pace.clock.now_ms() == 10_000


async def test_what_a_person_cannot_do_ends_the_day() -> None:
    pace = Pace(0)

    async def clerk() -> None:
        await pace.until(10)
        raise ReplayError("refused")

    with pytest.raises(ExceptionGroup) as group:
        await pace.play([clerk(), pace.until(20)], always)
    assert [str(error) for error in group.value.exceptions] == ["refused"]
    assert pace.clock.now_ms() == 10


async def test_a_hall_that_stands_still_is_told_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace_module, "STILL_S", 0.05)
    with pytest.raises(ExceptionGroup) as group:
        await Pace(0).play([], lambda: False)
    assert "stands still" in str(group.value.exceptions[0])
