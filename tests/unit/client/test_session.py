"""The terminal's half of the protocol, spoken to by hand: frames and milliseconds in, actions out."""

from typing import Any

import msgspec
import pytest

from shared.client.mirror import Mirror
from shared.client.port import PATIENCE_MS
from shared.client.session import WELCOME_MS, Action, Answered, Applied, Live, Lost, Odd, Send, Session
from shared.protocol.answers import Answer, Problem
from shared.protocol.codec import decode_from_terminal, encode
from shared.protocol.messages import (
    MAX_FRAME_BYTES,
    Command,
    Hello,
    Message,
    Ping,
    Pong,
    Refusal,
    Reply,
    SignedIn,
    SignIn,
    SignOut,
    Snapshot,
    Update,
    Welcome,
)
from tests.unit.client.rows import group

NO = Problem("sold-out", 409, "Sold out")


def session(seq: int | None = None) -> Session:
    mirror = Mirror()
    mirror.seq = seq
    return Session(mirror, clock_ms=1_000_000, now_ms=0)


def sent(actions: list[Action]) -> list[Any]:
    return [decode_from_terminal(action.frame) for action in actions if isinstance(action, Send)]


def tell(talk: Session, message: Message, now_ms: int = 0) -> list[Action]:
    return talk.received(encode(message), now_ms)


def welcome(talk: Session, now_ms: int = 0, *, seq: int = 1, clock_ms: int = 1_000_000) -> list[Action]:
    """Connect and be welcomed, picture and all."""
    talk.opened(now_ms)
    actions = tell(
        talk, Welcome(hall="h", device="k1", role="kiosk", seq=seq, heartbeat_ms=1000, now_ms=clock_ms), now_ms
    )
    return actions + (tell(talk, Snapshot(seq=seq, rows=()), now_ms) if talk.mirror.seq is None else [])


def test_a_fresh_terminal_asks_for_everything_and_a_known_one_from_where_it_was():
    assert sent(session().opened(0)) == [Hello(after=None)]
    assert sent(session(seq=41).opened(0)) == [Hello(after=41)]


def test_the_welcome_makes_it_live_and_sets_the_clock():
    talk = session()
    actions = welcome(talk, now_ms=500, clock_ms=9_000_500)
    assert isinstance(actions[0], Live)
    assert talk.live
    assert talk.offset_ms == 9_000_000


@pytest.mark.parametrize("step_ms", [-86_400_000, 3_600_000, 86_400_000])
def test_it_follows_the_hubs_clock_when_that_is_put_right(step_ms):
    talk = session()
    welcome(talk, now_ms=0, clock_ms=9_000_000_000)
    tell(talk, Pong(n=1, now_ms=9_000_000_900), now_ms=1_000)
    assert talk.offset_ms == 9_000_000_000, "a slow line is no news"
    tell(talk, Pong(n=2), now_ms=2_000)
    assert talk.offset_ms == 9_000_000_000, "a hub that does not say leaves it as it was"
    tell(talk, Pong(n=3, now_ms=9_000_003_000 + step_ms), now_ms=3_000)
    assert talk.offset_ms == 9_000_000_000 + step_ms


def test_snapshot_and_updates_reach_the_mirror():
    talk = session()
    welcome(talk)
    assert tell(talk, Snapshot(seq=7, rows=(group("a"),))) == [Applied((group("a"),), True)]
    assert tell(talk, Update(seq=8, rows=(group("a", 2),))) == [Applied((group("a", 2),), False)]
    assert (talk.mirror.seq, talk.mirror.groups["a"].waiting) == (8, 2)


def test_rows_that_change_with_the_hour_come_without_a_new_record():
    talk = session()
    welcome(talk, seq=7)
    assert tell(talk, Update(seq=7, rows=(group("a", 3),))) == [Applied((group("a", 3),), False)]


def test_an_update_that_goes_back_is_not_believed_and_the_whole_picture_is_asked_for():
    talk = session()
    welcome(talk, seq=7)
    (lost,) = tell(talk, Update(seq=6, rows=(group("a", 9),)))
    assert isinstance(lost, Lost)
    assert not talk.mirror.groups
    talk.closed()
    assert sent(talk.opened(0)) == [Hello(after=None)]


def test_a_hub_that_has_gone_back_must_send_a_snapshot_before_its_updates_count():
    talk = session(seq=40)
    talk.opened(0)
    tell(talk, Welcome(hall="h", device="k1", role="kiosk", seq=12, heartbeat_ms=1000, now_ms=0))
    assert isinstance(tell(talk, Update(seq=13, rows=(group("a"),)))[0], Lost)
    talk.closed()
    welcome(talk, seq=12)
    assert tell(talk, Update(seq=13, rows=(group("a"),))) == [Applied((group("a"),), False)]


def test_a_request_goes_out_when_live_and_its_answer_comes_once():
    talk = session()
    welcome(talk)
    assert sent(talk.request("request-1", "issue", b'{"service":"a1"}', 0)) == [
        Command(id="request-1", name="issue", body=msgspec.Raw(b'{"service":"a1"}'))
    ]
    answer = Answer("request-1", 5, number="A005")
    assert tell(talk, Reply(id="request-1", answer=answer)) == [Answered("request-1", answer)]
    assert tell(talk, Reply(id="request-1", answer=answer)) == []


def test_a_refusal_is_an_answer_too():
    talk = session()
    welcome(talk)
    talk.request("request-1", "issue", b"{}", 0)
    assert tell(talk, Refusal(id="request-1", problem=NO)) == [Answered("request-1", NO)]


def test_an_id_that_waits_is_not_asked_twice():
    talk = session()
    welcome(talk)
    assert sent(talk.request("request-1", "issue", b"{}", 0))
    assert talk.request("request-1", "issue", b"{}", 0) == []


def test_what_was_asked_while_away_goes_out_in_order_when_the_hub_is_back():
    talk = session()
    assert talk.request("request-1", "issue", b"{}", 0) == []
    assert talk.request("request-2", "issue", b"{}", 0) == []
    assert [command.id for command in sent(welcome(talk, 100))] == ["request-1", "request-2"]


def test_what_was_not_answered_goes_out_again_under_its_id_after_a_reconnect():
    talk = session()
    welcome(talk)
    talk.request("request-1", "issue", b"{}", 0)
    talk.closed()
    assert [command.id for command in sent(welcome(talk, 100))] == ["request-1"]


def test_patience_ends_after_five_seconds_and_a_late_answer_is_not_heard():
    talk = session()
    talk.request("request-1", "issue", b"{}", 0)
    assert talk.tick(PATIENCE_MS - 1) == []
    ((request_id, problem),) = talk.tick(PATIENCE_MS)
    assert (request_id, problem.code) == ("request-1", "hub-away")
    assert sent(welcome(talk, PATIENCE_MS + 1)) == []
    assert tell(talk, Reply(id="request-1", answer=Answer("request-1", 5))) == []


def test_the_outboxs_requests_wait_for_ever():
    talk = session()
    talk.request("request-1", "issue", b"{}", 0, patient=True)
    assert talk.tick(1_000 * PATIENCE_MS) == []


@pytest.mark.parametrize("request_id", ["", "short", "with space", "x" * 65, "中文中文中文中文", "request-1\n"])
def test_an_id_that_no_hub_would_take_is_our_own_mistake(request_id):
    with pytest.raises(ValueError, match="request id"):
        session().request(request_id, "issue", b"{}", 0)


def test_a_request_too_large_for_the_hub_is_answered_here():
    talk = session()
    welcome(talk)
    body = msgspec.json.encode({"reason": "x" * MAX_FRAME_BYTES})
    ((request_id, problem),) = talk.request("request-1", "pause", body, 0)
    assert (request_id, problem.code) == ("request-1", "too-large")


def test_each_heartbeat_is_a_ping_and_a_ping_is_a_pong():
    talk = session()
    welcome(talk)
    assert sent(talk.tick(999)) == []
    assert sent(talk.tick(1000)) == [Ping(n=1)]
    assert sent(talk.tick(1500)) == []
    assert tell(talk, Pong(n=1), 1600) == []
    assert sent(talk.tick(2000)) == [Ping(n=2)]
    assert sent(tell(talk, Ping(n=77), 2100)) == [Pong(n=77)]


def test_silence_of_three_heartbeats_is_a_lost_connection_and_any_word_is_a_sign_of_life():
    talk = session()
    welcome(talk)
    talk.received(b"nonsense", 2000)
    assert not any(isinstance(action, Lost) for action in talk.tick(5000))
    assert any(isinstance(action, Lost) for action in talk.tick(5001))


def test_a_hub_that_never_welcomes_is_given_up():
    talk = session()
    talk.opened(0)
    assert talk.tick(WELCOME_MS) == []
    assert isinstance(talk.tick(WELCOME_MS + 1)[0], Lost)


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"\x00\xff\xfe",
        "plain words",
        b"null",
        b"[]",
        b'{"m":"martian"}',
        b'{"m":"snapshot","seq":"one","rows":[]}',
        b'{"m":"update","seq":9}',
        b'{"m":"update","seq":9,"rows":[{"t":"ghost"}]}',
        b"[" * 100_000,
    ],
)
def test_nonsense_is_reported_and_changes_nothing(frame):
    talk = session()
    welcome(talk)
    assert [type(action) for action in talk.received(frame, 0)] == [Odd]
    assert talk.mirror.seq == 1
    assert talk.live


def test_news_before_the_welcome_is_not_believed():
    talk = session()
    talk.opened(0)
    assert [type(action) for action in tell(talk, Snapshot(seq=3, rows=()))] == [Odd]
    assert talk.mirror.seq is None


def test_frames_of_a_connection_that_is_gone_are_not_read():
    talk = session()
    welcome(talk)
    talk.closed()
    assert tell(talk, Update(seq=9, rows=(group("a"),))) == []
    assert talk.mirror.seq == 1


def test_a_message_the_hub_could_not_read_is_reported():
    talk = session()
    welcome(talk)
    (odd,) = tell(talk, Refusal(id="", problem=Problem("malformed", 400, "Not a message")))
    assert odd == Odd("the hub refused a message: Not a message")


def test_a_clerk_is_signed_in_again_before_the_requests_go_out():
    talk = session()
    welcome(talk)
    talk.sign_in("sign-in-1", "c07", "pw", 0)
    assert tell(talk, SignedIn(id="sign-in-1", clerk="c07")) == [Answered("sign-in-1", None)]
    talk.closed()
    talk.request("request-1", "call-next", b"{}", 0)
    assert sent(welcome(talk, 10)) == [SignIn(id="sign-in-1", clerk="c07", password="pw")]
    assert [command.id for command in sent(tell(talk, SignedIn(id="sign-in-1", clerk="c07")))] == ["request-1"]


def test_a_clerk_whose_password_was_changed_is_not_tried_again_and_the_requests_go_out_all_the_same():
    talk = session()
    welcome(talk)
    talk.sign_in("sign-in-1", "c07", "pw", 0)
    tell(talk, SignedIn(id="sign-in-1", clerk="c07"))
    talk.request("request-1", "call-next", b"{}", 0)
    talk.closed()
    welcome(talk)
    refusal = Refusal(id="sign-in-1", problem=Problem("bad-password", 401, "No"))
    assert [command.id for command in sent(tell(talk, refusal))] == ["request-1"]
    talk.closed()
    assert not any(isinstance(message, SignIn) for message in sent(welcome(talk)))


def test_a_clerk_who_left_stays_away():
    talk = session()
    welcome(talk)
    talk.sign_in("sign-in-1", "c07", "pw", 0)
    tell(talk, SignedIn(id="sign-in-1", clerk="c07"))
    assert sent(talk.sign_out("sign-out-1")) == [SignOut(id="sign-out-1")]
    talk.closed()
    assert sent(welcome(talk)) == []


def test_a_sign_in_the_hub_never_heard_is_not_made_later_behind_the_clerks_back():
    talk = session()
    talk.sign_in("sign-in-1", "c07", "pw", 0)
    ((request_id, problem),) = talk.tick(PATIENCE_MS)
    assert (request_id, problem.code) == ("sign-in-1", "hub-away")
    assert sent(welcome(talk, PATIENCE_MS + 1)) == []


def test_leaving_while_the_sign_in_is_under_way_ends_it():
    talk = session()
    talk.sign_in("sign-in-1", "c07", "pw", 0)
    ((request_id, problem),) = talk.sign_out("sign-out-1")
    assert (request_id, problem.code) == ("sign-in-1", "hub-away")
    assert sent(welcome(talk)) == []
