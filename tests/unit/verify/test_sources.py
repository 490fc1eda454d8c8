"""Wherever a record is kept, the same lines come out; what is no record gets one clear sentence."""

import sqlite3
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from shared.journal.sqlite import SqliteJournal
from shared.verify.errors import Unreadable
from shared.verify.sources import open_source
from tests.unit.verify.recorded import RecordedHall

BODIES = RecordedHall().bodies * 1100
"""Enough for some pages of a database; the lines themselves do not matter here."""


def lines(what: Path | str, **options: object) -> list[str]:
    return [line.decode() for line in open_source(str(what), **options).lines]  # type: ignore[arg-type]


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "journal.db"
    journal = SqliteJournal(path)
    journal.append(journal.claim("hub").term, 0, BODIES)
    journal.close()
    return path


def test_a_file_with_or_without_its_last_newline(tmp_path: Path) -> None:
    file = tmp_path / "record.jsonl"
    for end in ("", "\n"):
        file.write_text("\n".join(BODIES) + end, encoding="utf-8")
        assert lines(file) == lines(tmp_path) == BODIES
    assert open_source(str(file)).size == file.stat().st_size


def test_a_hubs_journal_also_while_the_hub_writes_it(journal: Path) -> None:
    hub = SqliteJournal(journal)
    try:
        hub.append(hub.claim("hub").term, len(BODIES), BODIES[:2])
        assert lines(journal) == lines(journal.parent) == [*BODIES, *BODIES[:2]]
        source = open_source(str(journal))
        assert (source.size, source.by_lines) == (len(BODIES) + 2, True)
    finally:
        hub.close()


def test_reading_a_journal_changes_nothing(journal: Path) -> None:
    before = journal.read_bytes()
    lines(journal)
    assert journal.read_bytes() == before


def test_a_published_file_comes_before_the_journal_beside_it(journal: Path) -> None:
    (journal.parent / "record.jsonl").write_text(BODIES[0] + "\n", encoding="utf-8")
    assert lines(journal.parent) == BODIES[:1]


def test_nonsense_gets_one_clear_sentence(tmp_path: Path) -> None:
    empty, no_journal, other = tmp_path / "empty", tmp_path / "no.db", tmp_path / "other.db"
    empty.mkdir()
    no_journal.write_bytes(b"not a database at all, but long enough to be taken for one" * 30)
    sqlite3.connect(other).close()
    for what, why in (
        (tmp_path / "nowhere", "No such file"),
        (empty, "holds no record.jsonl, no journal.db and no"),
        (no_journal, "not a database"),
        (other, "no such table"),
        ("ftp://hall/record.jsonl", "is no address"),
        ("https:///record.jsonl", "is no address"),
    ):
        with pytest.raises(Unreadable, match=why):
            lines(what)


class Published(BaseHTTPRequestHandler):
    """A web server with two published days, as a hub serves them."""

    FILES: ClassVar[dict[str, str]] = {
        "/day/record.jsonl": "".join(f"{body}\n" for body in BODIES),
        "/record": '{"hall":"hall-001","key":"","days":[{"day":"2026-01-05"},{"day":"2026-01-06"}]}',
        "/record/2026-01-05.jsonl": f"{BODIES[0]}\n",
        "/record/2026-01-06.jsonl": f"{BODIES[1]}\n",
        "/nonsense/record": "<html>",
    }

    def do_GET(self) -> None:
        text = self.FILES.get(self.path)
        self.send_response(404 if text is None else 200)
        self.end_headers()
        if text is not None:
            self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Published)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_published_record_by_its_address(address: str) -> None:
    assert lines(f"{address}/day/record.jsonl") == BODIES
    with pytest.raises(Unreadable, match="404"):
        lines(f"{address}/other.jsonl")


def test_every_day_that_a_hub_publishes(address: str) -> None:
    assert lines(address) == lines(f"{address}/") == lines(f"{address}/record") == BODIES[:2]
    with pytest.raises(Unreadable, match="no hub's list of days"):
        lines(f"{address}/nonsense")


def test_a_directory_of_days_in_their_order(tmp_path: Path) -> None:
    for day, body in (("2026-01-06", BODIES[1]), ("2025-12-30", BODIES[0])):
        (tmp_path / f"{day}.jsonl").write_text(f"{body}\n", encoding="utf-8")
    (tmp_path / "notes.jsonl").write_text("none of it")
    assert lines(tmp_path) == BODIES[:2]


def test_nobody_at_the_address(address: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="check address and network"):
        lines("http://127.0.0.1:9/record.jsonl")
    with pytest.raises(Unreadable, match=r"give the hall's ca\.pem"):
        lines(address.replace("http", "https"))
    with pytest.raises(Unreadable, match=r"give the hall's ca\.pem"):
        lines(address, ca=tmp_path / "nowhere.pem")
