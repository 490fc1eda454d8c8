"""Both ways to play: together with whoever sits before the screen, or alone and checked."""

import json
import logging
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from hardware.simulated.player import RecordingPlayer
from shared.demo.house import House
from shared.demo.hub import CLERKS, MANAGER, PASSWORD, DemoHub
from shared.demo.people import until
from shared.demo.script import CITIZENS, Minute
from shared.ui import theme
from shared.ui.sound.player import QtPlayer
from shared.ui.terminal import application

VOICE_S = 60.0
VOICE_SPEED = 5.0
"""Nobody listens to the scripted minute; what is said is counted."""
EXPECTED = {
    "tickets taken by touch": len(CITIZENS),
    "slips printed": len(CITIZENS),
    "transfers": 1,
    "recalls": 1,
    "no-shows": 1,
    "parked": 1,
    "resumed": 1,
    "ratings pressed": 3,
    "announcements shown": 11,
    "calls spoken": 10,
    "journal chain whole": 1,
    "hub ended in order": 1,
}
"""The least that must have happened; a recall may take the place of its call where the voice is behind."""


def play_together(directory: Path, out: Path) -> int:
    """Windows on the screen until the kiosk is closed."""
    app = application()
    hub = DemoHub(directory)
    player = QtPlayer(80)
    house = House(hub, out, player)
    house.display.window.resize(theme.HALL_WIDTH // 2, theme.HALL_HEIGHT // 2)  # room on one screen for the others
    house.show()
    console = Console()
    console.print(f"A hall to play with. Sign in at the counters as {' or '.join(CLERKS)}, password {PASSWORD}.")
    console.print(f"Slips are printed to {house.slips}. In a browser, which warns of the hall's own certificate:")
    console.print(f"https://{hub.address}/console for the manager, {MANAGER}, same password; /status for anyone.")
    console.print("Close all windows to end.")
    app.exec()
    house.close()
    player.close()
    return hub.stop()


def play_alone(directory: Path, out: Path) -> int:
    """The scripted minute; a summary, and 1 if anything is missing."""
    application()
    logging.getLogger("fairhall").setLevel(logging.ERROR)
    console = Console()
    started = time.monotonic()
    console.print("No screen: people who are scripted play for a minute or two.")
    hub = DemoHub(directory)
    house = House(hub, out, RecordingPlayer(speed=VOICE_SPEED))
    house.kiosk.window.resize(theme.KIOSK_WIDTH, theme.KIOSK_HEIGHT)
    house.show()
    minute = Minute(house, out, console.print)
    try:
        minute.play()
        shown = len(house.links["display"].mirror.calls)
        until(lambda: _spoken(house) >= shown - 1, "the voice to have said every call", VOICE_S)
        said = _spoken(house)
    finally:
        house.close()
        ended = hub.stop()
    verified = subprocess.run(
        [sys.executable, "-m", "shared.cli", "verify", "--brief", str(directory)],
        capture_output=True,
        text=True,
        check=False,
    )
    did = {
        **minute.did,
        "slips printed": len(house.printer.slips),
        "announcements shown": shown,
        "calls spoken": said,
        "journal chain whole": int(verified.returncode == 0),
        "hub ended in order": int(ended == 0),
    }
    missing = [what for what, least in EXPECTED.items() if did.get(what, 0) < least]
    table = Table("what", "times", "at least")
    for what in dict.fromkeys((*EXPECTED, *did)):
        table.add_row(what, str(did.get(what, 0)), str(EXPECTED.get(what, "")))
    console.print(table)
    console.print(f"{time.monotonic() - started:.0f} s; pictures and slips in {out}")
    console.print(f"The record: {verified.stdout.strip()}", soft_wrap=True)
    (out / "summary.json").write_text(json.dumps({"did": did, "missing": missing}, indent=1, ensure_ascii=False))
    if missing:
        Console(stderr=True).print("missing:", ", ".join(missing))
    return 1 if missing else 0


def _spoken(house: House) -> int:
    """Announcements said so far, each counted once however often and in however many languages."""
    return len({id(call) for call, _ in house.said})
