"""Who may ask what: default nothing, and a counter speaks for itself alone."""

import msgspec
import pytest

from shared.hall import commands as c
from shared.hub.access.people import People
from shared.hub.actor import Actor, allow, command_for
from shared.hub.errors import NotAllowed
from shared.protocol import requests as r
from shared.protocol.roles import ALLOWED, NEEDS_CLERK, ROLES, Role

PEOPLE = People(b"s" * 32, "2026-01-05")
GIVEN = {"service": "a1", "ticket": "t", "grade": 5, "device": "printer", "state": "ok"}
GIVEN |= {"day": "2026-01-06", "hour": 9, "person": "p", "reason": "papers", "witness": "kiosk:K1"}
GIVEN |= {"number": "D500", "taken_ms": 1, "warning": "waiting-a"}
BODIES: dict[str, r.Request] = {
    name: msgspec.convert(
        {field: value for field, value in GIVEN.items() if field in _fields},
        kind,
    )
    for name, kind in r.REQUESTS.items()
    for _fields in [kind.__struct_fields__]
}


def actor(role: Role, counter: str = "", clerk: str = "") -> Actor:
    return Actor(role=role, device=f"{role}-1", name=f"{role}-one", counter=counter, clerk=clerk)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", r.REQUESTS)
def test_only_what_is_on_the_list_of_its_role(role: Role, name: str) -> None:
    who = actor(role, "1" if role == "counter" else "", "0801")
    if name in ALLOWED[role]:
        allow(who, name)
    else:
        with pytest.raises(NotAllowed, match=f"a {role} may not ask for {name}") as refused:
            allow(who, name)
        assert (refused.value.code, refused.value.status) == ("role-may-not", 403)


@pytest.mark.parametrize("name", sorted(ALLOWED["counter"]))
def test_a_counter_works_only_with_a_clerk_the_keypad_without(name: str) -> None:
    if name in NEEDS_CLERK:
        with pytest.raises(NotAllowed) as refused:
            allow(actor("counter", "1"), name)
        assert (refused.value.code, refused.value.status) == ("sign-in-first", 401)
    else:
        assert name in ("evaluate", "report")
        allow(actor("counter", "1"), name)


@pytest.mark.parametrize("name", sorted(r.REQUESTS.keys() - {"find", "report", "tablet", "take-warning"}))  # not of it
def test_every_request_becomes_a_command_that_names_who_asked(name: str) -> None:
    command = command_for(actor("counter", "1", "0801"), BODIES[name], PEOPLE)
    assert command.by == "clerk:0801"
    assert isinstance(command, c.AnyCommand)


@pytest.mark.parametrize("name", r.COUNTER_VERBS)
def test_a_counter_acts_at_its_own_window_alone(name: str) -> None:
    me = actor("counter", "1", "0801")
    mine = msgspec.structs.replace(BODIES[name], counter="1")
    assert command_for(me, BODIES[name], PEOPLE) == command_for(me, mine, PEOPLE)
    with pytest.raises(NotAllowed) as refused:
        command_for(me, msgspec.structs.replace(BODIES[name], counter="2"), PEOPLE)
    assert refused.value.code == "not-your-counter"
    elsewhere = command_for(actor("manager"), msgspec.structs.replace(BODIES[name], counter="2"), PEOPLE)
    assert elsewhere.counter == "2"  # type: ignore[attr-defined]


def test_the_record_never_holds_an_id_number() -> None:
    request = r.IssueRequest(service="a1", person="440401199001011768")
    command = command_for(actor("kiosk"), request, PEOPLE)
    assert isinstance(command, c.IssueTicket)
    assert (command.person, command.source, command.by) == (
        PEOPLE.person(request.person),
        "kiosk-one",
        "kiosk:kiosk-one",
    )
    nobody = command_for(actor("kiosk"), r.IssueRequest(service="a1", person=""), PEOPLE)
    assert isinstance(nobody, c.IssueTicket)
    assert nobody.person is None


def test_whose_appointment_it_is_a_kiosk_says_and_a_manager_may() -> None:
    booked = command_for(actor("kiosk"), BODIES["book"], PEOPLE)
    assert isinstance(booked, c.BookAppointment)
    expected = (PEOPLE.holder("p", "2026-01-06"), "kiosk-one", "2026-01-06", 9)
    assert (booked.holder, booked.source, booked.day, booked.hour) == expected
    for request in (r.CancelAppointmentRequest(appointment="260105-r1"), r.CheckInRequest(appointment="260105-r1")):
        with pytest.raises(NotAllowed, match="whose appointment"):
            command_for(actor("kiosk"), request, PEOPLE)
        command = command_for(actor("manager"), request, PEOPLE)
        assert isinstance(command, c.CancelAppointment | c.CheckIn)
        assert (command.appointment, command.holder) == ("260105-r1", None)
    arrived = command_for(actor("kiosk"), r.CheckInRequest(person="p"), PEOPLE)
    assert isinstance(arrived, c.CheckIn)
    assert (arrived.person, arrived.holder) == (PEOPLE.person("p"), PEOPLE.holder("p", PEOPLE.day))


def test_a_device_is_named_in_the_record_by_its_name_only_where_that_says_nothing() -> None:
    for name, told in (("K1", "kiosk:K1"), ("李梅的平板", "kiosk:kiosk-1"), ("kiosk of Li Mei", "kiosk:kiosk-1")):
        assert msgspec.structs.replace(actor("kiosk"), name=name).by == told
