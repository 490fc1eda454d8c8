"""A citizen rates badly, says why and leaves a number; a manager sees to it. No word of it is recorded or logged."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from shared.clock import ManualClock
from shared.hub.access.store import Store
from shared.hub.reviews import Reviews, masked, number, plain
from tests.hall import EIGHT
from tests.integration.hubs import HALL, House, house, patiently, records
from tests.integration.people import Person, counter, kiosk, manager
from tests.integration.test_hub_console import signed_in

DONE = "已电话道歉，清单贴在窗口"
WORDS, PHONE = "排了一小时，材料又说不全", "138 0013-8000"
DAY_S = 24 * 3600


@pytest.fixture
async def clock() -> ManualClock:
    return ManualClock(EIGHT)


@pytest.fixture
async def hall(tmp_path: Path, clock: ManualClock) -> AsyncIterator[House]:
    (tmp_path / "hall.toml").write_text(
        HALL.replace("[rules]", "[rules]\nreview_days = 2\nreview_kept_days = 7"), encoding="utf-8"
    )
    async with house(tmp_path, clock, public=("127.0.0.1", 0)) as there:
        yield there


async def served(hall: House) -> tuple[str, Person, str]:
    """Somebody was served at window 1: the ticket's token, its clerk, its id."""
    desk, taker = await counter(hall), await kiosk(hall)
    await desk.post("counters/1/open")
    _, ticket = await taker.post("tickets", service="id-card")
    for verb in ("call-next", "serve", "finish"):
        assert (await desk.post(f"counters/1/{verb}"))[0] == 200
    return ticket["token"], desk, ticket["ticket"]


def warned(hall: House) -> set[str]:
    return {id for id, row in hall.hub.warnings.rows.items() if row.level}


def bad(token: str, **more: object) -> dict[str, Any]:
    return {"token": token, "grade": 2, "reasons": ["not-told"], "text": WORDS, "phone": PHONE} | more


async def test_from_the_bad_grade_to_the_call(hall: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    token, _, _ = await served(hall)
    her, stranger = await signed_in(hall), Person(hall)
    assert (await stranger.post("evaluations", **bad(token)))[0] == 201
    (review,) = hall.hub.reviews.rows()
    assert (review.grade, review.reasons, review.window, review.outcome) == (2, ("not-told",), "1", "")
    assert (review.text, review.phone, review.due) == (WORDS, "138****8000", "2026-01-07")
    told = await her.post("reviews/phone", review=review.id)
    assert told == (200, {"phone": "13800138000"})
    assert "0900 looked at the number" in caplog.text
    assert (await her.post("reviews/settle", review=review.id, outcome="explained", text=DONE))[0] == 200
    (review,) = hall.hub.reviews.rows()
    assert (review.outcome, review.done, review.settled_by) == ("explained", DONE, "0900")
    assert (review.phone, review.text) == ("", WORDS)
    assert (await her.post("reviews/phone", review=review.id))[1] == {"phone": ""}, "it has served its purpose"
    assert (await her.refused("reviews/settle", review=review.id, outcome="fixed"))[1] == "review-settled"
    written = "".join(map(str, records(hall.journal))) + caplog.text
    assert [each for each in (WORDS, DONE, PHONE, "13800138000") if each in written] == []


async def test_a_number_given_at_the_desk_is_noted_and_served_alike(
    hall: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    token, desk, ticket = await served(hall)
    her = await signed_in(hall)
    assert (await desk.post("evaluations", ticket=ticket, grade=2, source="keypad"))[0] == 201
    (review,) = hall.hub.reviews.rows()
    for wrong in ("", "   ", "call me"):
        assert (await her.refused("reviews/note", review=review.id, phone=wrong))[1] == "bad-phone"
    assert (await her.refused("reviews/note", review="x", phone=PHONE))[1] == "unknown-review"
    assert (await her.refused("reviews/note", review=review.id, phone=["x"]))[1] == "malformed"
    assert (await desk.refused("reviews/note", review=review.id, phone=PHONE))[1] == "role-may-not"
    assert (await her.post("reviews/note", review=review.id, phone=PHONE))[0] == 200
    assert "0900 noted a number" in caplog.text
    said = await Person(hall).post("evaluations", token=token, grade=2, reasons=["waiting"], text=WORDS)
    assert said[0] == 201, said
    (review,) = hall.hub.reviews.rows()
    assert (review.text, review.phone) == (WORDS, "138****8000"), "what she writes later takes the number from nobody"
    assert (await her.post("reviews/settle", review=review.id, outcome="fixed"))[0] == 200
    assert (await her.refused("reviews/note", review=review.id, phone=PHONE))[1] == "review-settled"
    written = "".join(map(str, records(hall.journal))) + caplog.text
    assert [each for each in (WORDS, PHONE, "13800138000") if each in written] == []


async def test_every_bad_grade_is_there_and_no_good_one(hall: House) -> None:
    token, desk, _ = await served(hall)
    assert (await Person(hall).post("evaluations", token=token, grade=3))[0] == 201
    assert not hall.hub.reviews.rows()
    _, other = await (await kiosk_again(hall)).post("tickets", service="id-card")
    for verb in ("call-next", "serve", "finish"):
        await desk.post(f"counters/1/{verb}")
    assert (await desk.post("evaluations", ticket=other["ticket"], grade=1, source="keypad"))[0] == 201
    (review,) = hall.hub.reviews.rows()
    assert (review.number, review.grade, review.reasons, review.text) == (other["number"], 1, (), "")
    given = {"token": other["token"], "grade": 1, "reasons": ["attitude", "other"], "text": WORDS}
    assert (await Person(hall).post("evaluations", **given))[0] == 201
    (review,) = hall.hub.reviews.rows()
    assert (review.reasons, review.text) == (("attitude", "other"), WORDS), "the phone says what the keypad cannot"


async def kiosk_again(hall: House) -> Person:
    return Person(hall, await hall.pair("kiosk", "K2"))


async def test_what_was_not_heard_is_sent_again_and_counts_once(hall: House) -> None:
    token, _, _ = await served(hall)
    stranger, key = Person(hall), "the-same-press"
    for _ in range(2):
        assert (await stranger.post("evaluations", key, **bad(token)))[0] == 201
    assert await stranger.refused("evaluations", **bad(token, text="别的话")) == (409, "already-evaluated")
    (review,) = hall.hub.reviews.rows()
    assert review.text == WORDS
    assert sum(each["type"] == "service-evaluated" for each in records(hall.journal)) == 1


NONSENSE: tuple[tuple[dict[str, object], tuple[int, str]], ...] = (
    ({"text": "多" * 201}, (400, "malformed")),
    ({"text": 7}, (400, "malformed")),
    ({"phone": "1" * 31}, (400, "malformed")),
    ({"phone": "打给我"}, (409, "bad-phone")),
    ({"phone": "12345"}, (409, "bad-phone")),
    ({"phone": "+8613800138000138000"}, (409, "bad-phone")),
    ({"phone": "1380013800<b>"}, (409, "bad-phone")),
    ({"phone": "13800138000\x00"}, (409, "bad-phone")),
    ({"grade": 4}, (400, "malformed")),
    ({"grade": 3, "text": ""}, (400, "malformed")),
    ({"reasons": []}, (409, "reason-needed")),
)


async def test_nonsense_is_told_so_and_costs_nothing(hall: House, clock: ManualClock) -> None:
    token, _, _ = await served(hall)
    stranger = Person(hall)
    for wrong, said in NONSENSE:
        clock.advance(60)  # who tries often is slowed down
        assert await stranger.refused("evaluations", **bad(token, **wrong)) == said, wrong
        assert not hall.hub.reviews.rows()
    assert (await stranger.post("evaluations", **bad(token)))[0] == 201


async def test_words_come_from_the_tickets_own_page_alone(hall: House) -> None:
    _, desk, ticket = await served(hall)
    wish = {"ticket": ticket, "grade": 2, "reasons": ["other"], "source": "screen"}
    assert (await desk.refused("evaluations", **wish, text=WORDS))[1] == "malformed"
    assert (await desk.refused("evaluations", **wish, phone=PHONE))[1] == "malformed"
    assert (await desk.post("evaluations", **wish))[0] == 201


@pytest.mark.parametrize(
    ("origin", "said"), [("", (403, "plain-line")), ("http", (403, "plain-line")), ("https", None)]
)
async def test_a_number_is_taken_over_a_private_line_alone(
    hall: House, origin: str, said: tuple[int, str] | None
) -> None:
    """A proxy with a certificate of its own speaks plainly to the hub; the page's Origin tells that it was https."""
    token, _, _ = await served(hall)
    base = f"127.0.0.1:{hall.hub.public_port}"
    headers = {"Content-Type": "application/json"} | ({"Origin": f"{origin}://{base}"} if origin else {})
    async with hall.http.post(f"http://{base}/api/v1/evaluations", json=bad(token), headers=headers) as answer:
        problem = await answer.json(content_type=None)
        assert said is None or (answer.status, problem["code"]) == said
    if said:
        assert not hall.hub.reviews.rows()
        async with hall.http.post(f"http://{base}/api/v1/evaluations", json=bad(token, phone="")) as answer:
            assert answer.status == 201
    (review,) = hall.hub.reviews.rows()
    assert (review.text, bool(review.phone)) == (WORDS, said is None)


async def test_only_managers_see_it(hall: House) -> None:
    token, desk, _ = await served(hall)
    await Person(hall).post("evaluations", **bad(token))
    (review,) = hall.hub.reviews.rows()
    for who in (Person(hall), desk, await kiosk_again(hall)):
        for path, more in (("phone", {}), ("settle", {"outcome": "fixed"})):
            assert (await who.refused(f"reviews/{path}", review=review.id, **more))[0] in (401, 403)
    her = await manager(hall)
    assert (await her.refused("reviews/settle", review="nobody#1", outcome="fixed")) == (404, "unknown-review")
    assert (await her.refused("reviews/settle", review=review.id, outcome="forgotten"))[1] == "malformed"
    assert (await her.refused("reviews/phone", review=["x"]))[1] == "malformed"


async def test_it_outlives_a_restart_and_is_forgotten_when_its_time_is_over(
    hall: House, clock: ManualClock, tmp_path: Path
) -> None:
    token, _, _ = await served(hall)
    await Person(hall).post("evaluations", **bad(token))
    store = Store(tmp_path)
    try:
        assert [row["phone"] for row in store.rows("SELECT phone FROM review")] == ["13800138000"]
        with store.change() as connection:  # as if the hub had ended before it wrote this
            connection.execute("DELETE FROM review")
        await Reviews(store).keep_up(hall.hub.service.state)
        (review,) = hall.hub.reviews.rows()
        assert (review.grade, review.text) == (2, "")
        clock.advance(7 * DAY_S)
        await patiently(lambda: hall.hub.service.state.day == "2026-01-12")
        (review,) = hall.hub.reviews.rows()
        await patiently(lambda: "overdue/hub" in warned(hall))
        await hall.hub.reviews.settle(review.id, "fixed", "", "0900", clock.now_ms())
        await patiently(lambda: "overdue/hub" not in warned(hall))
        clock.advance(DAY_S)
        await patiently(lambda: not hall.hub.reviews.rows())
        assert not store.rows("SELECT * FROM review")
    finally:
        store.close()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  等了\n太久\t了 ", "等了 太久 了"),
        ("abc\x00\x07\x1bdef", "abcdef"),
        ("\u202eright to left\u2066", "right to left"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("\ud800", ""),
    ],
)
def test_words_are_kept_as_plain_text(given: str, kept: str) -> None:
    assert plain(given) == kept


@pytest.mark.parametrize(
    ("given", "dialled", "shown"),
    [
        ("", "", ""),
        ("１３８ ００１３ ８０００", "13800138000", "138****8000"),
        ("+86 138-0013-8000", "+8613800138000", "+86****8000"),
        ("(0571) 8765.4321", "057187654321", "057****4321"),
        ("8765432", "8765432", "876****"),
        ("87654321", "87654321", "876****1"),
    ],
)
def test_a_number_is_kept_as_it_is_dialled_and_shown_without_its_middle(given: str, dialled: str, shown: str) -> None:
    assert number(given) == dialled
    assert masked(dialled) == shown
