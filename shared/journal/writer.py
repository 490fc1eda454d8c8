"""The one thread that writes the journal: whatever waits is committed together, one sync for all of it."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from threading import Thread
from time import perf_counter
from typing import Any, TypeVar

import msgspec

from shared.journal.errors import Fenced
from shared.journal.port import Head, Journal

GROUP = 1000  # submissions in one sync at most: nobody waits behind more

T = TypeVar("T")
Settled = list[tuple[asyncio.Future[Any], Any]]


class _Append(msgspec.Struct, frozen=True):
    term: int
    bodies: Sequence[str]
    future: asyncio.Future[Head]


class _Call(msgspec.Struct, frozen=True):
    call: Callable[[Journal], Any]
    future: asyncio.Future[Any]
    last: bool = False


class Writer:
    """Owns ``journal`` from here to ``close``. All methods belong to the event loop; order is first in, first out.

    After a failed append everything queued behind it fails with the same error, and everything submitted later,
    until ``claim`` has been awaited. ``groups``, ``records`` and ``last_sync_s`` count what was made durable.
    """

    def __init__(self, journal: Journal, loop: asyncio.AbstractEventLoop | None = None) -> None:
        self.groups = 0
        self.records = 0
        self.last_sync_s = 0.0
        self._journal = journal
        self._loop = loop or asyncio.get_running_loop()
        self._queue: SimpleQueue[_Append | _Call] = SimpleQueue()
        self._term = 0  # as the event loop knows it; what was built on an older claim is never written
        self._head: Head | None = None  # as the thread knows it; None once it may not write
        self._failure: Exception = Fenced("nothing claimed yet: claim the journal before writing")
        self._closed = False
        self._thread = Thread(target=self._work, name="journal", daemon=True)
        self._thread.start()

    async def claim(self, leader: str) -> Head:
        """Lead: at the start, and anew after a failure. Then read to the head, rebuild, and go on writing."""
        head = await self.run(partial(self._claim, leader))
        self._term = head.term
        return head

    def submit(self, bodies: Sequence[str]) -> asyncio.Future[Head]:
        """Append ``bodies``; resolves once they are durable, with the head of the whole group."""
        if not bodies:
            raise ValueError("nothing to append")
        return self._enqueue(_Append(self._term, bodies, self._loop.create_future()))

    def run(self, call: Callable[[Journal], T]) -> asyncio.Future[T]:
        """Another blocking call on the journal's thread, after everything submitted before it."""
        return self._enqueue(_Call(call, self._loop.create_future()))

    def reached(self) -> asyncio.Future[None]:
        """Resolves once everything submitted before it is done."""
        return self.run(lambda journal: None)

    async def close(self) -> None:
        """Write what is queued, close the journal, end the thread. What is submitted later is Fenced."""
        if not self._closed:
            closing = self._enqueue(_Call(lambda journal: journal.close(), self._loop.create_future(), last=True))
            self._closed = True
            try:
                await closing
            finally:
                self._thread.join()

    def _enqueue(self, each: _Append | _Call) -> asyncio.Future[Any]:
        if self._closed:
            each.future.set_exception(Fenced("the journal is closed: open it again"))
        else:
            self._queue.put(each)
        return each.future

    def _work(self) -> None:
        group: list[_Append] = []
        while True:
            each = self._queue.get()
            if isinstance(each, _Append):
                group.append(each)
                if not self._queue.empty() and len(group) < GROUP:
                    continue
            self._commit(group)
            group = []
            if isinstance(each, _Call):
                self._call(each)
                if each.last:
                    return

    def _call(self, each: _Call) -> None:
        try:
            outcome = each.call(self._journal)
        except Exception as error:
            outcome = error
        self._settle([(each.future, outcome)])

    def _claim(self, leader: str, journal: Journal) -> Head:
        self._head = journal.claim(leader)
        return self._head

    def _commit(self, group: list[_Append]) -> None:
        """One append for all of ``group`` that was built on the claim in force; the rest fails."""
        settled: Settled = [(each.future, self._stale()) for each in group if not self._current(each)]
        group = [each for each in group if self._current(each)]
        if self._head is not None and group:
            bodies = [body for each in group for body in each.bodies]
            started = perf_counter()
            outcome: Head | Exception
            try:
                outcome = self._head = self._journal.append(self._head.term, self._head.seq, bodies)
            except Exception as error:
                outcome = self._failure = error
                self._head = None
            else:
                self.last_sync_s = perf_counter() - started
                self.groups += 1
                self.records += len(bodies)
            settled += [(each.future, outcome) for each in group]
        self._settle(settled)

    def _current(self, each: _Append) -> bool:
        return self._head is not None and each.term == self._head.term

    def _stale(self) -> Exception:
        return self._failure if self._head is None else Fenced("built on an older claim: read, rebuild, submit again")

    def _settle(self, settled: Settled) -> None:
        if settled:
            with suppress(RuntimeError):  # the loop is gone, and with it whoever waited
                self._loop.call_soon_threadsafe(resolve, settled)


def resolve(settled: Settled) -> None:
    """Whoever still waits hears the outcome; in the loop of the futures."""
    for future, outcome in settled:
        if future.done():
            continue
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)
