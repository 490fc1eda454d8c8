"""The day's figures → rows."""

from math import sqrt

from shared.hall.state import State
from shared.hub.feed.today import STEP_MS, Lot, Today
from shared.protocol.rows import BadGrades, CurveRow, LotRow, TodayRow


def curve_row(today: Today, group: str, at_ms: int) -> CurveRow:
    """A group's day so far."""
    return CurveRow(id=group, from_ms=today.first(at_ms), step_s=STEP_MS // 1000, most=today.series(at_ms, group))


def today_row(state: State, today: Today, at_ms: int) -> TodayRow:
    """Waits, ratings and the limits of warnings."""
    assert state.config is not None
    rules = state.config.rules
    half, ninety = today.waits_series(at_ms)
    half_now, ninety_now = today.quantiles(at_ms)
    return TodayRow(
        id="today",
        from_ms=today.first(at_ms),
        step_s=STEP_MS // 1000,
        half_s=half,
        ninety_s=ninety,
        half_now_s=half_now,
        ninety_now_s=ninety_now,
        finished=today.finished,
        rated=today.rated,
        bad=today.bad,
        points=today.points,
        graded_badly=tuple(
            BadGrades(group, state.groups[group].name, count, last_ms)
            for group, (count, last_ms) in today.graded_badly.items()
            if group in state.groups
        ),
        warn_waiting=rules.warn_waiting,
        alarm_waiting=rules.alarm_waiting,
        warn_wait_min=rules.warn_wait_min,
        alarm_wait_min=rules.alarm_wait_min,
    )


def lot_row(state: State, today: Today, counter: str) -> LotRow:
    """A window in today's lots."""
    lot = today.lots.get(counter, Lot())
    return LotRow(
        id=counter,
        label=state.counters[counter].label,
        drawn=lot.drawn,
        expected=round(lot.expected, 2),
        deviation=round(sqrt(lot.variance), 2),
    )
