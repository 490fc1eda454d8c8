"""An answer is a fold of the request's own records."""

from shared.hall import commands as c
from shared.hall.events import AnyEvent
from shared.hub.answer import answer_from
from shared.protocol.answers import Answer
from tests.hall import Hall


def answer(hall: Hall, events: list[AnyEvent], **options: object) -> Answer:
    numbered = [(n, hall.at_ms, event) for n, event in enumerate(events, len(hall.events) - len(events) + 1)]
    return answer_from("r-1", numbered, hall.state, lambda ticket: f"token-of-{ticket}", **options)  # type: ignore[arg-type]


def test_a_ticket_with_its_draw() -> None:
    hall = Hall()
    hall.open("1", "2", "3")
    told = answer(hall, hall.do(c.IssueTicket(service="a1")))
    assert (told.request_id, told.number, told.token) == ("r-1", "A001", f"token-of-{told.ticket}")
    assert told.drawn is not None
    assert (told.main, told.reserves) == (told.drawn.main, told.drawn.reserves)
    assert {counter for counter, _ in told.drawn.windows} == {"1", "2", "3"}
    assert told.seq == len(hall.events)
    assert told.called == ""


def test_a_ticket_before_any_window_is_open_has_no_draw_yet() -> None:
    hall = Hall()
    told = answer(hall, hall.do(c.IssueTicket(service="a1")))
    assert (told.number, told.main, told.drawn, told.ahead) == ("A001", "", None, 0)


def test_a_ticket_that_a_ready_window_calls_at_once_says_so() -> None:
    hall = Hall()
    hall.open("1")
    hall.call("1")
    assert answer(hall, hall.do(c.IssueTicket(service="f1"))).called == "1"


def test_other_peoples_draws_in_the_same_request_are_not_mine() -> None:
    """Opening a window draws for those who came too early."""
    hall = Hall()
    hall.take("a1")
    told = answer(hall, hall.do(c.OpenCounter(counter="1", clerk="0801")))
    assert (told.counter, told.main, told.drawn, told.ticket) == ("1", "", None, "")


def test_a_call_names_the_number_and_the_window() -> None:
    hall = Hall()
    hall.open("1")
    ticket = hall.take("f1")
    called = answer(hall, hall.do(c.CallNext(counter="1")))
    assert (called.ticket, called.number, called.counter) == (ticket.id, "F001", "1")
    hall.do(c.Serve(counter="1"))
    done = answer(hall, hall.do(c.Finish(counter="1")))
    assert (done.number, done.visit) == ("F001", 1)
    ready = answer(hall, hall.do(c.CallNext(counter="1")))
    assert (ready.counter, ready.number) == ("1", "")


def test_the_commitment_is_the_one_in_force_at_the_draw() -> None:
    hall = Hall()
    hall.open("1", "2")
    events = hall.do(c.IssueTicket(service="a1"))
    told = answer(hall, events, commitment_at=lambda seq: f"sealed at {seq}")
    assert told.commitment == f"sealed at {len(hall.events) - 1}"
    early = answer(hall, hall.do(c.IssueTicket(service="f1")), commitment_at=lambda seq: f"sealed at {seq}")
    assert early.commitment == f"sealed at {len(hall.events)}"


def test_a_request_that_changed_nothing_is_answered_too() -> None:
    hall = Hall()
    assert answer(hall, []) == Answer(request_id="r-1", seq=0)
