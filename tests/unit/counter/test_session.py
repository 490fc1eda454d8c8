"""A clerk's session without a screen: one verb at a time, every answer in words."""

import pytest

from counter.controllers.session import DOUBLE_MS, NOTICE_MS, Notice, Session, refusal
from counter.controllers.words import say
from shared.catalogue import catalogue
from shared.client.simulated import SimulatedLink
from shared.hall.refusals import CODES
from shared.protocol.answers import Answer, Problem
from tests.unit.counter.rows import MISSED, NOW, calling, desk, hall, serving

CLERKS_MEET = (
    *("hall-not-open", "unknown-service", "unknown-ticket", "counter-closed", "counter-paused", "counter-taken"),
    *("counter-already-open", "counter-busy", "nobody-called", "nobody-served", "recall-too-soon", "no-show-too-soon"),
    *("ticket-not-missed", "ticket-not-parked", "ticket-not-waiting", "not-able", "same-service", "too-many-services"),
    *("nothing-to-evaluate", "already-evaluated", "bad-grade", "reason-needed"),
)
AT_THE_DOOR = ("wrong-password", "clerk-disabled", "too-many-tries", "sign-in-first", "not-paired", "fault")


class Changes:
    """Counts how often the screen was told to look again."""

    def __init__(self):
        self.count = 0

    def __call__(self):
        self.count += 1


@pytest.fixture
def link():
    link = SimulatedLink("counter", "c8")
    link.at_ms = NOW
    return link


@pytest.fixture
def session(link):
    session = Session(link, Changes())
    link.start()
    link.feed([hall(), desk("idle")], fresh=True)
    session.sign_in("0817", "a password")
    return session


def names(link):
    return [asked.name for asked in link.asked]


def answer(link, **fields):
    link.answer(link.asked[-1].request_id, Answer(link.asked[-1].request_id, 9, **fields))


def test_before_the_hub_is_there_nobody_signs_in(link):
    session = Session(link, Changes())
    session.sign_in("0817", "x")
    assert (session.clerk, session.notice.words) == ("", say("counter.away.press"))


def test_a_wrong_password_is_said_and_asks_again(link):
    session = Session(link, Changes())
    link.start()
    link.on_sign_in = lambda clerk, password: refusal("wrong-password")
    session.sign_in("0817", "guess")
    assert (session.clerk, link.clerk) == ("", "")
    assert session.asking == ""
    assert session.notice.words.code == "wrong-password"


def test_f9_asks_once_and_waits_for_the_answer(link, session):
    session.press("F9")
    link.advance(DOUBLE_MS)
    session.press("F9")
    assert names(link) == ["call-next"]
    assert session.asking == "call-next"
    answer(link)
    assert session.asking == ""


def test_a_second_f9_within_a_second_is_the_same_press(link, session):
    link.on_request = lambda name, request: Answer("", 9)
    session.press("F9")
    link.feed([calling()])
    link.advance(DOUBLE_MS - 1)
    session.press("F9")
    assert names(link) == ["call-next"]
    link.advance(1)
    session.press("F9")
    assert names(link) == ["call-next", "serve"]


def test_a_clock_put_back_does_not_lock_f9(link, session):
    link.on_request = lambda name, request: Answer("", 9)
    session.press("F9")
    link.feed([serving()])
    link.at_ms -= 3_600_000
    session.press("F9")
    assert names(link) == ["call-next", "finish"]


@pytest.mark.parametrize(
    ("row", "key", "problem"),
    [
        (calling(), "F8", refusal("recall-too-soon", seconds=6)),
        (calling(), "F10", refusal("no-show-too-soon", seconds=171, calls=2)),
        (desk("idle"), "F8", refusal("nobody-called")),
        (serving(), "F10", refusal("nobody-called")),
        (desk("idle"), "F6", refusal("nobody-served")),
        (calling(), "F7", refusal("nobody-served")),
        (serving(), "F5", refusal("counter-busy", number="D047")),
        (desk("closed"), "F5", refusal("counter-closed")),
        (calling(), "Shift+F3", refusal("counter-busy", number="D047")),
        (desk("paused"), "Shift+F3", refusal("counter-paused")),
        (desk("closed"), "Shift+F3", refusal("counter-closed")),
        (calling(), "F12", refusal("counter-busy", number="D047")),
        (serving(), "F12", refusal("counter-busy", number="D047")),
    ],
    ids=lambda value: getattr(value, "code", getattr(value, "state", value)),
)
def test_a_key_that_does_nothing_now_says_why_and_asks_nobody(link, session, row, key, problem):
    link.feed([row])
    assert session.press(key) is None
    assert session.notice == Notice("stop", problem, NOW)
    assert names(link) == []


def test_the_hubs_refusal_becomes_the_notice_until_the_next_verb(link, session):
    assert session.press("F5") == "pause"
    session.pause("lunch")
    link.answer(link.asked[-1].request_id, Problem("counter-taken", 409, "taken"))
    assert session.notice.words.code == "counter-taken"
    session.pause("lunch")
    assert session.notice is None


def test_a_notice_goes_by_itself(link, session):
    session.press("F8")
    link.advance(NOTICE_MS - 1)
    assert session.notice is not None
    link.advance(1)
    assert session.notice is None


def test_no_answer_is_no_success_and_no_refusal(link, session):
    session.press("F9")
    link.set_state("away")
    link.advance(5_000)
    assert session.asking == ""
    assert session.notice.words == say("counter.away.no-answer")


def test_while_the_hub_is_away_every_verb_says_so(link, session):
    link.feed(
        [
            serving(),
        ]
    )
    link.set_state("away")
    for ask in (
        lambda: session.press("F9"),
        lambda: session.press("F12"),
        lambda: session.park("any"),
        lambda: session.transfer("other"),
        lambda: session.requeue("t39"),
        lambda: session.resume("t43"),
    ):
        ask()
        assert session.notice.words == say("counter.away.press")
    assert names(link) == []


def test_what_needs_a_choice_opens_its_sheet(link, session):
    link.feed([serving()])
    assert (session.press("F6"), session.press("F7")) == ("park", "transfer")
    link.feed([desk("idle", missed=MISSED)])
    assert (session.press("F3"), session.press("F12")) == ("bring-back", "leave")
    assert names(link) == []


def test_the_choice_is_asked_and_confirmed_with_the_number(link, session):
    link.feed([serving()])
    session.park("same")
    assert link.asked[-1].request.kind == "same"
    answer(link, number="D047")
    assert session.notice == Notice("info", say("counter.done.park", number="D047"), NOW)
    session.transfer("other")
    assert link.asked[-1].request.service == "other"


def test_leaving_closes_first_and_signs_out_only_when_closed(link, session):
    session.leave(sign_out=True)
    assert (names(link), link.clerk) == (["close"], "0817")
    answer(link)
    assert (session.clerk, link.clerk) == ("", "")


def test_a_refused_close_keeps_the_clerk_signed_in(link, session):
    session.leave(sign_out=True)
    link.answer(link.asked[-1].request_id, refusal("counter-busy", number="D047"))
    assert (session.clerk, link.clerk) == ("0817", "0817")
    assert session.notice.words.code == "counter-busy"


def test_from_a_closed_counter_f12_signs_out_at_once(link, session):
    link.feed([desk("closed")])
    session.press("F12")
    assert (session.clerk, names(link)) == ("", [])


def test_a_hub_that_forgot_the_clerk_brings_back_the_sign_in(link, session):
    session.press("F9")
    link.answer(link.asked[-1].request_id, Problem("sign-in-first", 401, "sign in"))
    assert session.clerk == ""


def test_every_refusal_a_clerk_can_meet_has_words_in_both_languages():
    known = catalogue()
    assert set(CLERKS_MEET) <= set(CODES)
    for code in (*CLERKS_MEET, *AT_THE_DOOR):
        assert known[f"refused.{code}"].zh != known[f"refused.{code}"].en, code


def test_every_change_reaches_the_screen(link, session):
    told = session._changed
    before = told.count
    link.feed([calling()])
    link.set_state("away")
    link.set_state("live")
    session.press("F8")
    assert told.count == before + 4
