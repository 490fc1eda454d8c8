"""A hub as a program, alone or of a pair: its hall file, its signals, what it says first."""

import asyncio
import gc
import logging
import signal
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from shared.hub.hallfile.load import HallFileError
from shared.hub.hallfile.watch import HallFile
from shared.hub.hub import Hub
from shared.hub.image import load
from shared.journal.port import Journal

log = logging.getLogger("fairhall.hub")


def stop_signals() -> asyncio.Event:
    """Set by SIGTERM or SIGINT."""
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    return stopping


def welcome(hub: Hub) -> str:
    """What a technician wants to read once the hub is up."""
    gc.collect()
    gc.freeze()  # what a start has built is here to stay: no full collection walks through it again
    data, hall = hub.settings.data, hub.hall.current().name.zh
    lines = [
        f"Hall {hall} ({hub.hall_id}) is up on port {hub.port}, seq {hub.service.durable_seq}.",
        f"Tickets' pages: {hub.board.public_url or 'off'}",
    ]
    if not hub.registry.devices():
        lines += [
            "No terminal is paired yet. On this machine:",
            f"  fairhall pair --data {data} --role kiosk --name K1",
            "and on the kiosk: fairhall kiosk --pair TOKEN; in the same way:",
            f"  fairhall pair --data {data} --role display --name D1",
            f"  fairhall pair --data {data} --role counter --name 1 --counter 1",
        ]
    if not hub.clerks.clerks():
        lines.append(f"No clerk yet: fairhall clerk add --data {data} 0801 王芳")
    return "\n".join(lines)


def status(hub: Hub) -> str:
    """One line for ``systemctl status``."""
    if hub.service.faulted:
        return f"FAULT, commands are refused: {hub.service.faulted}"
    return f"seq {hub.service.durable_seq}, {len(hub.subscribers)} terminals connected"


def usable_hall(path: Path, kept: Callable[[], Journal] | None) -> HallFile:
    """A broken file does not stop a hall that has run before: its last good configuration goes on."""
    try:
        return HallFile(path)
    except HallFileError as error:
        if kept is None:
            raise
        with closing(kept()) as journal:
            config = load(journal).state.config
        if config is None:
            raise
        log.error("%s; the last good hall file stays in force", error)
        hall = HallFile(path, config)
        hall.wrong = str(error)
        return hall
