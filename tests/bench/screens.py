"""Displays in a process of their own. Run as a child: ``screens HOST:PORT``, identities on standard input, a line each.

Says ``ready`` once all have the picture, then a line ``SEQ NS`` for each update that all of them have: when the last
one had it in its mirror, on the machine's monotonic clock. An empty line lets it begin, the end of the input ends it.
"""

import asyncio
import sys
import time
from collections import Counter
from functools import partial

import msgspec
import uvloop

from shared.client.headless import HeadlessLink
from shared.client.identity import Identity
from shared.protocol.rows import AnyRow

TOGETHER = 20
"""Switched on at once: they share one processor here, and each gives the hub a second to answer."""


class Screens:
    """All displays, and how many of them have which update."""

    def __init__(self, address: str, identities: list[Identity]) -> None:
        self._links = [HeadlessLink(identity, configured=[address]) for identity in identities]
        self._have: Counter[int] = Counter()

    async def run(self) -> None:
        """Show until our parent lets go."""
        for first in range(0, len(self._links), TOGETHER):
            together = self._links[first : first + TOGETHER]
            for link in together:
                await link.start()
            await asyncio.gather(*(link.live() for link in together))
        for link in self._links:
            link.updated.append(partial(self._heard, link))
        _say("ready")
        await asyncio.to_thread(sys.stdin.read)
        await asyncio.gather(*(link.stop() for link in self._links))

    def _heard(self, link: HeadlessLink, rows: tuple[AnyRow, ...], fresh: bool) -> None:
        seq = link.mirror.seq
        assert seq is not None
        self._have[seq] += 1
        if self._have[seq] == len(self._links):
            _say(f"{seq} {time.monotonic_ns()}")
            self._have = Counter({later: have for later, have in self._have.items() if later > seq})


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    lines = iter(sys.stdin.readline, "\n")
    uvloop.run(Screens(sys.argv[1], [msgspec.json.decode(line, type=Identity) for line in lines]).run())
