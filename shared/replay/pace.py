"""The day's time, from event to event: it passes once everybody has done his part, and no faster than asked."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from heapq import heappop, heappush
from itertools import count
from typing import Any, TypeVar

from shared.clock import ManualClock, ScaledClock
from shared.replay.errors import ReplayError

STILL_S = 30.0
"""Real seconds without a word from hub or terminals after which something is broken."""

T = TypeVar("T")
Word = asyncio.Future[T | None]


class Pace:
    """Who acts is up until he rests, for a word or a moment. ``clock`` is the hub's.

    When nobody is up and every terminal is in step with the hub, the clock leaps to the next moment that somebody rests
    for or the hub wakes at, so a slow machine makes a replay longer but never wrong. With none, the day is over.
    """

    def __init__(self, start_ms: int, speed: float | None = None) -> None:
        """``speed``: at most so many times as fast as the day was; None: as fast as the machine goes."""
        self.clock = ManualClock(start_ms)
        self._speed = speed
        self._up = 0
        self._in_step: Callable[[], bool] = lambda: True
        self._stirred = asyncio.Event()
        self._alarms: list[tuple[int, int, Word[Any]]] = []
        self._order = count()

    async def play(
        self,
        people: Iterable[Coroutine[Any, Any, None]],
        in_step: Callable[[], bool],
        wakes: Callable[[], int | None] = lambda: None,
        wake: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """Let people act until the day is over; at the moment ``wakes`` tells the hub does something of its own.

        Raises an ExceptionGroup of what goes wrong.
        """
        self._in_step = in_step
        async with asyncio.TaskGroup() as group:
            tasks = []
            for each in people:
                self._up += 1
                tasks.append(group.create_task(self._act(each)))
            await self._run(wakes, wake)
            for task in tasks:
                task.cancel()

    async def rest(self, word: Word[T], until_ms: int | None = None) -> T | None:
        """Wait for a fresh word to be given, or with None for that moment."""
        if until_ms is not None:
            heappush(self._alarms, (until_ms, next(self._order), word))
        self._up -= 1
        self.stir()
        return await word

    async def until(self, at_ms: int) -> None:
        """Rest until that moment."""
        word: Word[None] = asyncio.get_running_loop().create_future()
        await self.rest(word, at_ms)

    def give(self, word: Word[T], value: T | None) -> None:
        """Wake whoever rests for this word; nothing if he is up already."""
        if not word.done():
            self._up += 1
            word.set_result(value)

    def stir(self) -> None:
        """Something changed: look again whether time may pass."""
        self._stirred.set()

    async def _act(self, person: Coroutine[Any, Any, None]) -> None:
        await person
        self._up -= 1
        self.stir()

    async def _run(self, wakes: Callable[[], int | None], wake: Callable[[], Awaitable[None]] | None) -> None:
        metronome = ScaledClock(self.clock.now_ms(), self._speed) if self._speed else None
        while True:
            await self._quiet()
            while self._alarms and self._alarms[0][2].done():
                heappop(self._alarms)
            rests_ms = self._alarms[0][0] if self._alarms else None
            moments = [at_ms for at_ms in (wakes(), rests_ms) if at_ms is not None]
            if not moments:
                return
            at_ms = min(moments)
            if metronome is not None:
                await asyncio.sleep(metronome.real_seconds((at_ms - metronome.now_ms()) / 1000))
            self.clock.advance(max(0, at_ms - self.clock.now_ms()) / 1000)
            if wake is not None and at_ms != rests_ms:
                await wake()
            else:
                self.give(heappop(self._alarms)[2], None)

    async def _quiet(self) -> None:
        """Until everybody rests and every terminal has heard what there is to hear."""
        try:
            while self._up or not self._in_step():
                self._stirred.clear()
                await asyncio.wait_for(self._stirred.wait(), STILL_S)
        except TimeoutError:
            raise ReplayError(
                f"the hall stands still: a terminal has not heard from the hub for {STILL_S:.0f} s"
            ) from None
