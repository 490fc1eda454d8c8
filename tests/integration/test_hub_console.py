"""The manager's console as strangers, clerks and managers may use it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.hall.state import State
from shared.hub.http.routes import API
from tests.integration.hubs import PASSWORD, House, house, records
from tests.integration.people import Person, counter, kiosk, manager
from tests.integration.test_hub_desk import sound

WORDS = "赶高铁，车票已看过"


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path, public=("127.0.0.1", 0)) as there:
        yield there


async def signed_in(hall: House, clerk: str = "0900") -> Person:
    await hall.clerk(clerk)
    hall.hub.clerks.make_manager(clerk, True)
    her = Person(hall)
    status, session = await her.post("console/session", clerk=clerk, password=PASSWORD)
    assert status == 201
    her.headers["Fairhall-Session"] = session["session"]
    return her


async def test_a_manager_in_a_browser_may_what_a_managers_device_may(hall: House) -> None:
    her, desk, taker = await signed_in(hall), await counter(hall), await kiosk(hall)
    assert (await desk.post("counters/1/open"))[0] == 200
    _, ticket = await taker.post("tickets", service="id-card")
    for who in (her, await manager(hall)):
        status, story = await who.get(f"{API}/console/tickets/{ticket['number'].lower()}")
        assert status == 200
        assert [step["what"] for step in story["steps"]] == ["issued", "drawn"]
        assert story["able"] == ["1"]
    status, _ = await her.post("counters/1/assign", ticket=ticket["number"], reason="mobility")
    assert status == 200
    _, story = await her.get(f"{API}/console/tickets/{ticket['number']}")
    assert story["steps"][-1] == {
        "at_ms": story["steps"][-1]["at_ms"],
        "what": "assign",
        "by": "manager:0900",
        "facts": {"window": "1", "reason": "mobility"},
    }


async def test_a_whole_errand_is_told_in_order(hall: House) -> None:
    her, desk, taker = await signed_in(hall), await counter(hall), await kiosk(hall)
    await desk.post("counters/1/open")
    _, ticket = await taker.post("tickets", service="id-card")
    verbs = (("call-next", {}), ("serve", {}), ("park", {"kind": "same"}))
    for verb, fields in verbs:
        assert (await desk.post(f"counters/1/{verb}", **fields))[0] == 200
    assert (await desk.post(f"tickets/{ticket['ticket']}/resume"))[0] == 200
    for verb, fields in (
        *(("call-next", {}), ("serve", {}), ("add-service", {"service": "residence"})),
        *(("transfer", {"service": "income"}), ("call-next", {}), ("serve", {}), ("finish", {})),
    ):
        status, answer = await desk.post(f"counters/1/{verb}", **fields)
        assert status == 200, (verb, answer)
    grade = {"ticket": ticket["ticket"], "grade": 1, "source": "screen", "reasons": ["waiting"]}
    assert (await desk.post("evaluations", **grade))[0] == 201
    _, story = await her.get(f"{API}/console/tickets/{ticket['number']}")
    assert [step["what"] for step in story["steps"]] == [
        *("issued", "drawn", "called", "started", "parked-same", "resumed", "called", "started", "added", "sent-on"),
        *("called", "started", "finished", "rated"),
    ]
    assert story["steps"][-1]["facts"] == {"grade": "1", "reasons": ["waiting"]}
    assert story["status"]["status"] == "finished"


async def test_what_a_manager_does_at_the_console_stands_in_a_sound_record(hall: House) -> None:
    her, desk = await signed_in(hall), await counter(hall)
    await desk.post("counters/1/open")
    tickets = [(await her.post("tickets", service="id-card"))[1] for _ in range(3)]
    for verb, fields in (
        *(("pause", {}), ("open", {}), ("assign", {"ticket": tickets[1]["number"], "reason": "recusal"})),
        *(
            ("special-call", {"ticket": tickets[2]["number"], "reason": "papers"}),
            ("serve", {}),
            ("park", {"kind": "any"}),
        ),
        *(("call-next", {}), ("serve", {}), ("finish", {})),
    ):
        status, answer = await her.post(f"counters/1/{verb}", **fields)
        assert status == 200, (verb, answer)
    assert (await her.post(f"tickets/{tickets[2]['ticket']}/resume"))[0] == 200
    assert (await her.post(f"tickets/{tickets[1]['ticket']}/cancel"))[0] == 200
    assert (await her.post("counters/1/close"))[0] == 200
    assert {line["by"] for line in records(hall.journal)} == {"hub", "clerk:0801", "manager:0900"}
    await hall.hub.stop()
    assert sound(hall.data).report().audit.overrides.not_by_its_clerk


async def test_a_clerks_words_about_a_special_call_are_for_managers_and_in_no_record(hall: House) -> None:
    her, desk, taker = await signed_in(hall), await counter(hall), await kiosk(hall)
    await desk.post("counters/1/open")
    tickets = [(await taker.post("tickets", service="id-card"))[1]["number"] for _ in range(3)]
    wish = {"ticket": tickets[2], "reason": "other"}
    assert await desk.refused("counters/1/special-call", **wish) == (409, "say-why")
    assert await desk.refused("counters/1/special-call", **wish, text=" late  ") == (409, "say-why")
    assert await desk.refused("counters/1/special-call", **wish, text="x" * 61) == (400, "malformed")
    assert (await desk.post("counters/1/special-call", **wish, text=f" {WORDS}\n"))[0] == 200
    for verb in ("serve", "finish"):
        await desk.post(f"counters/1/{verb}")
    assert (await desk.post("counters/1/special-call", ticket=tickets[1], reason="mobility"))[0] == 200
    assert WORDS not in "".join(map(str, records(hall.journal)))
    assert await told(her, tickets[2]) == ("special-call-said", {"window": "1", "reason": "other", "text": WORDS})
    assert await told(her, tickets[1]) == ("special-call", {"window": "1", "reason": "mobility"})
    await hall.hub.stop()
    async with house(hall.data) as again:
        later = await signed_in(again, "0902")
        assert (await told(later, tickets[2]))[0] == "special-call-said"
        await again.hub.notes.forget(State())  # another day: none of its tickets is known
        assert (await told(later, tickets[2]))[0] == "special-call"


async def test_a_manager_says_why_a_window_is_named_for_another_reason(hall: House) -> None:
    her, desk, taker = await signed_in(hall), await counter(hall), await kiosk(hall)
    await desk.post("counters/1/open")
    number = (await taker.post("tickets", service="id-card"))[1]["number"]
    wish = {"ticket": number, "reason": "other"}
    for nothing in ({}, {"text": ""}, {"text": " \u3000late\n "}, {"text": "l   at"}):
        assert await her.refused("counters/1/assign", **wish, **nothing) == (409, "say-why")
    for nonsense in ("x" * 61, 7, None, ["late train"]):
        assert await her.refused("counters/1/assign", **wish, text=nonsense) == (400, "malformed")
    assert await her.refused("counters/1/assign", ticket=number, reason=WORDS, text=WORDS) == (409, "unknown-reason")
    assert not [line for line in records(hall.journal) if line["type"] == "ticket-assigned"]
    assert (await her.post("counters/1/assign", ticket=number, reason="papers"))[0] == 200
    assert (await her.post("counters/1/assign", **wish, text=f" {WORDS}\n"))[0] == 200
    assert WORDS not in "".join(map(str, records(hall.journal)))
    assert await all_told(her, number) == [
        ("assign", {"window": "1", "reason": "papers"}),
        ("assign-said", {"window": "1", "reason": "other", "text": WORDS}),
    ]
    await hall.hub.stop()
    (named, again) = sound(hall.data).report().audit.by_hand
    assert (named.reason, again.reason, again.by) == ("papers", "other", "manager:0900")


async def test_words_stand_where_they_were_said_though_another_time_nobody_kept_any(hall: House) -> None:
    """As after the hub was lost between the record and the words."""
    her, desk, taker = await signed_in(hall), await counter(hall), await kiosk(hall)
    await desk.post("counters/1/open")
    number = (await taker.post("tickets", service="id-card"))[1]["number"]
    for text in ("第一次的说明", WORDS):
        assert (await her.post("counters/1/assign", ticket=number, reason="other", text=text))[0] == 200
    with hall.hub.notes._store.change() as access:
        access.execute("DELETE FROM special WHERE text <> ?", (WORDS,))
    assert [facts.get("text") for _, facts in await all_told(her, number)] == [None, WORDS]


async def told(her: Person, number: str) -> tuple[str, dict[str, str]]:
    """How the ticket's story tells its special call."""
    (step,) = await all_told(her, number)
    return step


async def all_told(her: Person, number: str) -> list[tuple[str, dict[str, str]]]:
    """How the ticket's story tells each time its window was named by hand."""
    _, story = await her.get(f"{API}/console/tickets/{number}")
    by_hand = ("special-call", "assign")
    return [(step["what"], step["facts"]) for step in story["steps"] if step["what"].startswith(by_hand)]


async def test_nobody_else_gets_in(hall: House) -> None:
    desk, stranger = await counter(hall, clerk="0231"), Person(hall)
    assert await stranger.refused("console/session", clerk="0231", password=PASSWORD) == (403, "no-manager")
    assert await stranger.refused("console/session", clerk="0231", password="wrong horse") == (401, "wrong-password")
    assert await stranger.refused("console/stream") == (401, "not-paired")
    assert await desk.refused("console/stream") == (403, "role-may-not")
    stranger.headers["Fairhall-Session"] = desk.headers["Fairhall-Session"]
    assert await stranger.refused("counters/1/open") == (401, "sign-in-again")  # a counter's, without its device
    her = await signed_in(hall)
    desk.headers["Fairhall-Session"] = her.headers["Fairhall-Session"]
    assert await desk.refused("counters/1/open") == (401, "sign-in-again")  # the console's, from a device


async def test_who_signs_out_or_loses_the_right_is_out(hall: House) -> None:
    her, other = await signed_in(hall), await signed_in(hall, "0901")
    assert (await her.post("console/sign-out"))[0] == 204
    assert await her.refused("console/sign-out") == (401, "sign-in-again")
    hall.hub.clerks.make_manager("0901", False)
    assert await other.refused("counters/1/close") == (403, "no-manager")
    assert (await other.get(f"{API}/console/tickets/A001"))[0] == 403


async def test_nonsense_is_answered(hall: House) -> None:
    her = await signed_in(hall)
    assert (await her.get(f"{API}/console/tickets/%22%00%F0%9F%98%80"))[0] == 404
    assert await her.refused("console/session", clerk="0900") == (400, "malformed")
    assert await her.refused("warnings/take", warning="device/nobody") == (409, "unknown-warning")
    assert (await her.send(f"{API}/console/session", b"\xff{"))[0] == 400


async def test_the_console_is_not_on_the_plain_port(hall: House) -> None:
    base = f"http://127.0.0.1:{hall.hub.public_port}"
    for path in ("/console", f"{API}/console/session", f"{API}/console/tickets/A001"):
        async with hall.http.get(base + path) as answer:
            assert answer.status == 404
