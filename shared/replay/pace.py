"""The day's time: from event to event as soon as everybody has done his part, or steadily at some speed."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from heapq import heappop, heappush
from itertools import count
from typing import Any, TypeVar

from shared.clock import Clock, ManualClock, ScaledClock

T = TypeVar("T")
Word = asyncio.Future[T | None]


class Pace(ABC):
    """Who acts is up until he rests, for a word or a moment. ``clock`` is the hub's and stands still before ``play``.

    The day is over when nobody is up, every terminal is in step with the hub, and nobody rests for a moment.
    """

    clock: Clock

    def __init__(self) -> None:
        self._up = 0
        self._in_step: Callable[[], bool] = lambda: True
        self._stirred = asyncio.Event()
        self._alarms: list[tuple[int, int, Word[Any]]] = []
        self._order = count()

    async def play(self, people: Iterable[Coroutine[Any, Any, None]], in_step: Callable[[], bool]) -> None:
        """Let people act until the day is over. Raises an ExceptionGroup of what they raise."""
        self._in_step = in_step
        async with asyncio.TaskGroup() as group:
            tasks = []
            for each in people:
                self._up += 1
                tasks.append(group.create_task(self._act(each)))
            await self._run()
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

    @abstractmethod
    async def _run(self) -> None: ...

    async def _act(self, person: Coroutine[Any, Any, None]) -> None:
        await person
        self._up -= 1
        self.stir()

    async def _quiet(self) -> None:
        """Until everybody rests and every terminal has heard what there is to hear."""
        while self._up or not self._in_step():
            await self._stir()

    async def _stir(self) -> None:
        self._stirred.clear()
        await self._stirred.wait()

    def _next(self) -> int | None:
        """The next moment somebody rests for."""
        while self._alarms and self._alarms[0][2].done():
            heappop(self._alarms)
        return self._alarms[0][0] if self._alarms else None

    def _ring(self) -> None:
        self.give(heappop(self._alarms)[2], None)


class Leap(Pace):
    """As fast as the machine goes: the clock leaps to the next moment once all is quiet. Exact on any machine."""

    def __init__(self, start_ms: int) -> None:
        super().__init__()
        self.clock = self._clock = ManualClock(start_ms)

    async def _run(self) -> None:
        while True:
            await self._quiet()
            at_ms = self._next()
            if at_ms is None:
                return
            self._clock.advance(max(0, at_ms - self._clock.now_ms()) / 1000)
            self._ring()


class Steady(Pace):
    """``speed`` times as fast as the day was."""

    def __init__(self, start_ms: int, speed: float) -> None:
        super().__init__()
        self.clock = self._clock = _HeldClock(start_ms, speed)

    async def _run(self) -> None:
        self._clock.release()
        while True:
            at_ms = self._next()
            if at_ms is None:
                await self._quiet()
                if self._next() is None:
                    return
            elif (wait_s := self._clock.real_seconds((at_ms - self._clock.now_ms()) / 1000)) > 0:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stir(), wait_s)
            else:
                self._ring()


class _HeldClock(Clock):
    """A scaled clock that stands still until it is released."""

    def __init__(self, start_ms: int, speed: float) -> None:
        self._speed = speed
        self._clock: Clock = ManualClock(start_ms)

    def release(self) -> None:
        self._clock = ScaledClock(self._clock.now_ms(), self._speed)

    def now_ms(self) -> int:
        """See Clock."""
        return self._clock.now_ms()

    def monotonic(self) -> float:
        """See Clock."""
        return self._clock.monotonic()

    def real_seconds(self, seconds: float) -> float:
        """See ScaledClock."""
        return seconds / self._speed
