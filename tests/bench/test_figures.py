"""The bench's own arithmetic: what it says is met must be met."""

import pytest

from tests.bench.figures import Figure, Section, percentile, report, rounded, spread, value_of


def test_the_nearest_rank_is_a_value_that_was_measured() -> None:
    hundred = [float(n) for n in range(1, 101)]
    assert (percentile(hundred, 0.5), percentile(hundred, 0.99), percentile(hundred, 1)) == (50, 99, 100)
    assert percentile([3.0, 1.0], 0.5) == 1
    assert percentile([7.0], 0.99) == 7
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


@pytest.mark.parametrize(
    ("value", "most", "least", "met", "target"),
    [
        (20, 20, None, True, "≤ 20"),
        (20.1, 20, None, False, "≤ 20"),
        (300, None, 300, True, "≥ 300"),
        (299, None, 300, False, "≥ 300"),
        (1, None, None, None, ""),
    ],
)
def test_a_target_is_met_up_to_its_edge(
    value: float, most: float | None, least: float | None, met: bool | None, target: str
) -> None:
    figure = Figure(name="", value=value, unit="", most=most, least=least)
    assert (figure.met, figure.target) == (met, target)


def test_spans_are_told_in_milliseconds_against_their_floor() -> None:
    p50, p99 = spread("issue", [0.002] * 98 + [0.030] * 2, floor_ms=1, most_p99=20)
    assert (p50.name, p50.value, p50.floors, p50.met) == ("issue, p50", 2, 2, None)
    assert (p99.name, p99.value, p99.floors, p99.met) == ("issue, p99", 30, 30, False)


def test_what_is_kept_carries_the_verdict() -> None:
    section = Section("Start", (Figure(name="up", value=1.5, unit="s", most=1),))
    assert value_of([section], "up") == 1.5
    with pytest.raises(KeyError):
        value_of([section], "down")
    (kept,) = report([section])
    assert kept["title"] == "Start"
    (figure,) = kept["figures"]
    assert (figure["name"], figure["value"], figure["most"], figure["met"]) == ("up", 1.5, 1, False)


@pytest.mark.parametrize(
    ("value", "text"), [(5371.4, "5,371"), (15.64, "15.6"), (1.964, "1.96"), (0.2224, "0.222"), (0, "0.000")]
)
def test_three_digits_are_enough(value: float, text: str) -> None:
    assert rounded(value) == text
