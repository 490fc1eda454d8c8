"""A hall that saw to no bad grade for weeks: the hub asks each second how many are overdue, and reads those alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.hub.access.store import Store
from shared.hub.reviews import OVERDUE, Reviews


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path)
    with store.change() as connection:
        for n in range(500):
            outcome = "fixed" if n < 3 else ""
            connection.execute(
                "INSERT INTO review (id, day, due, number, service, service_en, counter, grade, rated_ms, outcome)"
                " VALUES (?, '2020-01-06', ?, ?, '', '', '1', 1, 0, ?)",
                (f"T{n}", "2020-01-13" if n < 10 else "2020-01-20", f"A{n:03}", outcome),
            )
    yield store
    store.close()


def test_those_are_overdue_that_nobody_saw_to_by_their_day(store: Store) -> None:
    reviews = Reviews(store)
    assert [reviews.overdue(day) for day in ("2020-01-13", "2020-01-14", "2020-01-21")] == [0, 7, 497]


def test_they_are_counted_by_their_index(store: Store) -> None:
    plan = [row["detail"] for row in store.rows(f"EXPLAIN QUERY PLAN {OVERDUE}", "2020-01-14")]
    assert plan == ["SEARCH review USING INDEX review_due (due<?)"]
