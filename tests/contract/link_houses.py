"""Three houses for one contract: a link, its hub, and how to let time pass between them."""

import asyncio
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from shared.client.headless import HeadlessLink
from shared.client.port import PATIENCE_MS, AnswerCallback, HubLink
from shared.client.simulated import SimulatedLink
from shared.protocol.answers import Answer, Problem
from shared.protocol.codec import decode_request
from shared.protocol.messages import Command
from shared.protocol.requests import Request
from shared.protocol.rows import AnyRow
from tests.integration.fakehub import Authority, FakeHub


class House(Protocol):
    """What a test may do: look at the link, play the hub, wait."""

    link: HubLink

    def publish(self, rows: Iterable[AnyRow], fresh: bool = False) -> None: ...
    def hub_leaves(self) -> None: ...
    def hub_returns(self) -> None: ...
    def answer(self, request_id: str, outcome: Answer | Problem) -> None: ...
    def asked(self) -> list[str]: ...
    def clerk(self) -> str: ...
    def until(self, met: Callable[[], bool]) -> None: ...
    def patience_ends(self) -> None: ...
    def close(self) -> None: ...


class SimulatedHouse:
    """The hub in memory."""

    def __init__(self) -> None:
        self.simulated = SimulatedLink()
        self.simulated.on_sign_in = lambda clerk, password: None if password == "pw" else Problem("bad", 401, "No")
        self.link: HubLink = self.simulated

    def publish(self, rows: Iterable[AnyRow], fresh: bool = False) -> None:
        self.simulated.feed(rows, fresh)

    def hub_leaves(self) -> None:
        self.simulated.set_state("away")

    def hub_returns(self) -> None:
        self.simulated.set_state("live")

    def answer(self, request_id: str, outcome: Answer | Problem) -> None:
        self.simulated.answer(request_id, outcome)

    def asked(self) -> list[str]:
        return [asked.request_id for asked in self.simulated.asked]

    def clerk(self) -> str:
        return self.simulated.clerk

    def until(self, met: Callable[[], bool]) -> None:
        assert met()

    def patience_ends(self) -> None:
        self.simulated.advance(PATIENCE_MS)

    def close(self) -> None:
        self.simulated.stop()


class WireHouse:
    """A real hub process's worth of TLS and WebSocket; ``link`` and ``step`` come with the transport."""

    link: HubLink

    def __init__(self, directory: Path) -> None:
        self.hub = FakeHub(Authority(directory))
        self.hub.on_command = self._keep_open
        self.hub.start()

    def _keep_open(self, command: Command) -> None:
        decode_request(command.name, command.body)

    def step(self) -> None:
        raise NotImplementedError

    def publish(self, rows: Iterable[AnyRow], fresh: bool = False) -> None:
        self.hub.publish(rows, fresh=fresh)

    def hub_leaves(self) -> None:
        self.hub.stop()
        self.until(lambda: self.link.state != "live")

    def hub_returns(self) -> None:
        self.hub.start()
        self.until(lambda: self.link.state == "live")

    def answer(self, request_id: str, outcome: Answer | Problem) -> None:
        self.until(lambda: request_id in self.asked())
        self.hub.answer(request_id, outcome)

    def asked(self) -> list[str]:
        return self.hub.done

    def clerk(self) -> str:
        return self.hub.clerk

    def until(self, met: Callable[[], bool]) -> None:
        ends = time.monotonic() + 10
        while not met():
            assert time.monotonic() < ends, "waited ten seconds"
            self.step()

    def patience_ends(self) -> None:
        """The test has made patience short."""

    def close(self) -> None:
        self.link.stop()
        self.hub.shut()


class QtHouse(WireHouse):
    """The terminals' link."""

    def __init__(self, directory: Path) -> None:
        from PySide6.QtCore import QCoreApplication, QEventLoop

        from shared.client.link import Link

        super().__init__(directory)
        self._wait = lambda: QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
        self.link = Link(self.hub.authority.identity(self.hub.address))

    def step(self) -> None:
        self._wait()


class _Callbacks:
    """A ``HeadlessLink`` spoken to as the port says."""

    def __init__(self, link: HeadlessLink, loop: asyncio.AbstractEventLoop) -> None:
        self._link, self._loop = link, loop
        self._tasks: list[asyncio.Task[None]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._link, name)

    def start(self) -> None:
        self._loop.run_until_complete(self._link.start())

    def stop(self) -> None:
        async def stop() -> None:
            await self._link.stop()
            await asyncio.gather(*self._tasks, return_exceptions=True)

        self._loop.run_until_complete(stop())

    def request(self, name: str, request: Request, done: AnswerCallback, *, request_id: str = "request-x") -> str:
        async def ask() -> None:
            done(await self._link.request(name, request, request_id))

        self._spawn(ask())
        return request_id

    def sign_in(self, clerk: str, password: str, done: Callable[[Problem | None], None]) -> None:
        async def sign_in() -> None:
            done(await self._link.sign_in(clerk, password))

        self._spawn(sign_in())

    def _spawn(self, work: Any) -> None:
        """Run until the link itself has been asked, as the port's methods do before they return."""
        task = self._loop.create_task(work)
        self._tasks.append(task)
        self._loop.run_until_complete(asyncio.sleep(0))
        if task.done() and not task.cancelled() and (error := task.exception()):
            self._tasks.remove(task)
            raise error


class HeadlessHouse(WireHouse):
    """The link of replays and measurements."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self._loop = asyncio.new_event_loop()
        link = HeadlessLink(self.hub.authority.identity(self.hub.address))
        self.link = _Callbacks(link, self._loop)  # type: ignore[assignment]

    def step(self) -> None:
        with suppress(TimeoutError):
            self._loop.run_until_complete(asyncio.wait_for(asyncio.Event().wait(), 0.01))

    def close(self) -> None:
        super().close()
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()
