"""The clerk's rarer verbs at a real hub: notes, further services, calls by hand, and ids that are used twice."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from shared.clock import ManualClock
from shared.hub.http.routes import API
from shared.protocol import messages as m
from shared.protocol.answers import Problem
from shared.protocol.rows import DeskRow
from shared.verify.sources import open_source
from shared.verify.verify import Verification
from tests.hall import EIGHT
from tests.integration.hubs import House, house, patiently, records
from tests.integration.people import Person, counter, kiosk, manager

TEXT = "缺户口本复印件，补齐盖章即可"


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as there:
        yield there


async def served(desk: Person, n: str = "1") -> None:
    for verb in ("call-next", "serve"):
        assert (await desk.post(f"counters/{n}/{verb}"))[0] == 200


def desk_row(hall: House, n: str) -> DeskRow:
    row = hall.hub.board.rows["desk", n]
    assert isinstance(row, DeskRow)
    return row


def sound(data: Path) -> Verification:
    verification = Verification("the record")
    for body in open_source(str(data)).lines:
        verification.see(body)
    assert verification.report().problems == []
    return verification


async def test_a_note_is_read_by_the_next_clerk_alone_and_is_in_no_record(hall: House) -> None:
    one, two, taker = await counter(hall), await counter(hall, "2", "0802"), await kiosk(hall)
    await one.post("counters/1/open", services=["id-card"])
    await two.post("counters/2/open", services=["income"])
    await two.post("counters/2/call-next")
    await taker.post("tickets", service="id-card")
    await served(one)
    assert (await one.post("counters/1/transfer", service="income", note="missing", text=TEXT))[0] == 200
    shown = desk_row(hall, "2").ticket
    assert shown is not None, "window 2 stood ready"
    assert (shown.number, shown.sent_from, shown.note, shown.text) == ("A001", "1", "missing", TEXT)
    assert TEXT not in "".join(map(str, records(hall.journal)))
    await hall.hub.stop()
    async with house(hall.data) as again:
        row = desk_row(again, "2").ticket
        assert row is not None
        assert row.text == TEXT
        two.hall = again
        for verb in ("serve", "finish"):
            status, _ = await (await counter_again(again, two)).post(f"counters/2/{verb}")
            assert status == 200
        await patiently(lambda: again.hub.board.texts == {})
    sound(hall.data)


async def counter_again(hall: House, desk: Person) -> Person:
    """After a restart the clerk signs in anew."""
    desk.headers.pop("Fairhall-Session", None)
    status, session = await desk.post("session", clerk="0802", password="correct horse")
    assert status == 201
    desk.headers["Fairhall-Session"] = session["session"]
    return desk


async def test_a_refused_transfer_leaves_the_note_that_came_with_the_ticket(hall: House) -> None:
    one, taker = await counter(hall), await kiosk(hall)
    await one.post("counters/1/open")
    await taker.post("tickets", service="id-card")
    await served(one)
    await one.post("counters/1/transfer", service="income", note="fee", text="first")
    await served(one)
    status, problem = await one.post("counters/1/transfer", service="income", text="second")
    assert (status, problem.code) == (409, "same-service")
    shown = desk_row(hall, "1").ticket
    assert shown is not None
    assert shown.text == "first"
    status, problem = await one.post("counters/1/transfer", service="id-card", text="x" * 61)
    assert (status, problem.code) == (400, "malformed")


async def test_further_services_and_calls_by_hand_over_http(hall: House) -> None:
    one, taker, boss = await counter(hall), await kiosk(hall), await manager(hall)
    await one.post("counters/1/open")
    for _ in range(3):
        await taker.post("tickets", service="id-card")
    await served(one)
    status, answer = await one.post("counters/1/add-service", service="income")
    assert (status, answer["number"], answer["visit"]) == (200, "A001", 1)
    await one.post("counters/1/finish")
    status, answer = await one.post("counters/1/special-call", ticket="A003", reason="mobility")
    assert (status, answer["number"], answer["counter"]) == (200, "A003", "1")
    assert (await one.post("counters/1/no-show"))[0] == 200
    status, answer = await one.post("counters/1/recall-missed")
    assert (status, answer["number"]) == (200, "A003")
    assert await one.refused("counters/1/assign", ticket="A002", reason="recusal") == (403, "role-may-not")
    status, answer = await boss.post("counters/1/assign", ticket="A002", reason="recusal")
    assert (status, answer["number"]) == (200, "A002")
    await hall.hub.stop()
    audit = sound(hall.data).report().audit
    assert [(hand.by, hand.way, hand.reason) for hand in audit.by_hand] == [
        ("clerk:0801", "special-call", "mobility"),
        ("manager:M1", "assign", "recusal"),
    ]
    assert (audit.overrides.services_added, audit.overrides.recalled_after_a_miss) == (1, 1)


async def test_a_clerk_asks_whose_number_it_is_and_hears_nothing_of_the_lot(hall: House) -> None:
    taker = await kiosk(hall)
    await (await counter(hall)).post("counters/1/open")
    status, ticket = await taker.post("tickets", service="id-card", person="110101199003070011")
    assert (status, ticket["main"]) == (201, "1")
    async with hall.socket(await hall.pair("counter", "counter-1", counter="1")) as desk:
        await desk.hello()
        stranger = await desk.ask("find", "find-before", number="A001")
        assert isinstance(stranger, m.Refusal) and stranger.problem.code == "sign-in-first"
        await desk.sign_in("0801")
        found = await desk.ask("find", "find-by-number", number="A001", token=ticket["token"])
        assert isinstance(found, m.Reply)
        told = found.answer
        assert (told.number, told.service, told.status) == ("A001", "id-card", "waiting")
        assert (told.main, told.reserves, told.ahead, told.token) == ("", (), 0, "")
        other = await desk.ask("find", "find-by-person", person="110101199003070011")
        assert isinstance(other, m.Refusal) and other.problem.code == "unknown-ticket"


async def test_an_idempotency_key_is_of_one_request_of_one_device(hall: House) -> None:
    taker, other = await kiosk(hall), Person(hall, await hall.pair("kiosk", "K2"))
    status, first = await taker.post("tickets", "one-and-the-same", service="id-card")
    assert (status, await taker.post("tickets", "one-and-the-same", service="id-card")) == (201, (201, first))
    spelt_out = b' {"kind":"normal", "service": "id-card"}'
    assert await taker.send(f"{API}/tickets", spelt_out, "one-and-the-same") == (201, first)
    for who, wish in ((taker, {"service": "income"}), (other, {"service": "id-card"})):
        status, problem = await who.post("tickets", "one-and-the-same", **wish)
        assert isinstance(problem, Problem)
        assert (status, problem.code) == (422, "other-request")
    assert len([it for it in records(hall.journal) if it["type"] == "ticket-issued"]) == 1


async def test_a_phones_key_is_of_one_evaluation(hall: House) -> None:
    one, taker = await counter(hall), await kiosk(hall)
    await one.post("counters/1/open")
    tokens = []
    for _ in range(2):
        _, answer = await taker.post("tickets", service="id-card")
        tokens.append(answer["token"])
        await served(one)
        await one.post("counters/1/finish")
    phone = Person(hall)
    wish: dict[str, Any] = {"grade": 5}
    assert (await phone.post("evaluations", "my-evaluation", token=tokens[0], **wish))[0] == 201
    assert (await phone.post("evaluations", "my-evaluation", token=tokens[0], **wish))[0] == 201
    status, problem = await phone.post("evaluations", "my-evaluation", token=tokens[1], **wish)
    assert (status, problem.code) == (422, "other-request")


async def test_the_ticket_page_lives_on_over_midnight_and_rates_what_was_done_at_night(tmp_path: Path) -> None:
    clock = ManualClock(EIGHT + 15 * 3_600_000 + 3_500_000)
    async with house(tmp_path, clock) as hall:
        one, taker = await counter(hall), await kiosk(hall)
        await one.post("counters/1/open")
        _, taken = await taker.post("tickets", service="id-card")
        await served(one)
        await one.post("counters/1/finish")
        clock.advance(600)
        assert (await taker.post("tickets", service="income"))[1]["number"] == "F001"
        assert hall.hub.service.state.day == "2026-01-06"
        phone = Person(hall)
        status, page = await phone.get(f"{API}/tickets/{taken['token']}")
        assert (status, page["status"], len(page["rate"])) == (200, "finished", 1)
        assert (await phone.post("evaluations", token=taken["token"], grade=4))[0] == 201
    sound(tmp_path)


async def test_a_service_taken_out_of_the_hall_file_is_still_rated(hall: House) -> None:
    one, taker = await counter(hall), await kiosk(hall)
    await one.post("counters/1/open")
    _, taken = await taker.post("tickets", service="residence")
    await served(one)
    await one.post("counters/1/finish")
    await one.post("counters/1/close")
    text = hall.hall_file.read_text(encoding="utf-8")
    begin = text.index('[[service]]\nid = "residence"')
    end = text.index("[[service]]", begin + 1)
    hall.hall_file.write_text(text[:begin] + text[end:], encoding="utf-8")
    await hall.hub.reload()
    await hall.hub.configure()
    assert "residence" not in hall.hub.service.state.services
    status, _ = await Person(hall).post("evaluations", token=taken["token"], grade=5)
    assert status == 201
    status, page = await Person(hall).get(f"{API}/tickets/{taken['token']}")
    assert (status, page["status"]) == (200, "finished")


async def test_a_live_connection_hears_of_a_used_id_too(hall: House) -> None:
    await hall.clerk("0801")
    who = await hall.pair("counter", "W1", "1")
    async with hall.socket(who) as socket:
        await socket.hello()
        await socket.sign_in("0801")
        assert isinstance(await socket.ask("open", "the-same-id"), m.Reply)
        refused = await socket.ask("pause", "the-same-id", reason="lunch")
        assert isinstance(refused, m.Refusal)
        assert (refused.problem.code, refused.problem.status) == ("other-request", 422)
        assert isinstance(await socket.ask("open", "the-same-id"), m.Reply)


async def test_no_body_of_a_counters_verb_names_the_counter_in_the_openapi_document(hall: House) -> None:
    _, document = await Person(hall).get(f"{API}/openapi.json")
    schemas = document["components"]["schemas"]
    assert set(schemas["SpecialCallRequest"]["properties"]) == {"ticket", "reason", "text"}
    assert not [name for name, it in schemas.items() if name.endswith("Request") and "counter" in it["properties"]]
    assert msgspec.json.encode(document)
