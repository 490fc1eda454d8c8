"""A kiosk without its screen as a process: its link, outbox and numbers of its own; one word a line on standard input.

``take SERVICE`` prints the number once it is on disk, ``later SECONDS`` lets that much time pass here.
"""

import asyncio
import sys
from pathlib import Path
from typing import Any

from kiosk.alone import Alone
from shared.client import base
from shared.client import identity as identities
from shared.client.headless import HeadlessLink
from shared.client.outbox import Outbox
from shared.client.port import AnswerCallback
from shared.clock import ScaledClock
from shared.protocol.requests import IssueRequest, Request


class Hands(ScaledClock):
    """A clock of this kiosk alone that can be turned on."""

    skipped_s = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.skipped_s


class Link(HeadlessLink):
    """Asked as the kiosk asks its own."""

    def request(  # type: ignore[override]
        self, name: str, request: Request, done: AnswerCallback, *, request_id: str | None = None
    ) -> str:
        return self._ask(name, request, done, request_id)


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


async def kiosk(data: Path, hands: Hands) -> None:
    """Until the power goes."""
    outbox = Outbox(data / "outbox.sqlite3")
    link: Any = Link(identities.load(data), outbox=outbox)
    alone = Alone(link, outbox, data)
    link.state_changed.append(say)
    link.delivered.append(lambda request_id, outcome: say("brought", outcome.number or outcome, len(outbox.pending())))
    await link.start()
    say("on")
    while line := await asyncio.to_thread(sys.stdin.readline):
        match line.split():
            case ["later", seconds]:
                hands.skipped_s += float(seconds)
            case ["take", service]:
                taken = alone.take(IssueRequest(service=service))
                if taken is None:
                    say("none")
                    continue
                answer, kept = taken
                await asyncio.wrap_future(kept)
                alone.taken(answer, None)
                say("took", answer.number)


if __name__ == "__main__":
    base._clock = Hands(int(sys.argv[2]), 1)  # type: ignore[assignment]
    asyncio.run(kiosk(Path(sys.argv[1]), base._clock))  # type: ignore[arg-type]
