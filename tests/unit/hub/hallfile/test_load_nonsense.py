"""Whatever stands in hall.toml, the reader gives a hall or a list of lines to put right."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.hub.hallfile.load import HallFileError, load
from shared.hub.hallfile.sample import sample
from tests.unit.hub.hallfile.small import SMALL

NUMBERS = ["0", "-1", "1", "1.5", "99999999999999999999", "nan", "1979-05-27", "07:32:00", "1979-05-27T07:32:00Z"]
OTHERS = [
    '""',
    '"A"',
    '"id-cards"',
    '"\\u0000"',
    "true",
    "[]",
    "[[1], []]",
    '["id-cards"]',
    "{ id = 1 }",
    "'''\n'''",
    "[",
]
VALUES = st.sampled_from([*NUMBERS, *OTHERS])
LINES = sample().split("\n")


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(LINES) - 1), VALUES | st.none()), min_size=1, max_size=4))
def test_no_change_of_a_line_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, str | None]]
) -> None:
    lines = list(LINES)
    for n, value in changes:
        key, equals, _ = lines[n].partition("=")
        lines[n] = f"{key.lstrip('# ')}= {value}" if value and equals else ""
    an_answer(tmp_path_factory, "\n".join(lines))


@settings(deadline=None)
@given(st.integers(0, len(SMALL)), st.integers(0, 12), st.text(max_size=6))
def test_no_slip_of_the_hand_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, start: int, length: int, typed: str
) -> None:
    an_answer(tmp_path_factory, SMALL[:start] + typed + SMALL[start + length :])


def an_answer(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """A hall that holds together, or at least one flaw on a line of the file."""
    path = tmp_path_factory.getbasetemp() / "mutated.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        hall = load(path)
    except HallFileError as error:
        assert error.flaws
        assert all(1 <= flaw.line <= text.count("\n") + 1 and flaw.what and flaw.remedy for flaw in error.flaws)
        return
    services = {service.id for service in hall.services}
    assert {service.group for service in hall.services} == {group.id for group in hall.groups}
    assert {service for counter in hall.counters for service in counter.services} == services
    assert len({counter.label for counter in hall.counters}) == len(hall.counters)
