"""A technician asks the doctor about the hub's own machine: well, stopped, squeezed, damaged."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from shared.clock import SystemClock
from shared.hub.hallfile.sample import write_sample
from shared.hub.manager.key import make_key
from tests.integration.clinic import Doctor, doctor, hub, paired
from tests.integration.hubs import ROOT, Child
from tests.unit.hub.hallfile.small import SMALL

__all__ = ["doctor", "hub"]


def test_a_hub_that_runs_is_well(hub: Child, doctor: Doctor) -> None:
    found = doctor(hub.data, "user,disk,hall,journal,ports", "--listen", hub.address, "--public", "127.0.0.1:0")
    assert [(line.check, line.code) for line in found] == [
        ("user", "runs"),
        ("disk", "fine"),
        ("hall", "good"),
        ("hall", "no-manager"),
        ("journal", "whole"),
        ("ports", "serves"),
        ("ports", "no-public"),
    ]
    assert (doctor.exit, found[2].facts["counters"]) == (0, 12)


def test_beside_the_doctor_the_hub_goes_on(hub: Child, doctor: Doctor, tmp_path: Path) -> None:
    doctor(hub.data, "disk,journal,ports", "--listen", hub.address)
    paired(hub, tmp_path / "later", "later")
    assert not list(hub.data.glob(".doctor*"))


def test_a_hub_that_does_not_run_is_told_with_its_ports(tmp_path: Path, doctor: Doctor) -> None:
    write_sample(tmp_path / "hall.toml")
    found = doctor(tmp_path, "ports,journal", "--listen", "127.0.0.1:0", "--public", "127.0.0.1:0")
    assert [(line.check, line.code, line.status) for line in found] == [
        ("journal", "none", "pass"),
        ("ports", "idle", "warn"),
        ("ports", "free", "pass"),
    ]


def test_a_port_that_another_program_has_is_told_with_how_to_find_it(
    hub: Child, tmp_path: Path, doctor: Doctor
) -> None:
    """To a hub with other keys, the running one is just another program."""
    write_sample(tmp_path / "hall.toml")
    port = hub.address.rpartition(":")[2]
    (taken, _) = doctor(tmp_path, "ports", "--listen", hub.address, "--public", "127.0.0.1:0")
    assert (doctor.exit, taken.code, taken.status) == (1, "taken", "fail")
    assert f"port {port} is taken" in taken.text and f":{port}" in taken.remedy
    (denied, _) = doctor(tmp_path, "ports", "--listen", "203.0.113.9:7443", "--public", "127.0.0.1:0")
    assert denied.code == "denied" and "203.0.113.9:7443" in denied.text


def test_every_mistake_of_a_hall_file_is_told_with_line_and_remedy(tmp_path: Path, doctor: Doctor) -> None:
    write_sample(tmp_path / "hall.toml")
    file = tmp_path / "hall.toml"
    text = file.read_text().replace('letter = "B"', 'letter = "I"').replace('policy = "fifo"', 'policy = "lifo"')
    file.write_text(text)
    found = doctor(tmp_path, "hall")
    assert (doctor.exit, [line.code for line in found]) == (1, ["flaw", "flaw"])
    number = 1 + text[: text.index('letter = "I"')].count("\n")
    assert found[0].text == f'{file}, line {number}: letter cannot be "I"'
    assert found[0].remedy.startswith("write one or two of A to Z")


def test_a_lot_over_too_few_windows_is_a_warning_with_what_to_write_instead(tmp_path: Path, doctor: Doctor) -> None:
    (tmp_path / "hall.toml").write_text(f'{SMALL}[[counter]]\nid = "4"\ngroups = ["id-cards"]\n')
    good, few, _ = doctor(tmp_path, "hall")
    assert (doctor.exit, good.code, few.code, few.status) == (0, "good", "few-windows", "warn")
    assert "service id-card has 2 windows" in few.text
    assert 'let 4 windows take it, or write policy = "call"' in few.remedy
    (tmp_path / "hall.toml").write_text(SMALL)
    assert [line.code for line in doctor(tmp_path, "hall")] == ["good", "one-window", "no-manager"]


def test_a_hall_with_a_lot_is_told_to_write_a_managers_key_down_beforehand(tmp_path: Path, doctor: Doctor) -> None:
    file, stick = tmp_path / "hall.toml", tmp_path / "0900.key"
    write_sample(file)
    (missing,) = [line for line in doctor(tmp_path, "hall") if line.code == "no-manager"]
    assert (doctor.exit, missing.status) == (0, "warn")
    assert "fairhall manager key" in missing.remedy
    file.write_text(file.read_text() + f'\n[managers]\n0900 = "{make_key(stick, "0900", "a long password")}"\n')
    assert [line.code for line in doctor(tmp_path, "hall")] == ["good"]
    file.write_text(SMALL.replace('letter = "D"', 'letter = "D"\npolicy = "fifo"'))
    assert "no-manager" not in [line.code for line in doctor(tmp_path, "hall")], "no lot, no secret"


def tail(journal: Path) -> tuple[int, str]:
    with sqlite3.connect(journal) as db:
        row: tuple[int, str] = db.execute("SELECT seq, body FROM journal ORDER BY seq DESC").fetchone()
    db.close()
    return row


def change(journal: Path, body: str, seq: int) -> None:
    with sqlite3.connect(journal) as db:
        db.execute("UPDATE journal SET body = ? WHERE seq = ?", (body, seq))
    db.close()


def test_a_record_that_was_changed_is_found_at_the_journals_end(tmp_path: Path, doctor: Doctor) -> None:
    child = Child(tmp_path / "hub")
    child.end()
    (whole,) = doctor(child.data, "journal")
    assert whole.code == "whole"
    seq, body = tail(child.journal)
    with sqlite3.connect(child.journal) as db:
        (first,) = db.execute("SELECT body FROM journal WHERE seq = 1").fetchone()
    db.close()
    change(child.journal, first.replace("云溪市", "云海市"), 1)
    (broken,) = doctor(child.data, "journal")
    assert (doctor.exit, broken.code) == (1, "broken")
    assert "record 2" in broken.text and "verify" in broken.remedy
    change(child.journal, first, 1)
    change(child.journal, body.replace("type", "Type", 1), seq)
    (damaged,) = doctor(child.data, "journal")
    assert damaged.status == "fail"


def test_a_clock_behind_the_last_record_is_told(
    tmp_path: Path, doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = Child(tmp_path / "hub")
    child.end()
    now_ms = SystemClock().now_ms()
    monkeypatch.setattr(SystemClock, "now_ms", lambda self: now_ms - 3 * 3_600_000)
    whole, ahead = doctor(child.data, "journal")
    assert (doctor.exit, whole.code, ahead.code) == (1, "whole", "ahead")
    assert ahead.facts["minutes"] == 179 or ahead.facts["minutes"] == 180


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("unshare"), reason="a full disk needs root")
def test_a_full_disk_is_told_before_the_hub_finds_out(tmp_path: Path) -> None:
    script = (
        f"mount -t tmpfs -o size=1m none {tmp_path} && touch {tmp_path}/hall.toml && "
        f"(dd if=/dev/zero of={tmp_path}/filler bs=4k 2>/dev/null; {sys.executable} -m shared.cli doctor --only disk "
        f"--data {tmp_path})"
    )
    done = subprocess.run(["unshare", "-m", "sh", "-c", script], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 1, done.stderr
    assert f"FAIL  disk     the disk of {tmp_path} is full" in done.stdout
    assert "→ make room" in done.stdout
    assert not done.stderr


def test_a_directory_that_is_not_there_is_told(tmp_path: Path, doctor: Doctor) -> None:
    (none,) = doctor(tmp_path / "typo", "disk")
    assert (doctor.exit, none.code) == (1, "none")


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="becoming another user needs root")
def test_a_directory_that_this_user_may_not_look_into_is_told_with_its_owner() -> None:
    with tempfile.TemporaryDirectory() as folder:  # mode 0700, root's
        command = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", sys.executable, "-m"]
        done = subprocess.run(
            [*command, "shared.cli", "doctor", "--data", folder, "--only", "user,disk,hall,settings"],
            capture_output=True, text=True, cwd=ROOT, check=False,
        )  # fmt: skip
        assert done.returncode == 1, done.stderr
        assert f"FAIL  user     {folder} belongs to root" in done.stdout
        assert "runuser -u root -- fairhall doctor" in done.stdout
        assert done.stdout.count("\n") == 3
