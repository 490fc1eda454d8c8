"""A short run of what ``make fuzz`` does at length, and what it has found."""

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from shared.hub.image import Image, load
from shared.journal.errors import Corrupt
from shared.journal.record import leaf, make_record
from shared.journal.sqlite import SqliteJournal
from tests.fuzz.files import KINDS, run
from tests.fuzz.kept import KEPT
from tests.integration.hubs import ROOT
from tests.unit.verify.small_day import small_day


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_files_are_taken_or_refused_with_a_sentence(kind: str) -> None:
    rounds = 30 if kind in KEPT else 80
    outcomes, broken = run(kind, rounds, seed=2026)
    assert not broken, broken[0]
    assert sum(outcomes.values()) == rounds
    assert len(outcomes) > 1 or kind in ("record", "snapshot", "backup")


def journal(path: Path, bodies: list[str]) -> None:
    with closing(SqliteJournal(path)) as made:
        made.append(made.claim("hub").term, 0, bodies)


FOUND = [
    ("witness", 3, 297),  # a file format that SQLite does not support
    ("witness", 4, 253),  # an error whose text is no UTF-8
    ("outbox", 3, 0),  # an outbox set aside: its block was given again from the first number
    ("outbox", 4, 145),  # a block that is no UTF-8
    ("identity", 22, 886),  # a certificate that is no ASCII
    ("slips", 22, 1858),  # an index that lacks a row
    ("backup", 3, 248),  # packed data that cannot be unpacked
]


@pytest.mark.parametrize(("kind", "seed", "n"), FOUND)
def test_what_was_found_stays_mended(kind: str, seed: int, n: int, tmp_path: Path) -> None:
    assert KINDS[kind](tmp_path, random.Random(f"{kind} {seed} {n}"))


def test_a_hub_does_not_go_on_from_a_record_that_was_changed_in_the_middle(tmp_path: Path) -> None:
    bodies = small_day().bodies
    changed = bodies[5].replace('"at_ms":', '"at_ms":1')
    assert changed != bodies[5]
    journal(tmp_path / "journal.db", [*bodies[:5], changed, *bodies[6:]])
    with closing(SqliteJournal(tmp_path / "journal.db")) as opened, pytest.raises(Corrupt, match="record 7 does not"):
        load(opened)


def test_a_record_that_tells_of_what_cannot_be_is_damage(tmp_path: Path) -> None:
    bodies = small_day().bodies
    impossible = {"ticket": "nobody", "counter": "1", "nth": 1}
    body, _ = make_record(len(bodies) + 1, leaf(bodies[-1]), 1, 1, "hub", None, "ticket-called", 1, impossible)
    with pytest.raises(Corrupt, match=f"record {len(bodies) + 1} tells of what cannot be"):
        Image().replay(enumerate([*bodies, body], 1))


def test_a_record_that_is_no_text_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    journal(path, small_day().bodies)
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE journal SET body = CAST(body AS BLOB) WHERE seq = 3")
        db.commit()
    with closing(SqliteJournal(path)) as opened, pytest.raises(Corrupt, match="restore it from a copy"):
        list(opened.read(0))


def test_the_hub_says_one_sentence_about_its_damaged_journal(tmp_path: Path) -> None:
    bodies = small_day().bodies
    journal(tmp_path / "journal.db", [*bodies[:9], *bodies[10:]])
    ports = ["--listen", "127.0.0.1:0", "--public", "127.0.0.1:0", "--no-discovery"]
    command = [sys.executable, "-m", "shared.cli", "hub", "--data", str(tmp_path), *ports]
    ended = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "the hub cannot start: record 10 does not follow the one before: restore the journal" in ended.stderr
    assert "Traceback" not in ended.stderr
