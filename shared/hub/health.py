"""How the hub is, as an operator wants to know: what is wrong, in words of the catalogue (``operator.CHECK.CODE``)."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from shared.clock import SystemClock
from shared.hall.config import Text
from shared.journal.errors import JournalError
from shared.journal.record import parse

if TYPE_CHECKING:
    from shared.hub.hub import Hub

LEAST_MB, LITTLE_MB = 50, 1000
"""Room on the disk: none to speak of, and soon none."""
SLOW_S = 0.5
"""A commit that takes so long is felt at every window."""
BACKUP_STAMP = "last-backup"
"""In the data directory; its time is that of the last backup."""
BACKUP_DAYS = 7
BEHIND_S = 60
DAY_MS = 86_400_000

Level = Literal["good", "look", "bad"]
LEVELS: tuple[Level, ...] = ("good", "look", "bad")


class Finding(msgspec.Struct, frozen=True):
    """What one check found. Two may be of one check: one for each device in trouble."""

    check: str
    level: Level
    code: str
    facts: dict[str, str | int | Text] = {}


async def look(hub: "Hub") -> list[Finding]:
    """Every check, those that read the disk off the event loop."""
    folder, now_ms, seq = hub.settings.data, hub.clock.now_ms(), hub.service.durable_seq
    disk = await asyncio.to_thread(lambda: [_disk(folder), _backup(folder), _clock(hub, now_ms, seq)])
    of_the_hall = [*_devices(hub), *_ratings(hub), _witnesses(hub), _terminals(hub), _doors(hub)]
    return [_journal(hub), *disk, _hall(hub), *_leads(hub, now_ms), *of_the_hall]


def _journal(hub: "Hub") -> Finding:
    service = hub.service
    if hub.board.halted:
        return Finding("journal", "bad", "halted")
    if service.faulted:
        return Finding("journal", "bad", "fault", {"reason": service.faulted})
    took = service.writer.last_sync_s
    facts: dict[str, str | int | Text] = {"seq": service.durable_seq, "ms": round(took * 1000)}
    return Finding("journal", "look" if took > SLOW_S else "good", "slow" if took > SLOW_S else "fine", facts)


def _disk(folder: Path) -> Finding:
    free_mb = shutil.disk_usage(folder).free // 1_000_000
    level: Level = "bad" if free_mb < LEAST_MB else "look" if free_mb < LITTLE_MB else "good"
    return Finding("disk", level, "fine" if level == "good" else "little", {"mb": free_mb, "folder": str(folder)})


def _backup(folder: Path) -> Finding:
    try:
        # the stamp is of the machine's clock, whatever the hall runs on
        age_ms = SystemClock().now_ms() - int((folder / BACKUP_STAMP).stat().st_mtime * 1000)
    except OSError:
        return Finding("backup", "look", "never")
    days = max(0, age_ms) // DAY_MS
    return Finding("backup", "look" if days >= BACKUP_DAYS else "good", "last", {"days": days})


def _clock(hub: "Hub", now_ms: int, seq: int) -> Finding:
    with suppress(JournalError):
        for _, body in hub.service.journal.read(seq - 1, 1):
            behind_s = (parse(body).at_ms - now_ms) // 1000
            if behind_s > BEHIND_S:
                return Finding("clock", "bad", "behind", {"seconds": behind_s})
    return Finding("clock", "good", "fine")


def _hall(hub: "Hub") -> Finding:
    if hub.hall.wrong:
        return Finding("hall", "look", "broken", {"reason": hub.hall.wrong})
    return Finding("hall", "good", "fine", {"hall": hub.hall_id})


def _devices(hub: "Hub") -> Iterator[Finding]:
    ill = [row for row in hub.devices.rows.values() if row.state in ("trouble", "warn") and row.device != "help"]
    for row in ill:
        level: Level = "bad" if row.state == "trouble" else "look"
        yield Finding("devices", level, "ill", {"name": row.name, "device": row.device, "detail": row.detail})
    if not ill:
        yield Finding("devices", "good", "fine")


def _ratings(hub: "Hub") -> Iterator[Finding]:
    """Of the last hour; a group's, never a ticket's or a clerk's."""
    bad = [row for row in hub.warnings.rows.values() if row.code == "bad-grade" and row.level]
    for row in bad:
        yield Finding("ratings", "look", "bad", {"name": row.name, "count": row.value})
    if not bad:
        yield Finding("ratings", "good", "fine")


def _leads(hub: "Hub", now_ms: int) -> Iterator[Finding]:
    """Starts and take-overs, as the record tells."""
    leads = hub.service.image.leads
    if often := leads.often(now_ms):
        yield Finding("leads", "look", "often", {"count": often})
    if leads.in_draw:
        yield Finding("leads", "look", "in-draw", {"count": leads.in_draw})
    if not often and not leads.in_draw:
        yield Finding("leads", "good", "fine")


def _witnesses(hub: "Hub") -> Finding:
    today = hub.service.state.witnesses
    out = sorted(name for name, witness in today.items() if witness.out)
    if out:
        return Finding("witnesses", "look", "struck", {"names": ", ".join(out)})
    if not today:
        return Finding("witnesses", "look", "none")
    return Finding("witnesses", "good", "fine", {"count": len(today)})


def _terminals(hub: "Hub") -> Finding:
    here = {connection.actor.device for connection in hub.connections}
    away = [device.name for device in hub.registry.devices() if device.revoked_ms is None and device.id not in here]
    if away:
        return Finding("terminals", "look", "away", {"count": len(here), "names": ", ".join(away)})
    return Finding("terminals", "good", "fine", {"count": len(here)})


def _doors(hub: "Hub") -> Finding:
    refused = sum(listener.door.refused for listener in hub.listeners)
    return Finding("doors", "good", "refused" if refused else "fine", {"count": refused})
