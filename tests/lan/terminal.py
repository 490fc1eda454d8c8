"""The client's half of a real terminal: who it is in a file, its link, its outbox, and when it met which hub."""

import asyncio
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from shared.client import identity as identities
from shared.client.headless import HeadlessLink
from shared.client.identity import Identity
from shared.client.outbox import Outbox
from shared.discovery.finder import Finder
from shared.protocol.answers import Answer, Problem
from shared.protocol.messages import LinkState
from shared.protocol.requests import IssueRequest


class Terminal:
    """The terminal whose data is in ``data``; ``listens``: also for announcements. Started and used in one loop."""

    def __init__(self, data: Path, configured: Sequence[str] = (), listens: bool = True) -> None:
        self.data = data
        who = identities.load(data)
        self.outbox = Outbox(data / "outbox.sqlite3") if who.role == "kiosk" else None
        self.met: list[tuple[float, str]] = []
        """When it was welcomed (monotonic), and where."""
        self.answers: dict[str, Answer | Problem] = {}
        self._news = asyncio.Event()
        known = [who.hub_address, *configured, *who.hubs]
        self.link = HeadlessLink(
            who,
            configured=configured,
            finder=Finder(who.ca_fingerprint, known) if listens else None,
            outbox=self.outbox,
            remember=self._remember,
        )
        self.link.state_changed.append(self._changed)
        self.link.updated.append(lambda rows, fresh: self._news.set())
        self.link.delivered.append(self._delivered)

    async def start(self) -> None:
        await self.link.start()

    async def stop(self) -> None:
        await self.link.stop()
        if self.outbox is not None:
            self.outbox.close()

    async def until(self, condition: Callable[[], object], within_s: float = 30) -> None:
        """Wait for ``condition``, looked at whenever something happens."""
        async with asyncio.timeout(within_s):
            while not condition():
                self._news.clear()
                await self._news.wait()

    async def live(self, address: str = "", within_s: float = 30) -> None:
        """Wait until it is live, with the hub at ``address``."""
        await self.until(lambda: self.link.state == "live" and (not address or self.met[-1][1] == address), within_s)

    def knows(self, address: str) -> bool:
        """Whether it would look there after a restart."""
        who = identities.load(self.data)
        return address in (who.hub_address, *who.hubs)

    async def issue(self, request_id: str, service: str) -> None:
        """As a kiosk does: kept first, then brought to the hub, now or when it is back."""
        assert self.outbox is not None
        await asyncio.wrap_future(self.outbox.put(request_id, "issue", IssueRequest(service=service)))
        self.outbox.release(request_id)

    def _remember(self, address: str, hubs: tuple[str, ...]) -> None:
        identities.remember_address(self.data, address, hubs)
        self.met.append((time.monotonic(), address))
        self._news.set()

    def _changed(self, state: LinkState) -> None:
        self._news.set()

    def _delivered(self, request_id: str, outcome: Answer | Problem) -> None:
        self.answers[request_id] = outcome
        self._news.set()


def settle(who: Identity, data: Path) -> Path:
    """A terminal's directory after pairing."""
    identities.save(who, data)
    return data
