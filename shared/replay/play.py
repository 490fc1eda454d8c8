"""One replay from the doors' opening to the last citizen."""

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from shared.hall.config import Policy
from shared.hall.ready import next_wake
from shared.hub.published.run import publish
from shared.hub.timers import start_rounds
from shared.journal.sqlite import SqliteJournal
from shared.replay.day import Day, service_ms
from shared.replay.hall import Window, hall
from shared.replay.house import JOURNAL, house
from shared.replay.pace import Pace
from shared.replay.people import Clerk, Crowd, Display, Heard, Kiosk


class Played(msgspec.Struct, frozen=True):
    """What the terminals saw, and the journal's lines. Times in seconds of real time."""

    taken: dict[int, str]
    """n of the arrival → its number."""
    papers: list[str]
    """What the code on each ticket says."""
    issue_s: list[float]
    call_s: list[float]
    """From the clerk's press to the display."""
    calls: list[Heard]
    record: list[str]
    published: bytes
    """The same with a signed head behind each day, as it may be given to anybody."""


async def play(
    day: Day,
    windows: Sequence[Window],
    policy: Policy,
    seed: int,
    pace: Pace,
    folder: Path,
    finished: Callable[[], None],
) -> Played:
    """Everybody of the day through a hub in ``folder``; ``finished`` is called for each served. Raises ReplayError."""
    mean_s = {service.id: service.mean_s for service in day.services}
    crowd = Crowd()
    async with house(folder, hall(day, windows, policy), pace.clock, day.date, seed) as home:
        display = Display(await home.terminal("display", "D1"), pace)
        kiosk = Kiosk("K1", await home.terminal("kiosk", "K1"))
        clerks = [
            Clerk(window, await home.terminal("counter", f"W{window.id}", window.id), crowd, pace) for window in windows
        ]
        work = [clerk.work(lambda one: service_ms(seed, one, mean_s[one.service]), finished) for clerk in clerks]
        rows, service = home.hub.board.rows, home.hub.service
        await pace.play(
            [*work, kiosk.work(day.arrivals, crowd, pace)],
            lambda: (
                service.state.open_draw is None
                and display.in_step(service.state.calls)
                and all(clerk.in_step(rows["desk", clerk.window.id]) for clerk in clerks)
            ),
            lambda: next_wake(service.state),
            lambda: start_rounds(service, pace.clock),
        )
    pressed = {number: at_s for clerk in clerks for number, at_s in clerk.pressed.items()}
    calls = [*display.calls.values()]
    return Played(
        taken=kiosk.taken,
        papers=kiosk.papers,
        issue_s=kiosk.issue_s,
        call_s=[call.at_s - pressed[call.number] for call in calls if call.number in pressed],
        calls=calls,
        record=_record(folder),
        published=b"".join(file.read_bytes() for file in _published(folder)),
    )


def _published(folder: Path) -> list[Path]:
    return publish(SqliteJournal(folder / JOURNAL), folder, [], folder / "record")


def _record(folder: Path) -> list[str]:
    journal = SqliteJournal(folder / JOURNAL)
    try:
        return [body for _, body in journal.read(0)]
    finally:
        journal.close()
