"""A hall display over a day of calls, offscreen and at speed: what it keeps in memory.

Run as a child, it prints one JSON object: calls, pictures shown, resident memory in MB after the first hour and at the
end. Everything is real but the hub: window, announcer, pictures beside the calls, a hub that goes away each hour.
"""

import argparse
import gc
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from tests.bench.figures import Figure, Section

EVERY_S = 14
"""A call each: 6,171 in a day."""
MOST_MB = 5.0
LOOK_EVERY = 10


class Day(msgspec.Struct):
    """What came of it."""

    hours: float
    calls: int
    pictures: int
    first_mb: float
    last_mb: float
    took_s: float


def measure(quick: bool) -> Section:
    """The growth after the first hour, from a child of its own."""
    day = run(3 if quick else 24)
    return Section(
        f"A display over {day.hours:g} h: {day.calls:,} calls, {day.pictures:,} pictures ({day.took_s:.0f} s)",
        (
            Figure(name="after the first hour", value=day.first_mb, unit="MB"),
            Figure(name="at the end, more", value=day.last_mb - day.first_mb, unit="MB", most=MOST_MB),
        ),
    )


def run(hours: float) -> Day:
    """A day of so many hours in a child."""
    command = [sys.executable, "-m", "tests.bench.screen_day", "--hours", str(hours)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    return msgspec.json.decode(done.stdout.splitlines()[-1], type=Day)


def show(hours: float, data: Path) -> Day:
    """Be that display."""
    from PIL import Image
    from PySide6.QtCore import QCoreApplication, QEvent

    from shared.settings import Screen, Settings
    from shared.ui.terminal import application
    from tests.ui.display_hall import Wall
    from tests.unit.display.rows import call, counter

    application()
    (data / "media").mkdir()
    for n, colour in enumerate(("teal", "navy", "maroon")):
        Image.new("RGB", (1280, 720), colour).save(data / "media" / f"{n}.png")
    wall = Wall(Settings(display=Screen(layout="media")), data=data)
    started = time.monotonic()
    calls, pictures, first_mb = round(hours * 3600 / EVERY_S), 0, 0.0
    an_hour = 3600 // EVERY_S
    for n in range(calls):
        number, label = f"{'ABCDE'[n % 5]}{n % 1000:03}", str(n % 12 + 1)
        wall.link.feed([call(n + 1, number, label, wall.link.now_ms()), counter(label, "calling", number)])
        wall.link.advance(EVERY_S * 1000)
        wall.clock.advance(EVERY_S)
        wall.speaker.at_s += EVERY_S
        assert wall.display.reel is not None
        wall.display.reel.advance()
        wall.display.screen.refresh()
        pictures += 1
        wall.speak()
        wall.said.clear()
        if n % an_hour == an_hour // 2:
            wall.link.set_state("away")
            wall.paint()
            wall.link.set_state("live")
        if n % LOOK_EVERY == 0:
            wall.paint()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # as a running loop does
        if n == min(an_hour, calls // 2):
            first_mb = _resident_mb()
    wall.paint()
    day = Day(hours, calls, pictures, first_mb, _resident_mb(), 0.0)
    day.took_s = time.monotonic() - started
    wall.close()
    return day


def _resident_mb() -> float:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="tests.bench.screen_day", description=__doc__)
    parser.add_argument("--hours", type=float, default=24.0)
    with tempfile.TemporaryDirectory() as directory:
        sys.stdout.write(msgspec.json.encode(show(parser.parse_args().hours, Path(directory))).decode() + "\n")
