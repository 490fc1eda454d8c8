"""What the hub keeps in memory: at its start, with displays, with a long day."""

from asyncio import gather
from itertools import count, cycle
from pathlib import Path

from shared.client.headless import HeadlessLink
from tests.bench.crowd import hall_of, issue, open_windows, services, terminals
from tests.bench.displays import wall
from tests.bench.figures import Figure, Section
from tests.bench.hub import running

MOST_MB = 80.0
DISPLAYS = 40
KIOSKS, AHEAD = 4, 16


async def measure(directory: Path, quick: bool) -> Section:
    """Resident memory of the child."""
    tickets = 2_000 if quick else 20_000
    with running(directory / "memory") as hub:
        start = hub.rss_mb()
        async with wall(hub, DISPLAYS):
            with_displays = hub.rss_mb()
        async with terminals(hub, "manager", 1) as (manager,), terminals(hub, "kiosk", KIOSKS) as kiosks:
            hall = hall_of(hub)
            await open_windows(manager, hall)
            before = hub.rss_mb()
            fifo, lot = cycle(services(hall, "fifo")), cycle(services(hall, "issue"))
            wanted = (next(lot) if n % 5 == 0 else next(fifo) for n in count())
            people = iter(range(tickets))

            async def press(kiosk: HeadlessLink) -> None:
                for _ in people:
                    await issue(kiosk, next(wanted))

            await gather(*(press(kiosk) for kiosk in kiosks for _ in range(AHEAD)))
            full = hub.rss_mb()
        peak = hub.peak_mb()
    each = (full - before) / tickets * 1e3
    return Section(
        "Memory of the hub (resident)",
        (
            Figure(name="at its start", value=start, unit="MB"),
            Figure(name=f"{DISPLAYS} idle displays, more", value=with_displays - start, unit="MB"),
            Figure(
                name=f"at {tickets:,} tickets in the day",
                value=full,
                unit="MB",
                most=MOST_MB,
                note=f"all waiting, one in five by lot; {each:.1f} kB a ticket",
            ),
            Figure(name="the most it ever had", value=peak, unit="MB", note="snapshots among it"),
        ),
    )
