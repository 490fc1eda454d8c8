"""Somebody pulls the plug, again and again, while a hall is being served."""

import asyncio
import random
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from shared.journal.port import Head
from shared.journal.record import leaf
from shared.journal.sqlite import SqliteJournal
from shared.journal.verify import verify_chain
from shared.journal.writer import Writer
from tests.contract.journal_lines import tickets

ROUNDS = 20
ROOT = Path(__file__).parents[2]


def say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


async def serve(path: Path) -> None:
    """The hub that dies: groups of records by several clients, each told on stdout once it is durable."""
    writer = Writer(SqliteJournal(path))
    built = await writer.claim("hub")
    say("ready")

    async def client(size: int) -> None:
        nonlocal built
        while True:
            lines = tickets(built, size)
            built = Head(built.term, built.seq + size, built.leader, leaf(lines[-1]))
            mine = built.seq
            await writer.submit(lines)
            say(mine)

    await asyncio.gather(*(client(size) for size in (1, 2, 3, 50)))


def kill_at_a_random_moment(path: Path, chance: random.Random) -> list[str]:
    """What the hub had acknowledged when it was killed, within some acknowledgements of its start."""
    command = [sys.executable, "-m", "tests.integration.test_journal_crash", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as hub:
        assert hub.stdout is not None
        said = [hub.stdout.readline() for _ in range(chance.randrange(1, 120))]
        spin = chance.randrange(20_000)
        while spin:
            spin -= 1
        hub.kill()
        said += hub.stdout.readlines()
    assert said[0] == "ready\n", "the hub failed to restart"
    return [line.strip() for line in said[1:] if line.endswith("\n")]


def test_nothing_acknowledged_is_lost_however_often_the_hub_is_killed(tmp_path: Path) -> None:
    path, chance = tmp_path / "journal.sqlite", random.Random()
    acknowledged = before = 0
    for number in range(1, ROUNDS + 1):
        said = kill_at_a_random_moment(path, chance)
        acknowledged += len(said)
        with closing(SqliteJournal(path)) as journal:
            head = journal.head()
            assert head.term == number
            assert head.seq >= max(map(int, said), default=before)
            report = verify_chain(body for _, body in journal.read(0))
        assert (report.seq, report.leaf, report.fault) == (head.seq, head.leaf, None)
        before = head.seq
    assert acknowledged > ROUNDS


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
