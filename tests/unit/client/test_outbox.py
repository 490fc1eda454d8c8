import sqlite3
import subprocess
import sys
from contextlib import closing

import msgspec
import pytest

from shared.client.outbox import ANSWERS_KEPT, Entry, Outbox
from shared.protocol.answers import Answer, Problem
from shared.protocol.requests import IssueRequest

PENSION = IssueRequest(service="a1")
TAX = IssueRequest(service="b1")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "outbox.sqlite3"


@pytest.fixture
def outbox(path):
    outbox = Outbox(path)
    yield outbox
    outbox.close()


def keep(outbox, request_id, request):
    """Ask for a ticket as the kiosk does: on disk first, then on its way."""
    outbox.put(request_id, "issue", request).result(10)
    outbox.release(request_id)


def test_requests_wait_in_the_order_they_were_put(outbox):
    keep(outbox, "request-2", PENSION)
    keep(outbox, "request-1", TAX)
    assert [entry.request_id for entry in outbox.pending()] == ["request-2", "request-1"]
    assert "request-1" in outbox


def test_an_answered_request_waits_no_more_and_its_answer_can_be_asked_for(outbox):
    keep(outbox, "request-1", PENSION)
    keep(outbox, "request-2", TAX)
    assert outbox.outcome("request-1") is None
    outbox.done("request-1", Answer("request-1", 5, number="A005"))
    outbox.done("request-2", Problem("sold-out", 409, "Sold out"))
    assert outbox.pending() == []
    assert outbox.outcome("request-1") == Answer("request-1", 5, number="A005")
    assert outbox.outcome("request-2") == Problem("sold-out", 409, "Sold out")


def test_a_double_tap_is_one_request_also_after_its_answer(outbox):
    for _ in range(2):
        keep(outbox, "request-1", PENSION)
    assert len(outbox.pending()) == 1
    outbox.done("request-1", Answer("request-1", 5))
    keep(outbox, "request-1", PENSION)
    assert outbox.pending() == []


def test_another_request_under_a_used_id_is_our_own_mistake(outbox):
    keep(outbox, "request-1", PENSION)
    keep(outbox, "request-2", TAX)
    with pytest.raises(ValueError, match="request-1"):
        keep(outbox, "request-1", TAX)
    outbox.done("request-2", Answer("request-2", 5))
    with pytest.raises(ValueError, match="request-2"):
        keep(outbox, "request-2", PENSION)
    assert [entry.body for entry in outbox.pending()] == [msgspec.json.encode(PENSION)]


def test_the_first_answer_stays(outbox):
    keep(outbox, "request-1", PENSION)
    outbox.done("request-1", Answer("request-1", 5, number="A005"))
    outbox.done("request-1", Answer("request-1", 6, number="A006"))
    assert outbox.outcome("request-1") == Answer("request-1", 5, number="A005")


def test_what_was_put_before_a_kill_is_there_afterwards(path):
    story = f"""
import os, signal
from pathlib import Path
from shared.client.outbox import Outbox
from shared.protocol.answers import Answer
from shared.protocol.requests import IssueRequest
outbox = Outbox(Path({str(path)!r}))
outbox.put("request-1", "issue", IssueRequest(service="a1"))
outbox.put("request-2", "issue", IssueRequest(service="b1")).result()
outbox.done("request-1", Answer("request-1", 1, number="A001"))
outbox.outcome("request-1")  # behind it on the disk's thread
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", story], check=False).returncode == -9
    outbox = Outbox(path)
    assert outbox.pending() == [Entry("request-2", "issue", msgspec.json.encode(TAX))]
    assert outbox.outcome("request-1") == Answer("request-1", 1, number="A001")
    outbox.close()


@pytest.mark.parametrize(
    "damage", [b"not a database, but quite some bytes" * 40, b"SQLite format 3\x00" + b"\xff" * 8000]
)
def test_a_damaged_file_is_set_aside_and_work_goes_on(path, damage, caplog):
    path.write_bytes(damage)
    outbox = Outbox(path)
    keep(outbox, "request-1", PENSION)
    assert len(outbox.pending()) == 1
    outbox.close()
    assert path.with_name("outbox.sqlite3.damaged-1").read_bytes() == damage
    assert "set aside" in caplog.text


def test_a_second_damage_does_not_overwrite_the_first(path):
    for damage in (b"first" * 500, b"second" * 500):
        path.write_bytes(damage)
        Outbox(path).close()
    assert path.with_name("outbox.sqlite3.damaged-1").read_bytes() == b"first" * 500
    assert path.with_name("outbox.sqlite3.damaged-2").read_bytes() == b"second" * 500


def test_old_answers_go_but_what_waits_stays(outbox):
    keep(outbox, "request-first", PENSION)
    outbox._db.execute("PRAGMA synchronous = OFF")
    for n in range(ANSWERS_KEPT + 10):
        keep(outbox, f"request-{n}", TAX)
        outbox.done(f"request-{n}", Answer(f"request-{n}", n))
    assert outbox.outcome("request-0") is None
    assert outbox.outcome(f"request-{ANSWERS_KEPT}") is not None
    assert [entry.request_id for entry in outbox.pending()] == ["request-first"]


def test_nothing_is_on_its_way_before_it_is_on_disk_and_released(outbox, path):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # as a backup does, or a slow card
        kept = outbox.put("request-1", "issue", PENSION)
        assert "request-1" in outbox
        assert not kept.done()
        assert outbox.pending() == []
        other.execute("COMMIT")
    kept.result(10)
    assert outbox.pending() == []
    outbox.release("request-1")
    assert [entry.request_id for entry in outbox.pending()] == ["request-1"]


def test_who_left_before_the_disk_was_ready_leaves_nothing_behind(outbox, path):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        outbox.put("request-1", "issue", PENSION)
        outbox.done("request-1", Problem("hub-away", 503, "left"))
        other.execute("COMMIT")
    outbox.close()
    again = Outbox(path)
    assert again.pending() == []
    again.close()


def test_a_full_disk_is_told_to_who_asked_and_not_brought_to_the_hub_after_all(outbox):
    outbox._db.execute("PRAGMA max_page_count = 1")
    with pytest.raises(OSError, match=r"the outbox cannot be written: .*full"):
        outbox.put("request-1", "issue", IssueRequest(service="x" * 20_000)).result(10)
    assert "request-1" in outbox
    outbox.done("request-1", Answer("request-1", 1))
    assert outbox.outcome("request-1") is None


def test_what_could_not_be_kept_is_forgotten_when_who_asked_says_so(outbox):
    outbox._db.execute("PRAGMA max_page_count = 1")
    assert outbox.put("request-1", "issue", IssueRequest(service="x" * 20_000)).exception(10) is not None
    outbox.forget("request-1")
    outbox.release("request-1")
    assert "request-1" not in outbox and outbox.pending() == []
