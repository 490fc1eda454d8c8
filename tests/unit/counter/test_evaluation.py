"""From 请评价 to 谢谢: the first press counts once, a time-out is never a rating."""

import pytest

from counter.controllers.evaluation import Evaluation
from counter.controllers.words import say
from shared.client.simulated import SimulatedLink
from shared.protocol.answers import Answer, Problem
from shared.protocol.requests import EvaluateRequest
from tests.unit.counter.rows import NOW, asked, calling, desk, serving


class Pad:
    """A keypad that writes down what it was told."""

    def __init__(self):
        self.told = []

    def ask_rating(self, seconds):
        self.told.append(("ask", seconds))
        return True

    def thank(self):
        self.told.append(("thank",))
        return True


@pytest.fixture
def link():
    link = SimulatedLink("counter", "c8")
    link.at_ms = NOW
    link.start()
    return link


@pytest.fixture
def pad():
    return Pad()


@pytest.fixture
def refused():
    return []


@pytest.fixture
def evaluation(link, pad, refused):
    evaluation = Evaluation(link, refused.append)
    evaluation.keypad = pad
    return evaluation


def confirm(link, rejected=""):
    link.answer(link.asked[-1].request_id, Answer(link.asked[-1].request_id, 9, rejected=rejected))


def sent(link):
    """Which ticket and visit each press was sent for, and its grade."""
    return [(it.request.ticket, it.request.visit, it.request.grade) for it in link.asked]


def test_a_question_is_put_once_for_the_time_left(evaluation, pad):
    for _ in range(3):
        evaluation.follow(desk(asked=asked()))
    assert pad.told == [("ask", 7.0)]


def test_the_press_goes_to_the_hub_and_the_thanks_follow_its_answer(evaluation, pad, link):
    evaluation.follow(desk(asked=asked()))
    evaluation.rated(5)
    assert link.asked[-1].request == EvaluateRequest(ticket="t47", grade=5, visit=1, source="keypad")
    assert ("thank",) not in pad.told
    confirm(link)
    assert pad.told[-1] == ("thank",)


def test_the_first_press_is_thanked_and_a_second_one_only_recorded(evaluation, link, pad, refused):
    evaluation.follow(desk(asked=asked()))
    evaluation.rated(2)
    confirm(link)
    evaluation.rated(5)
    confirm(link, rejected="repeated")
    assert sent(link) == [("t47", 1, 2), ("t47", 1, 5)]
    assert pad.told.count(("thank",)) == 1
    assert refused == []


def test_a_press_that_nobody_asked_for_is_told_without_a_ticket(evaluation, link):
    evaluation.rated(5)
    evaluation.follow(calling())
    evaluation.rated(4)
    assert sent(link) == [("", None, 5)]


def test_a_late_press_is_told_for_the_one_who_was_asked_and_not_thanked(evaluation, link, pad):
    evaluation.follow(desk(asked=asked()))
    link.advance(7_000)
    evaluation.rated(5)
    confirm(link, rejected="late")
    assert sent(link) == [("t47", 1, 5)]
    assert ("thank",) not in pad.told


def test_a_press_while_the_next_citizen_is_here_is_not_the_last_ones(evaluation, link):
    evaluation.follow(desk(asked=asked()))
    evaluation.follow(serving(ticket="t48"))
    evaluation.rated(1)
    assert sent(link) == [("", None, 1)]


def test_a_stuck_key_is_told_once_of_a_kind_for_each_citizen(evaluation, link):
    evaluation.follow(desk(asked=asked(given=True)))
    for _ in range(50):
        evaluation.rated(3)
    evaluation.follow(calling())
    for _ in range(50):
        evaluation.rated(3)
    evaluation.follow(desk(asked=asked(ticket="t48", given=True)))
    evaluation.rated(3)
    assert [it[0] for it in sent(link)] == ["t47", "", "t48"]


def test_a_first_press_that_comes_too_late_at_the_hub_is_said(evaluation, link, refused):
    evaluation.follow(desk(asked=asked()))
    evaluation.rated(5)
    confirm(link, rejected="late")
    assert refused == [say("counter.rejected.late")]


def test_an_old_question_is_not_put_again_after_a_restart(evaluation, pad):
    evaluation.follow(desk(asked=asked(until_ms=NOW)))
    evaluation.follow(desk(asked=asked(ticket="t48", given=True)))
    assert pad.told == []


def test_the_next_citizen_is_asked_anew(evaluation, pad, link):
    evaluation.follow(desk(asked=asked()))
    evaluation.rated(4)
    evaluation.follow(desk(asked=asked(visit=2)))
    evaluation.rated(3)
    assert [(it.request.visit, it.request.grade) for it in link.asked] == [(1, 4), (2, 3)]
    assert len([told for told in pad.told if told[0] == "ask"]) == 2


def test_a_press_without_the_hub_is_sent_again_and_counts_once(evaluation, pad, link):
    evaluation.follow(desk(asked=asked()))
    link.set_state("away")
    evaluation.rated(5)
    link.advance(6_000)
    assert pad.told == [("ask", 7.0)]
    link.set_state("live")
    ids = {it.request_id for it in link.asked}
    assert len(ids) == 1
    confirm(link)
    assert pad.told.count(("thank",)) == 1
    link.set_state("away")
    link.set_state("live")
    assert {it.request_id for it in link.asked} == ids


def test_a_refused_rating_is_told_not_thanked(evaluation, pad, link, refused):
    evaluation.follow(desk(asked=asked()))
    evaluation.rated(5)
    link.answer(link.asked[-1].request_id, Problem("unknown-ticket", 409, "unknown"))
    assert [problem.code for problem in refused] == ["unknown-ticket"]
    assert ("thank",) not in pad.told


def test_a_desk_without_a_keypad_asks_nobody(link, refused):
    Evaluation(link, refused.append).follow(desk(asked=asked()))
    assert (link.asked, refused) == ([], [])
