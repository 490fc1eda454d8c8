"""Appointments over HTTP: booked at a kiosk, kept with the same ID, never an ID in the record."""

from pathlib import Path

import pytest

from shared.clock import ManualClock
from shared.hub.http.routes import API
from shared.protocol.answers import Problem
from tests.hall import DAY, EIGHT
from tests.integration.hubs import HALL, house
from tests.integration.people import Person, kiosk, manager

ID = "44040119900307176X"
BOOKABLE = HALL.replace('name = "居民身份证换领"', 'name = "居民身份证换领"\nappointments = 1', 1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "hall.toml").write_text(BOOKABLE)
    return tmp_path


async def test_an_appointment_from_the_booking_to_the_ticket(data: Path) -> None:
    clock = ManualClock(EIGHT)
    async with house(data, clock) as hall:
        taker, boss = await kiosk(hall), await manager(hall)
        places = f"{API}/appointments/id-card/{DAY}"
        assert (await taker.get(places))[1]["places"]["10"] == 1
        status, booked = await taker.post("appointments", service="id-card", day=DAY, hour=10, person=ID)
        assert (status, booked["appointment"]) == (201, "260105-r1")
        assert (await taker.get(places))[1]["places"]["10"] == 0
        other = {"service": "id-card", "day": DAY, "hour": 10, "person": "E12345678"}
        assert await taker.refused("appointments", **other) == (409, "hour-full")
        assert await taker.refused("appointments/check-in", person=ID) == (409, "check-in-too-early")
        assert await taker.refused("appointments/check-in", appointment="260105-r1") == (403, "role-may-not")
        clock.advance(2 * 3600)
        status, ticket = await taker.post("appointments/check-in", person=f" {ID.lower()} ", language="en")
        assert (status, ticket["kind"], ticket["appointment"]) == (201, "appointment", "260105-r1")
        assert ticket["number"] == "A001"
        _, text = await boss.get(f"{API}/journal?after=0")
        assert ID not in text.upper()


async def test_a_place_is_given_back_and_booked_again_after_a_restart(data: Path) -> None:
    clock = ManualClock(EIGHT)
    async with house(data, clock) as hall:
        taker = await kiosk(hall)
        wish = {"service": "id-card", "day": "2026-01-06", "hour": 9}
        await taker.post("appointments", key="the-first-booking", person=ID, **wish)
    async with house(data, clock) as hall:
        taker, boss = await kiosk(hall), await manager(hall)
        status, again = await taker.post("appointments", key="the-first-booking", person=ID, **wish)
        assert (status, again["appointment"]) == (201, "260105-r1")
        assert await taker.refused("appointments", person=ID, **wish) == (409, "already-booked")
        status, back = await boss.post("appointments/cancel", appointment="260105-r1")
        assert (status, back["appointment"]) == (200, "260105-r1")
        assert (await taker.post("appointments", person="E12345678", **wish))[0] == 201


@pytest.mark.parametrize(
    "fields",
    [{}, {"person": ""}, {"hour": "ten"}, {"hour": 10.5}, {"day": 5}, {"holder": "h1"}, {"service": None}],
    ids=str,
)
async def test_nonsense_books_nothing(data: Path, fields: dict[str, object]) -> None:
    async with house(data, ManualClock(EIGHT)) as hall:
        taker = await kiosk(hall)
        wish = {"service": "id-card", "day": DAY, "hour": 10, "person": ID} | fields if fields else {}
        assert await taker.refused("appointments", **wish) == (400, "malformed")
        far = {"service": "id-card", "day": "0000-99-99", "hour": 2**60, "person": ID}
        assert await taker.refused("appointments", **far) == (409, "not-bookable")
        status, problem = await taker.get(f"{API}/appointments/nothing/{DAY}")
        assert isinstance(problem, Problem)
        assert (status, problem.code) == (404, "unknown-service")
        assert (await taker.get(f"{API}/appointments/id-card/someday"))[1]["places"] == {}
        assert (await Person(hall).get(f"{API}/appointments/id-card/{DAY}"))[0] == 401
