"""Slips on disk: what a kiosk knows of them after a crash, and a roll's end foreseen."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hardware.printer import spool as spool_module
from hardware.printer.outcome import NotPrinted, Outcome, Printed, Trouble, Unknown
from hardware.printer.roll import NEAR_END_MM, Roll
from hardware.printer.spool import FRESH_MS, Entry, SlipJob, Spool

JOB = SlipJob("t1#1", "D047", b"\x1b@" + b"slip" * 20_000, 172)


class Clock:
    """The kiosk's own clock."""

    def __init__(self) -> None:
        self.ms = 1_578_877_200_000

    def __call__(self) -> int:
        return self.ms


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kiosk" / "slips.sqlite3"


def crash(path: Path, clock: Clock) -> Spool:
    """Open the file again, nobody having closed it."""
    return Spool(path, clock)


def test_a_slip_that_waited_is_printed_after_a_crash_while_its_citizen_stands_there(path: Path) -> None:
    clock = Clock()
    Spool(path, clock).put(JOB)
    clock.ms += FRESH_MS - 1
    assert crash(path, clock).recover() == ([JOB], [])


@pytest.mark.parametrize("later_ms", [FRESH_MS, 86_400_000, -1], ids=["two minutes", "a day", "the clock was set back"])
def test_one_that_waited_too_long_is_told_and_never_printed(path: Path, later_ms: int) -> None:
    clock = Clock()
    Spool(path, clock).put(JOB)
    clock.ms += later_ms
    spool = crash(path, clock)
    assert spool.recover() == ([], [Entry("t1#1", "D047", "not_printed", "late")])
    assert crash(path, clock).recover() == ([], [])


def test_one_whose_bytes_had_begun_to_leave_is_unknown_for_ever(path: Path) -> None:
    clock = Clock()
    spool = Spool(path, clock)
    spool.put(JOB)
    spool.sent(JOB.key)
    waiting, ended = crash(path, clock).recover()
    assert not waiting
    assert [entry.outcome for entry in ended] == [Unknown(Trouble.CRASHED)]
    known = crash(path, clock).put(JOB)
    assert known is not None
    assert known.outcome == Unknown(Trouble.CRASHED)


@pytest.mark.parametrize(
    "outcome",
    [
        Printed(),
        Printed(near_end=True),
        Printed(by_spooler=True),
        NotPrinted(Trouble.PAPER_OUT),
        Unknown(Trouble.LOST),
    ],
    ids=str,
)
def test_what_became_of_it_is_remembered_and_the_same_paper_is_not_taken_again(path: Path, outcome: Outcome) -> None:
    spool = Spool(path)
    assert spool.put(JOB) is None
    spool.sent(JOB.key)
    spool.ended(JOB.key, outcome)
    again = Spool(path)
    known = again.put(JOB)
    assert known is not None
    assert known.outcome == outcome
    assert again.recover() == ([], [])
    assert again.put(SlipJob("t1#2", "D047", b"")) is None  # another copy is another paper


def test_history_is_bounded_and_keeps_no_pictures(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool_module, "KEPT", 50)
    spool = Spool(path)
    spool.put(SlipJob("waits", "A001", b"x"))
    for n in range(70):
        spool.put(SlipJob(f"t{n}#1", "D047", JOB.data))
        spool.ended(f"t{n}#1", Printed())
    entries = spool.entries()
    assert len(entries) <= 51
    assert entries[0].key == "waits"  # what waits is never forgotten
    spool.close()
    assert path.stat().st_size < 100_000


def test_a_damaged_file_is_set_aside_and_the_kiosk_prints_on(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database at all" * 100)
    spool = Spool(path)
    assert spool.put(JOB) is None
    assert "is damaged" in caplog.text
    (aside,) = path.parent.glob("slips.sqlite3.damaged-*")
    assert aside.read_bytes().startswith(b"not a database")


@pytest.mark.parametrize("damage", ["'length_mn'", "CAST(x'6c656e6774685f6dff' AS TEXT)"])
def test_a_file_that_lost_the_name_of_a_column_is_set_aside(
    path: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    Spool(path).close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA writable_schema = 1")
        db.execute("UPDATE sqlite_master SET sql = replace(sql, 'length_mm', " + damage + ")")
    spool = Spool(path)
    assert "slips.sqlite3 is damaged" in caplog.text
    assert spool.recover() == ([], [])
    assert [*path.parent.glob("slips.sqlite3.damaged-*")]
    spool.close()


def test_a_slip_whose_bytes_were_damaged_is_told_and_never_printed(path: Path) -> None:
    spool = Spool(path, Clock())
    spool.put(JOB)
    spool.close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE slip SET data = x'0011'")
    assert Spool(path, Clock()).recover() == ([], [Entry("t1#1", "D047", "not_printed", "late")])


def test_a_full_disk_is_an_error_to_the_caller(path: Path) -> None:
    spool = Spool(path)
    spool._db.execute("PRAGMA max_page_count = 1")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        for n in range(50):
            spool.put(SlipJob(str(n), "D047", bytes(range(256)) * 300))


def rolled(path: Path, length_m: int = 10) -> Roll:
    return Roll(Spool(path), length_m)


def test_tickets_left_are_counted_down_over_restarts(path: Path) -> None:
    roll = rolled(path)
    for _ in range(10):
        roll.heard(Printed(), 200)
    assert roll.left == (10_000 - 2_000) // 200
    again = rolled(path)
    again.heard(Printed(), 200)
    assert again.left == (10_000 - 2_200) // 200


def test_the_sensor_knows_better_than_the_count(path: Path) -> None:
    roll = rolled(path, 50)
    roll.heard(Printed(near_end=True), 200)
    assert roll.left == (NEAR_END_MM - 200) // 200
    roll.heard(Printed(near_end=True), 200)
    assert roll.left == (NEAR_END_MM - 400) // 200


@pytest.mark.parametrize("before", [NotPrinted(Trouble.PAPER_OUT), Unknown(Trouble.PAPER_OUT), Printed(near_end=True)])
def test_paper_after_none_or_nearly_none_is_a_new_roll(path: Path, before: Outcome) -> None:
    roll = rolled(path)
    for _ in range(30):
        roll.heard(Printed(), 200)
    roll.heard(before, 200)
    roll.heard(Printed(), 200)
    assert roll.left == (10_000 - 200) // 200


def test_a_roll_longer_than_told_never_counts_below_nothing(path: Path) -> None:
    roll = rolled(path)
    for _ in range(80):
        roll.heard(Printed(), 200)
    assert roll.left == 0


def test_what_was_not_printed_took_no_paper(path: Path) -> None:
    roll = rolled(path)
    roll.heard(Printed(), 200)
    roll.heard(NotPrinted(Trouble.COVER_OPEN), 200)
    assert roll.left == (10_000 - 200) // 200
