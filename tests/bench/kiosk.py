"""How long a citizen waits for the kiosk: for its first frame, for what a touch changes on the screen, for a ticket."""

import asyncio
import subprocess
import sys
import time
from pathlib import Path

from shared.client import identity as identities
from shared.hall.config import Policy
from tests.bench.crowd import Refused, hall_of, open_windows, paired, services, terminals, witnesses
from tests.bench.figures import Figure, Section, spread
from tests.bench.hub import HubProcess, running

MOST_FIRST_S = 1.0
MOST_TOUCH_MS = 100
MOST_TICKET_MS = 300
PAGE: dict[Policy, str] = {"issue": "draw", "fifo": "ticket"}
"""What the last touch brings under a policy."""


async def measure(directory: Path, quick: bool) -> Section:
    """Starts of which the first is not counted, touches in the last; then tickets of a real hub with a witness."""
    touches = 20 if quick else 100
    starts = [_start(0) for _ in range(2 if quick else 6)][1:]
    _, answers = _start(touches)
    first_s = sorted(seconds for seconds, _ in starts)[len(starts) // 2]
    with running(directory / "kiosk-hub") as hub:
        async with terminals(hub, "manager", 1) as (manager,), witnesses(hub, 1):
            await open_windows(manager, hall_of(hub))
            draws, tickets = [await _taken(hub, policy, touches) for policy in PAGE]
    return Section(
        "Kiosk",
        (
            Figure(name="from exec to the first frame, warm", value=first_s, unit="s", most=MOST_FIRST_S),
            *spread("touch → the frame that answers", answers, most_p99=MOST_TOUCH_MS, note="software renderer"),
            *spread("touch → first frame of the draw", draws, most_p99=MOST_TICKET_MS, note="a hub and a witness"),
            *spread("touch → ticket page (fifo)", tickets, most_p99=MOST_TICKET_MS, note="a hub and a witness"),
        ),
    )


def _start(touches: int) -> tuple[float, list[float]]:
    started = time.perf_counter()
    command = [sys.executable, "-m", "tests.bench.touches", str(touches)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()
        first_s = time.perf_counter() - started
        answers = [float(line) / 1000 for line in child.stdout]
    return first_s, answers


async def _taken(hub: HubProcess, policy: Policy, tickets: int) -> list[float]:
    """Seconds from the last touch to the page that it brings, one citizen after the other."""
    (who,) = await paired(hub, "kiosk", 1)
    data = hub.data.parent / f"kiosk-{policy}"
    identities.save(who, data)
    words = ("-m", "tests.bench.taken", str(tickets), services(hall_of(hub), policy)[0])
    place = ("--data", str(data), "--hub", hub.address)
    with (data / "kiosk.log").open("a") as log:
        child = await asyncio.create_subprocess_exec(sys.executable, *words, *place, stdout=subprocess.PIPE, stderr=log)
        said, _ = await child.communicate()
    taken = [line.split() for line in said.decode().splitlines()]
    if child.returncode or len(taken) != tickets or {page for _, page in taken} != {PAGE[policy]}:
        raise Refused(f"a kiosk took {len(taken)} of {tickets} tickets under {policy}")
    return [float(ms) / 1000 for ms, _ in taken]
