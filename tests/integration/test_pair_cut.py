"""Two hubs and a database on a LAN whose cables come loose (``make takeovers`` is the long run)."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.crash.fall import CUTS, FROZEN, address_of
from tests.crash.pair import ZERO
from tests.integration.hubs import ROOT, patiently
from tests.integration.pair import a_pair
from tests.integration.program import HubProgram
from tests.integration.test_pair import paired
from tests.lan.machines import Lan, Machine, a_lan, why_not
from tests.lan.terminal import settle
from tests.postgres import Postgres

WHY_NOT = why_not()
pytestmark = [
    pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT),
    pytest.mark.namespace,
    pytest.mark.timeout(240),
]


def takeovers(*arguments: str) -> dict[str, int]:
    """``make takeovers`` that found what it promises; its table."""
    command = [sys.executable, "-m", "tests.crash.pair", "--seed", "1122", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = re.findall(r"^\| (.*) \| ([0-9,]+) \|$", done.stdout, re.MULTILINE)
    return {name: int(count.replace(",", "")) for name, count in rows}


def test_a_leader_cut_from_the_database_or_from_all_is_followed_and_nothing_is_lost() -> None:
    found = takeovers("--faults", *CUTS[:2])
    assert {name: found[name] for name in ZERO} == dict.fromkeys(ZERO, 0)
    assert found["other wrong answers"] == 0
    assert found["tickets acknowledged"] > 20
    assert found["terms"] == 3


def test_without_fencing_the_same_count_shows_losses() -> None:
    found = takeovers("--without-fencing", "--faults", FROZEN)
    assert found["acknowledged and lost"] + found["done twice"] > 0


class KioskProgram:
    """``fairhall kiosk`` on a machine; what it says is read from its log."""

    def __init__(self, data: Path, machine: Machine) -> None:
        self._log = data.with_suffix(".log")
        command = machine.command(sys.executable, "-m", "shared.cli", "kiosk", "--data", str(data))
        with self._log.open("w") as log:
            self._process = subprocess.Popen(command, stderr=log, cwd=ROOT, env=os.environ)

    def is_live_at(self, address: str) -> bool:
        return f"at {address} as" in self._log.read_text()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def lan() -> Iterator[Lan]:
    with a_lan() as lan:
        yield lan


def test_a_kiosk_restarted_where_nothing_is_announced_finds_the_other_hub_when_its_own_is_dead(
    lan: Lan, tmp_path: Path
) -> None:
    one, other, database, hall = map(lan.machine, ("a", "b", "db", "hall"))
    postgres = Postgres(database)

    def start(machine: Machine, data: Path) -> HubProgram:
        return HubProgram(data, postgres.url, machine)

    async def story() -> None:
        first, second, address = await a_pair(tmp_path, partial(start, one), partial(start, other), "yunxi")
        data = settle(paired(address, first.data, "K1"), tmp_path / "kiosk")
        kiosk = KioskProgram(data, hall)
        try:
            await patiently(lambda: address_of(second) in (data / "identity.json").read_text(), 60)
            assert kiosk.is_live_at(address)
            kiosk.kill()
            first.kill()
            await second.leads()
            kiosk = KioskProgram(data, hall)
            await patiently(lambda: kiosk.is_live_at(address_of(second)), 60)
        finally:
            kiosk.kill()
            for hub in (first, second):
                if hub.process.poll() is None:
                    hub.kill()

    try:
        hall.run(story(), within_s=200)
    finally:
        postgres.remove()
