"""What the hub remembers of where in the journal something is told of."""

import msgspec

from shared.hub.marks import ENTRY, Marks


def test_a_name_is_found_with_all_its_places_among_thousands_of_others() -> None:
    marks = Marks()
    for n in range(20_000):
        marks.add(f"260105-{n}", n + 1)
    marks.add("260105-7", 90_000, 90_001)
    assert marks.of("260105-7") == [8, 90_000, 90_001]
    assert all(marks.of(f"260105-{n}") == [n + 1] for n in range(8, 20_000))
    assert marks.of("260106-7") == []


def test_yesterday_is_remembered_and_the_day_before_is_not() -> None:
    marks = Marks()
    marks.add("monday", 1)
    marks.turn()
    marks.add("tuesday", 2)
    assert (marks.of("monday"), marks.of("tuesday")) == ([1], [2])
    marks.turn()
    assert (marks.of("monday"), marks.of("tuesday")) == ([], [2])


def test_a_ticket_that_stays_for_days_keeps_its_places_in_order() -> None:
    marks = Marks()
    marks.add("stays", 1, 4)
    for day in range(2, 6):
        marks.turn(["stays"])
        marks.add("stays", day * 100)
    assert marks.of("stays") == [1, 4, 200, 300, 400, 500]


def test_a_hash_that_begins_in_the_middle_of_another_entry_is_not_taken_for_it() -> None:
    marks = Marks()
    marks.add("A", 1)
    ((at, entry),) = ((at, bucket) for at, bucket in enumerate(marks.now) if bucket)
    marks.now[at] = b"\0" * 3 + entry + b"\0" * (ENTRY - 3)
    assert marks.of("A") == []
    marks.now[at] += entry
    assert marks.of("A") == [1]


def test_it_is_small_and_survives_a_snapshot() -> None:
    marks = Marks()
    for n in range(50_000):
        marks.add(f"request-{n}", n)
    packed = msgspec.msgpack.encode(marks)
    assert len(packed) < 18 * 50_000
    assert msgspec.msgpack.decode(packed, type=Marks) == marks
