"""A line against a sorted list."""

from hypothesis import given
from hypothesis import strategies as st

from shared.hall.commands import TicketKind
from shared.hall.line import Entry, Line

KINDS: tuple[TicketKind, ...] = ("priority", "appointment", "normal")
ENTRIES = st.lists(st.tuples(st.integers(-50, 50), st.sampled_from(KINDS), st.booleans()), unique_by=lambda row: row[0])


def drained(line: Line, kind: TicketKind) -> list[int]:
    """The places in the order in which the line gives them."""
    gone: set[Entry] = set()
    places = []
    while (head := line.heads()[KINDS.index(kind)]) is not None:
        places.append(head[0])
        gone.add(head)
        line.prune(lambda entry: entry not in gone)
    return places


@given(rows=ENTRIES, ahead=st.integers(-100, 100))
def test_whoever_leaves_the_others_come_by_arrival_also_after_a_night(
    rows: list[tuple[int, TicketKind, bool]], ahead: int
) -> None:
    line = Line()
    for order, kind, _ in rows:
        line.join((order, f"t{order}", 1), kind)
    standing = {f"t{order}" for order, _, stands in rows if stands}
    line.prune(lambda entry: entry[1] in standing)
    line.renumber(ahead, lambda entry: entry[1] in standing)
    for kind in KINDS:
        expected = sorted(order - ahead for order, its, stands in rows if stands and its == kind)
        assert drained(line, kind) == expected


def test_asking_for_the_heads_changes_nothing() -> None:
    line = Line()
    line.join((2, "b", 1), "normal")
    line.join((1, "a", 1), "normal")
    assert line.heads() == line.heads() == (None, None, (1, "a", 1))
