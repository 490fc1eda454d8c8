"""The journal's file: its rights, its disk, and whatever people do to it."""

import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from shared.journal.errors import Corrupt, JournalError, Unknown
from shared.journal.port import Head
from shared.journal.sqlite import SqliteJournal
from shared.journal.verify import verify_chain
from tests.contract.journal_lines import tickets


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "公平 hall?#" / "journal.sqlite"


@pytest.fixture
def closed(path: Path) -> Path:
    """A journal of 500 records whose hub has shut down."""
    path.parent.mkdir()
    with closing(SqliteJournal(path)) as journal:
        head = journal.claim("hub-a")
        journal.append(head.term, 0, tickets(head, 500))
        journal.save_snapshot(400, 1, b"older")
        journal.save_snapshot(500, 1, b"newer")
    return path


def change(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(statement, values)


@contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_only_the_hubs_user_may_read_the_journal(closed: Path) -> None:
    closed.chmod(0o644)
    with closing(SqliteJournal(closed)) as journal:
        journal.claim("hub-a")
        files = list(closed.parent.iterdir())
        assert {f"journal.sqlite{end}" for end in ("", "-wal", "-shm")} == {each.name for each in files}
        assert {each.stat().st_mode & 0o777 for each in files} == {0o600}


def test_every_commit_waits_for_the_disk(closed: Path) -> None:
    """A killed process cannot show this, only a power cut could: so it is read from SQLite itself."""
    with closing(SqliteJournal(closed)) as journal:
        settings = [journal._db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode")]
    assert settings == [2, "wal"]


def test_a_failing_disk_is_unknown_and_the_hall_goes_on_once_it_is_mended(path: Path) -> None:
    path.parent.mkdir()
    with closing(SqliteJournal(path)) as journal:
        head = journal.claim("hub-a")
        head = journal.append(head.term, 0, tickets(head, 50))
        with file_size_limit(100_000), pytest.raises(Unknown, match="the disk failed: check it and its space"):
            journal.append(head.term, 50, tickets(head, 2000))
        assert journal.head() == head
        assert len(list(journal.read(0))) == 50
        head = journal.claim("hub-a")
        assert head.seq == 50
        journal.append(head.term, 50, tickets(head, 2000))
    with closing(SqliteJournal(path)) as journal:
        assert verify_chain(body for _, body in journal.read(0)).seq == 2050


def test_a_full_disk_is_unknown_and_says_so(path: Path) -> None:
    path.parent.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(path.parent)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small disk can be mounted by root only")
    try:
        with closing(SqliteJournal(path)) as journal:
            head = journal.claim("hub-a")
            head = journal.append(head.term, 0, tickets(head, 50))
            with pytest.raises(Unknown, match="the disk is full: free some space"):
                journal.append(head.term, 50, tickets(head, 2000))
            assert [seq for seq, _ in journal.read(48)] == [49, 50]
            assert journal.claim("hub-a").seq == 50
    finally:
        subprocess.run(["umount", str(path.parent)], check=True)


def test_a_file_another_program_holds_is_unknown(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.journal.sqlite.BUSY_S", 0.05)
    with closing(SqliteJournal(closed)) as journal, closing(sqlite3.connect(closed)) as other:
        head = journal.claim("hub-a")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unknown, match="another program holds the file: close it"):
            journal.append(head.term, head.seq, tickets(head, 1))
        with pytest.raises(Unknown, match="another program holds the file"):
            journal.claim("hub-a")
        other.rollback()
        assert journal.claim("hub-a").seq == 500


@pytest.mark.parametrize("content", [b"day,tickets\n2020-01-13,1596\n" * 500, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_journal_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "arrivals.csv"
    path.write_bytes(content)
    with pytest.raises(Corrupt, match=r"arrivals.csv: .*(move it away|restore it)"):
        SqliteJournal(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    change(path, "CREATE TABLE kept (id)")
    before = path.read_bytes()
    with pytest.raises(Corrupt, match="another program's database: move it away"):
        SqliteJournal(path)
    assert path.read_bytes() == before


def test_a_journal_of_a_newer_version_is_refused(closed: Path) -> None:
    change(closed, "PRAGMA user_version = 99")
    with pytest.raises(JournalError, match="newer version: install that version"):
        SqliteJournal(closed)


def test_a_truncated_file_is_corrupt(closed: Path) -> None:
    closed.write_bytes(closed.read_bytes()[:20_000])
    with pytest.raises(Corrupt, match="restore it from a copy"):
        SqliteJournal(closed)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE journal SET body = replace(body, 'A499', 'A001') WHERE seq = 500",
        "DELETE FROM journal WHERE seq = 500",
        "UPDATE head SET seq = 499",
        "UPDATE journal SET body = CAST(X'FF' AS TEXT) WHERE seq = 500",
        "DROP TABLE head",
    ],
)
def test_a_changed_tail_is_found_when_the_journal_is_opened(closed: Path, damage: str) -> None:
    change(closed, damage)
    with pytest.raises(Corrupt, match="restore"):
        SqliteJournal(closed)


def test_a_damaged_snapshot_gives_way_to_the_one_before(closed: Path) -> None:
    change(closed, "UPDATE snapshot SET blob = ? WHERE seq = 500", b"nonsense")
    with closing(SqliteJournal(closed)) as journal:
        assert journal.load_snapshot(1) == (400, b"older")
    change(closed, "UPDATE snapshot SET seal = ''")
    with closing(SqliteJournal(closed)) as journal:
        assert journal.load_snapshot(1) is None


def test_a_snapshot_of_another_history_is_passed_over(closed: Path, tmp_path: Path) -> None:
    """A journal restored from an older copy goes on differently; the state saved before is not its own."""
    other = tmp_path / "restored.sqlite"
    with closing(SqliteJournal(other)) as journal:
        head = journal.claim("hub-a")
        journal.append(head.term, 0, tickets(head, 500, "不动产"))
        with closing(sqlite3.connect(closed)) as db:
            rows = db.execute("SELECT * FROM snapshot").fetchall()
    for row in rows:
        change(other, "INSERT INTO snapshot VALUES (?, ?, ?, ?)", *row)
    with closing(SqliteJournal(other)) as journal:
        assert journal.load_snapshot(1) is None


@pytest.mark.parametrize("name", ["missing/journal.sqlite", "folder", "file/journal.sqlite"])
def test_a_path_that_cannot_be_opened_names_the_remedy(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(JournalError, match="give this user a folder to write in"):
        SqliteJournal(tmp_path / name)
    assert (tmp_path / "folder").stat().st_mode & 0o777 != 0o600


def test_a_closed_journal_writes_no_more(closed: Path) -> None:
    journal = SqliteJournal(closed)
    head = journal.claim("hub-a")
    journal.close()
    with pytest.raises(Unknown):
        journal.append(head.term, head.seq, tickets(Head(), 1))
    with pytest.raises(JournalError):
        journal.head()
