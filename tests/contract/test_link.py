"""What a terminal may rely on, whichever link it holds."""

import pytest

from shared.client.simulated import MORNING_MS
from shared.protocol.answers import Answer, Problem
from shared.protocol.requests import CallNextRequest, IssueRequest
from tests.contract.link_houses import HeadlessHouse, House, QtHouse, SimulatedHouse
from tests.unit.client.rows import call, counter, group

PENSION = IssueRequest(service="a1")


@pytest.fixture(params=["simulated", "qt", "headless"])
def house(request, tmp_path, qapp):
    houses = {
        "simulated": SimulatedHouse,
        "qt": lambda: QtHouse(tmp_path),
        "headless": lambda: HeadlessHouse(tmp_path),
    }
    house: House = houses[request.param]()
    yield house
    house.close()


@pytest.fixture
def hall(house):
    """A terminal that is live already."""
    house.link.start()
    house.until(lambda: house.link.state == "live")
    return house


def test_a_terminal_finds_its_hub_and_says_so(house):
    states = []
    house.link.state_changed.append(states.append)
    assert house.link.state == "searching"
    assert house.link.away_since_ms > 0
    house.link.start()
    house.until(lambda: house.link.state == "live")
    assert states[-1] == "live"
    assert house.link.away_since_ms == 0
    assert house.link.welcome is not None
    assert house.link.welcome.role == "kiosk"


def test_its_clock_is_the_hubs(hall):
    assert MORNING_MS <= hall.link.now_ms() < MORNING_MS + 10_000


def test_a_snapshot_and_then_changes_reach_the_mirror_and_are_heard_after_it(hall):
    heard = []
    hall.link.updated.append(lambda rows, fresh: heard.append((rows, fresh, len(hall.link.mirror.groups))))
    hall.publish([group("a"), group("b")], fresh=True)
    hall.publish([group("a", waiting=3), call(1)])
    hall.until(lambda: len(heard) == 2)
    assert heard == [((group("a"), group("b")), True, 2), ((group("a", waiting=3), call(1)), False, 2)]
    assert hall.link.mirror.groups["a"].waiting == 3
    assert list(hall.link.mirror.calls) == ["1"]


def test_a_new_snapshot_forgets_the_old_picture(hall):
    hall.publish([group("a"), counter("c3")], fresh=True)
    hall.publish([group("b")], fresh=True)
    hall.until(lambda: list(hall.link.mirror.groups) == ["b"])
    assert hall.link.mirror.counters == {}


def test_a_request_is_answered_once(hall):
    answers = []
    hall.link.request("issue", PENSION, answers.append, request_id="request-1")
    hall.answer("request-1", Answer("request-1", 2, number="A001"))
    hall.until(lambda: bool(answers))
    assert answers == [Answer("request-1", 2, number="A001")]


def test_a_refusal_is_an_answer(hall):
    answers = []
    hall.link.request("issue", PENSION, answers.append, request_id="request-1")
    no = Problem("sold-out", 409, "Sold out", params={"service": "a1"})
    hall.answer("request-1", no)
    hall.until(lambda: answers == [no])


def test_a_double_tap_is_one_ticket_and_both_hear_it(hall):
    answers = []
    for _ in range(2):
        hall.link.request("issue", PENSION, answers.append, request_id="request-1")
    hall.answer("request-1", Answer("request-1", 2, number="A001"))
    hall.until(lambda: len(answers) == 2)
    hall.link.request("issue", PENSION, answers.append, request_id="request-1")
    hall.until(lambda: len(answers) == 3)
    assert {answer.number for answer in answers} == {"A001"}
    assert hall.asked() == ["request-1"]


def test_the_last_picture_stays_while_the_hub_is_away(hall):
    hall.publish([group("a", waiting=3)], fresh=True)
    hall.until(lambda: "a" in hall.link.mirror.groups)
    before_ms = hall.link.now_ms()
    hall.hub_leaves()
    assert hall.link.state == "away"
    assert hall.link.mirror.groups["a"].waiting == 3
    assert before_ms <= hall.link.away_since_ms <= hall.link.now_ms()
    hall.hub_returns()
    assert hall.link.away_since_ms == 0


def test_what_is_asked_while_the_hub_is_away_is_answered_when_it_returns(hall):
    answers = []
    hall.hub_leaves()
    hall.link.request("issue", PENSION, answers.append, request_id="request-1")
    assert answers == []
    hall.hub_returns()
    hall.answer("request-1", Answer("request-1", 2, number="A001"))
    hall.until(lambda: [answer.number for answer in answers] == ["A001"])


def test_what_was_under_way_when_the_hub_left_is_done_once(hall):
    answers = []
    hall.link.request("issue", PENSION, answers.append, request_id="request-1")
    hall.until(lambda: hall.asked() == ["request-1"])
    hall.hub_leaves()
    hall.hub_returns()
    hall.answer("request-1", Answer("request-1", 2, number="A001"))
    hall.until(lambda: len(answers) == 1)
    assert set(hall.asked()) == {"request-1"}


def test_who_waits_too_long_is_told_that_the_hub_is_away(hall, monkeypatch):
    monkeypatch.setattr("shared.client.session.PATIENCE_MS", 300)
    answers = []
    hall.link.request("issue", PENSION, answers.append, request_id="request-1")
    hall.patience_ends()
    hall.until(lambda: len(answers) == 1)
    assert (answers[0].code, answers[0].request_id) == ("hub-away", "request-1")


def test_a_clerk_signs_in_and_stays_signed_in_over_a_reconnect_until_leaving(hall):
    outcomes = []
    hall.link.sign_in("c07", "pw", outcomes.append)
    hall.until(lambda: outcomes == [None])
    assert hall.clerk() == "c07"
    hall.hub_leaves()
    hall.hub_returns()
    hall.until(lambda: hall.clerk() == "c07")
    hall.link.sign_out()
    hall.until(lambda: hall.clerk() == "")


def test_a_wrong_password_is_said(hall):
    outcomes = []
    hall.link.sign_in("c07", "wrong", outcomes.append)
    hall.until(lambda: bool(outcomes))
    assert outcomes[0].status == 401
    assert hall.clerk() == ""


def test_a_request_under_another_name_is_our_own_mistake(hall):
    with pytest.raises(TypeError, match="call-next"):
        hall.link.request("call-next", PENSION, lambda answer: None)
    with pytest.raises(TypeError, match="fly"):
        hall.link.request("fly", CallNextRequest(), lambda answer: None)
    assert hall.asked() == []


def test_after_stop_nothing_is_heard(hall):
    heard = []
    hall.link.state_changed.append(heard.append)
    hall.link.updated.append(lambda rows, fresh: heard.append(rows))
    hall.link.request("issue", PENSION, heard.append, request_id="request-1")
    hall.until(lambda: hall.asked() == ["request-1"])
    hall.link.stop()
    before = list(heard)
    hall.publish([group("a")], fresh=True)
    if not isinstance(hall, SimulatedHouse):
        hall.hub.stop()
        hall.until(lambda: hall.hub.connections() == 0)
    assert heard == before
