from shared.client.mirror import CALLS_KEPT, Mirror
from tests.unit.client.rows import call, counter, group, service


def test_a_changed_row_takes_the_place_of_the_old_one_and_leaves_the_rest():
    mirror = Mirror()
    mirror.replace(5, [group("a"), group("b"), counter("c3")])
    mirror.apply(6, [group("a", waiting=4)])
    assert mirror.seq == 6
    assert [row.waiting for row in mirror.groups.values()] == [4, 0]
    assert list(mirror.counters) == ["c3"]


def test_a_snapshot_forgets_what_it_does_not_name():
    mirror = Mirror()
    mirror.replace(5, [group("a"), service("a1"), counter("c3"), call(1)])
    mirror.replace(3, [group("b")])
    assert (mirror.seq, list(mirror.groups)) == (3, ["b"])
    assert not (mirror.services or mirror.counters or mirror.calls or mirror.desks or mirror.hall)


def test_only_the_newest_calls_are_kept_however_long_the_day():
    mirror = Mirror()
    for n in range(1, 2 * CALLS_KEPT + 1):
        mirror.apply(n, [call(n)])
    assert list(mirror.calls) == [str(n) for n in range(CALLS_KEPT + 1, 2 * CALLS_KEPT + 1)]
