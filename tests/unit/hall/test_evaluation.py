"""One press, one service, the first counts; a bad grade carries a reason."""

import pytest

from shared.hall import commands as c
from shared.hall.config import Rules
from shared.hall.events import EvaluationReasoned, EvaluationRejected, ServiceEvaluated
from shared.hall.state import Ticket
from tests.hall import Hall, config


def finished(hall: Hall) -> Ticket:
    hall.open("1")
    ticket = hall.take()
    hall.call("1")
    hall.serve("1")
    return ticket


def press(ticket: Ticket, grade: int, **options: object) -> c.Evaluate:
    return c.Evaluate(ticket=ticket.id, grade=grade, **{"source": "keypad", **options})  # type: ignore[arg-type]


@pytest.mark.parametrize("grade", [1, 2, 3, 4, 5])
def test_one_press_rates_ticket_window_and_clerk(grade: int) -> None:
    hall = Hall()
    ticket = finished(hall)
    hall.do(press(ticket, grade))
    rated = hall.said(ServiceEvaluated)[0]
    assert (rated.ticket, rated.visit, rated.counter, rated.clerk, rated.grade) == (ticket.id, 1, "1", "0801", grade)


def rejected(hall: Hall) -> list[tuple[str, int, str]]:
    return [(it.ticket, it.visit, it.why) for it in hall.said(EvaluationRejected)]


def test_the_first_press_counts() -> None:
    hall = Hall()
    ticket = finished(hall)
    hall.do(press(ticket, 4))
    hall.do(press(ticket, 5))
    assert rejected(hall) == [(ticket.id, 1, "repeated")]
    assert hall.state.visits[f"{ticket.id}#1"].grade == 4
    assert hall.refuses(press(ticket, 1, source="phone", reasons=("waiting",))) == "already-evaluated"


def test_skipping_is_always_allowed_and_stays_unrated() -> None:
    hall = Hall()
    ticket = finished(hall)
    other = hall.take()
    assert hall.call("1") is other
    assert hall.state.visits[f"{ticket.id}#1"].grade == 0
    assert hall.said(ServiceEvaluated) == []


@pytest.mark.parametrize("window_s", [5, 10, 60])
def test_the_keypad_accepts_a_press_only_for_some_seconds(window_s: int) -> None:
    hall = Hall(config(rules=Rules(evaluation_s=window_s)))
    ticket = finished(hall)
    hall.wait(window_s + 1)
    hall.do(press(ticket, 5))
    late = finished_again(hall)
    hall.wait(window_s + 1.001)
    hall.do(press(late, 5))
    assert rejected(hall) == [(late.id, 1, "late")]
    assert hall.state.visits[f"{late.id}#1"].grade == 0
    hall.do(press(late, 5, source="phone"))


def finished_again(hall: Hall) -> Ticket:
    ticket = hall.take()
    hall.serve(hall.until_called(ticket, "1"))
    return ticket


@pytest.mark.parametrize("source", ["screen", "phone"])
def test_a_bad_grade_on_a_screen_carries_a_reason(source: str) -> None:
    hall = Hall()
    ticket = finished(hall)
    for grade in (1, 2):
        assert hall.refuses(press(ticket, grade, source=source)) == "reason-needed"
    hall.do(press(ticket, 2, source=source, reasons=("attitude", "waiting")))
    assert hall.said(ServiceEvaluated)[0].reasons == ("attitude", "waiting")


def test_after_a_bad_press_on_the_keypad_the_reasons_are_given_once() -> None:
    hall = Hall()
    ticket = finished(hall)
    hall.do(press(ticket, 1))
    hall.do(press(ticket, 1))
    assert rejected(hall) == [(ticket.id, 1, "repeated")]
    assert hall.refuses(press(ticket, 2, source="phone", reasons=("other",))) == "already-evaluated"
    hall.do(press(ticket, 1, source="screen", reasons=("efficiency",)))
    assert hall.said(EvaluationReasoned)[0].reasons == ("efficiency",)
    assert hall.refuses(press(ticket, 1, source="phone", reasons=("other",))) == "already-evaluated"


def test_a_press_on_the_tablet_that_cannot_count_is_recorded_as_what_it_is() -> None:
    hall = Hall()
    ticket = finished(hall)
    hall.do(press(ticket, 5, source="screen"))
    hall.do(press(ticket, 1, source="screen", reasons=("other",)))
    hall.do(c.Evaluate(by="counter:tablet-1", ticket="", grade=5, source="screen"))
    late = finished_again(hall)
    hall.wait(40.001)
    hall.do(press(late, 5, source="screen"))
    assert rejected(hall) == [(ticket.id, 1, "repeated"), ("", 0, "unsolicited"), (late.id, 1, "late")]
    assert {it.source for it in hall.said(EvaluationRejected)} == {"screen"}
    assert hall.state.visits[f"{ticket.id}#1"].grade == 5


def test_on_the_tablet_there_is_time_to_choose_a_reason() -> None:
    hall = Hall()
    ticket = finished(hall)
    hall.wait(40)
    hall.do(press(ticket, 2, source="screen", reasons=("waiting",)))
    assert hall.said(ServiceEvaluated)[0].grade == 2


def test_a_good_grade_takes_no_reasons_afterwards() -> None:
    hall = Hall()
    ticket = finished(hall)
    hall.do(press(ticket, 3))
    assert hall.refuses(press(ticket, 3, source="phone", reasons=("other",))) == "already-evaluated"


@pytest.mark.parametrize(
    ("grade", "reasons"), [(0, ()), (6, ()), (-1, ()), (1, ("the clerk shouted at me",)), (2, ("waiting", "waiting"))]
)
def test_nonsense_is_no_grade(grade: int, reasons: tuple[str, ...]) -> None:
    hall = Hall()
    assert hall.refuses(press(finished(hall), grade, reasons=reasons)) == "bad-grade"


def test_there_is_nothing_to_rate_before_the_end_and_nobody_unknown_rates() -> None:
    hall = Hall()
    ticket = hall.take()
    assert hall.refuses(press(ticket, 5, source="phone")) == "nothing-to-evaluate"
    assert hall.refuses(c.Evaluate(ticket="260105-99", grade=5, source="phone")).startswith("unknown-ticket")
    hall.open("1")
    hall.serve(hall.until_called(ticket, "1"))
    assert hall.refuses(press(ticket, 5, visit=2, source="phone")) == "nothing-to-evaluate"


def test_a_press_that_nobody_asked_for_is_recorded_and_counts_for_nothing() -> None:
    hall = Hall()
    ticket = hall.take()
    hall.do(press(ticket, 5))
    hall.do(c.Evaluate(by="counter:8", ticket="", grade=1, source="keypad"))
    assert rejected(hall) == [(ticket.id, 0, "unsolicited"), ("", 0, "unsolicited")]
    assert hall.said(ServiceEvaluated) == []


def test_the_window_asks_until_the_next_citizen_is_called() -> None:
    hall = Hall()
    ticket = finished(hall)
    assert hall.state.desks["1"].asked == f"{ticket.id}#1"
    hall.take()
    hall.call("1")
    assert hall.state.desks["1"].asked == ""
    hall.do(press(ticket, 5))
    assert hall.state.visits[f"{ticket.id}#1"].grade == 5
