"""What happens to a hub. Each fault ends with the hub running again, or with the reason why it does not."""

import asyncio
import os
import random
import shutil
import subprocess
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from tests.crash import synced
from tests.integration.hubs import Child

FAKETIME = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), None)
DAY_S = 86_400


def told_by(clock: Path, every_s: int = 0) -> dict[str, str]:
    """The environment of a process whose date is put wrong by what the file says ("+60"), read again so often (0:
    each time). Nothing where libfaketime is missing.
    """
    if FAKETIME is None:
        return {}
    return {
        "LD_PRELOAD": str(FAKETIME),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_FORCE_MONOTONIC_FIX": "0",  # else every wait of a thread for another is a hundred
        **({"FAKETIME_CACHE_DURATION": str(every_s)} if every_s else {"FAKETIME_NO_CACHE": "1"}),
    }


class Place:
    """The hub's data on a disk of its own that can be filled and locked, and a clock that can be put wrong."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.disk, self.data = folder / "disk", folder / "disk" / "hub"
        self.synced = folder / "synced"
        self.unsynced = 0
        """How often a fault met something that was written and not yet heard of by anybody."""
        self.clock = folder / "clock"
        self.chance = chance
        self.wrong_s = 0
        self.disk.mkdir()
        self.synced.mkdir()
        self.own = os.geteuid() == 0 and self._mount("-t", "tmpfs", "-o", "size=256m", "none", str(self.disk))
        self.data.mkdir()
        self.clock.write_text("+0")
        self.hub: Child

    def start(self) -> None:
        """A hub whose clock is told by a file. Raises AssertionError where it does not start."""
        around = told_by(self.clock) | {synced.PLACE: str(self.synced)}
        self.hub = Child(self.data, environment=around, entry="tests.crash.synced")

    def remove(self) -> None:
        """Leave nothing behind."""
        if self.own:
            subprocess.run(["umount", str(self.disk)], check=False)
        shutil.rmtree(self.disk.parent, ignore_errors=True)

    def _mount(self, *arguments: str) -> bool:
        return subprocess.run(["mount", *arguments], check=False, stderr=subprocess.DEVNULL).returncode == 0

    # the faults --------------------------------------------------------------------------------------------------

    async def power_cut(self) -> None:
        """kill -9."""
        self.hub.kill()

    async def orderly(self) -> None:
        """As systemd does."""
        await asyncio.to_thread(self.hub.end)

    async def torn(self) -> None:
        """kill -9, and of what nobody has heard of yet in the write-ahead log the end is missing, or is noise or holes;
        where there is nothing, something had just begun.
        """
        self.hub.kill()
        begins = synced.unsynced_from(self.data, self.synced)
        with (self.data / "journal.db-wal").open("r+b") as wal:
            size = wal.seek(0, os.SEEK_END)
            at = size if begins is None else self.chance.randrange(begins, max(size, begins + 1))
            self.unsynced += begins is not None
            length = self.chance.randrange(1, 20_000 if begins is None else max(size - at, 1) + 1)
            wal.seek(at)
            match self.chance.choice(("cut", "noise", "holes")):
                case "cut" if begins is not None:
                    wal.truncate(at)
                case "holes":
                    wal.write(bytes(length))
                case _:
                    wal.write(self.chance.randbytes(length))

    async def unsynced_lost(self) -> None:
        """The power of the whole machine goes: whatever was written after the last sync is not there."""
        self.hub.kill()
        self.unsynced += synced.unsynced_from(self.data, self.synced) is not None
        synced.restore(self.data, self.synced)

    async def full(self) -> None:
        """The disk is full for a moment under load; then kill -9."""
        filler = self.disk / "filler"
        with filler.open("wb", buffering=0) as file:
            for chunk in (1 << 20, 4096):
                with suppress(OSError):
                    while file.write(bytes(chunk)) == chunk:
                        pass
        await asyncio.sleep(self.chance.random())
        filler.unlink()
        await asyncio.sleep(self.chance.random() * 2)
        self.hub.kill()

    async def locked(self) -> None:
        """Every write is refused as on a read-only disk for a moment under load; then kill -9."""
        await self._inject("pwrite64", "error=EROFS")
        await asyncio.sleep(self.chance.random() * 2)
        self.hub.kill()

    async def failing(self) -> None:
        """Every sync fails for a moment under load; then kill -9."""
        await self._inject("fsync,fdatasync", "error=EIO")
        await asyncio.sleep(self.chance.random() * 2)
        self.hub.kill()

    async def slow(self) -> None:
        """Every sync takes 5 ms longer for a moment; then kill -9."""
        await self._inject("fsync,fdatasync", "delay_exit=5000")
        self.hub.kill()

    async def _inject(self, calls: str, what: str) -> None:
        command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={calls}", "-e", f"inject={calls}:{what}"]
        tracer = await asyncio.create_subprocess_exec(*command, "-p", str(self.hub.process.pid))
        await asyncio.sleep(0.2 + self.chance.random())
        if tracer.returncode is None:
            tracer.terminate()
        await tracer.wait()

    async def clock_wrong(self) -> None:
        """The clock jumps by a day or some hours, either way, under load; then kill -9."""
        self.wrong_s += self.chance.choice((-DAY_S, DAY_S, -3600, 6 * 3600))
        self.clock.write_text(f"{self.wrong_s:+d}")
        await asyncio.sleep(self.chance.random() * 2)
        self.hub.kill()


Fault = Callable[[Place], Awaitable[None]]
FAULTS: dict[str, tuple[str, Fault]] = {
    "kill": ("kill -9", Place.power_cut),
    "stop": ("orderly stop", Place.orderly),
    "torn": ("kill -9, write-ahead log cut or overwritten behind the last sync", Place.torn),
    "power": ("power cut, all since the last sync is gone", Place.unsynced_lost),
    "full": ("disk full, then kill -9", Place.full),
    "read-only": ("disk read-only, then kill -9", Place.locked),
    "failing": ("syncs fail, then kill -9", Place.failing),
    "slow": ("syncs of 5 ms, then kill -9", Place.slow),
    "clock": ("clock ± 1 day, then kill -9", Place.clock_wrong),
}


def possible(place: Place) -> dict[str, str]:
    """Faults that cannot be made here, with the reason."""
    missing = {}
    if not place.own:
        missing["full"] = "needs root, to mount a small disk"
    if shutil.which("strace") is None:
        missing |= dict.fromkeys(("read-only", "failing", "slow"), "needs strace")
    if FAKETIME is None:
        missing["clock"] = "needs libfaketime"
    return missing
