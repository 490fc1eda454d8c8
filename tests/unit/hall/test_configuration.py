"""Changing the hall while people wait: refused where somebody needs what would go, and nobody is lost."""

import msgspec
import pytest

from shared.hall import commands as c
from shared.hall.config import Group, HallConfig, Rules
from shared.hall.estimate import people_ahead
from shared.hall.events import DrawRequested, HallConfigured
from tests.hall import SERVICES, Hall, config, service, text, window

SIX = ("1", "2", "3", "4", "5", "6")


def with_policies(**policies: str) -> HallConfig:
    return config(
        groups=tuple(msgspec.structs.replace(g, policy=policies.get(g.id, g.policy)) for g in config().groups)
    )


def without(*services: str) -> HallConfig:
    return config(services=tuple(service for service in SERVICES if service.id not in services))


def test_the_same_configuration_again_is_no_event() -> None:
    hall = Hall()
    assert hall.do(c.ConfigureHall(config=config())) == []
    assert len(hall.said(HallConfigured)) == 1


def test_a_service_stays_until_its_people_are_served() -> None:
    hall = Hall()
    hall.open("1")
    ticket = hall.take("a2")
    change = c.ConfigureHall(config=without("a2"))
    for step in ("waiting", "called", "serving"):
        assert ticket.status == step
        assert hall.refuses(change) == "service-in-use {'service': 'a2'}"
        hall.do((c.CallNext, c.Serve, c.Finish)[("waiting", "called", "serving").index(step)](counter="1"))
    hall.do(change)
    assert hall.refuses(c.IssueTicket(service="a2")) == "unknown-service {'service': 'a2'}"
    assert hall.take("a1").status == "waiting"


def test_missed_and_parked_people_keep_their_service_too() -> None:
    hall = Hall()
    hall.fill("1", service="a2")
    hall.give_up("1")
    hall.fill("1", service="b1")
    hall.do(c.Serve(counter="1"))
    hall.do(c.Park(counter="1"))
    assert hall.refuses(c.ConfigureHall(config=without("a2"))) == "service-in-use {'service': 'a2'}"
    assert hall.refuses(c.ConfigureHall(config=without("b1"))) == "service-in-use {'service': 'b1'}"


def test_a_counter_stays_until_it_is_closed() -> None:
    hall = Hall()
    hall.open("6")
    assert hall.refuses(c.ConfigureHall(config=config(5))) == "counter-in-use {'counter': '6'}"
    hall.do(c.CloseCounter(counter="6"))
    hall.do(c.ConfigureHall(config=config(5)))
    assert hall.refuses(c.OpenCounter(counter="6", clerk="0806")) == "unknown-counter {'counter': '6'}"


def test_people_missed_or_parked_at_a_counter_that_is_taken_away_come_back_elsewhere() -> None:
    hall = Hall()
    missed, parked = hall.take(), hall.take()
    hall.open("6")
    hall.until_called(missed, "6")
    hall.give_up("6")
    hall.do(c.Serve(counter=hall.until_called(parked, "6")))
    hall.do(c.Park(counter="6", kind="same"))
    hall.do(c.CloseCounter(counter="6"))
    hall.do(c.ConfigureHall(config=config(5)))
    hall.open("1")
    hall.do(c.Requeue(ticket=missed.id))
    hall.do(c.Resume(ticket=parked.id))
    assert hall.drain("1") == [missed.number, parked.number]


def test_a_counter_taken_away_and_brought_back_has_the_load_of_the_tickets_that_name_it() -> None:
    hall = Hall()
    hall.fill(*SIX)
    tickets = [hall.take() for _ in range(12)]
    hall.free("6")
    hall.do(c.CloseCounter(counter="6"))
    hall.do(c.ConfigureHall(config=config(5)))
    hall.do(c.ConfigureHall(config=config(6)))
    naming = [ticket for ticket in tickets if "6" in ticket.named]
    assert hall.state.desks["6"].waiting == len(naming) > 0
    for ticket in naming:
        hall.do(c.Cancel(ticket=ticket.id))
    assert hall.state.desks["6"].waiting == 0


@pytest.mark.parametrize("windows", [(), ("1",), SIX])
@pytest.mark.parametrize(("before", "after"), [("issue", "fifo"), ("fifo", "issue")])
def test_a_change_of_policy_loses_nobody_who_waits(windows: tuple[str, ...], before: str, after: str) -> None:
    hall = Hall(with_policies(a=before))
    if windows:
        hall.fill(*windows)
    people = [hall.take(("a1", "a2")[n % 2]) for n in range(10)]
    hall.do(c.ConfigureHall(config=with_policies(a=after)))
    people += [hall.take(("a1", "a2")[n % 2]) for n in range(10)]
    if not windows:
        hall.open(*SIX)
    hall.drain(*SIX) if not windows else hall.drain(*windows)
    assert {person.status for person in people} == {"finished"}


def test_a_change_of_policy_holds_from_the_next_ticket_on() -> None:
    hall = Hall()
    hall.fill(*SIX)
    drawn = hall.take()
    names = drawn.named
    hall.do(c.ConfigureHall(config=with_policies(a="fifo")))
    draws = len(hall.said(DrawRequested))
    assert (drawn.named, hall.take().named) == (names, ())
    assert len(hall.said(DrawRequested)) == draws


def test_a_service_that_moves_to_another_group_keeps_its_people_and_their_numbers() -> None:
    hall = Hall()
    before = hall.take("a1")
    moved = (service("a1", "f"), *SERVICES[1:])
    hall.do(c.ConfigureHall(config=config(services=moved)))
    after = hall.take("a1")
    assert (before.number, after.number) == ("A001", "F001")
    assert people_ahead(hall.state, "a1", after.order) == 1
    hall.open("1")
    assert sorted(hall.drain("1")) == ["A001", "F001"]


def test_a_group_may_go_when_its_services_have_moved() -> None:
    hall = Hall()
    ticket = hall.take("b1")
    services = tuple(msgspec.structs.replace(s, group="a") for s in SERVICES)
    hall.do(c.ConfigureHall(config=config(services=services, groups=(Group("a", "A", text("综合")),))))
    hall.open("1")
    assert hall.call("1") is ticket
    assert hall.take("f1").number == "A001"


def test_an_open_window_takes_a_service_that_is_new_to_it_if_it_took_all_before() -> None:
    hall = Hall()
    hall.open("1")
    hall.open("2", services=("a1",))
    hall.do(c.ConfigureHall(config=config(services=(*SERVICES, service("n1", "f")))))
    assert hall.state.able_counters("n1") == ["1"]
    ticket = hall.take("n1")
    assert hall.call("2") is None
    assert hall.call("1") is ticket


def test_a_window_that_may_no_longer_take_a_service_calls_nobody_for_it() -> None:
    hall = Hall(config(counters=(window(1, "a1", "b1"), window(2, "a1"))))
    hall.open("1")
    ticket = hall.take("a1")
    hall.open("2")
    hall.do(c.ConfigureHall(config=config(counters=(window(1, "b1"), window(2, "a1")))))
    assert hall.said(DrawRequested)[-1].reason == "windows-closed"
    assert hall.call("1") is None
    assert hall.call("2") is ticket


def test_new_rules_hold_from_the_next_draw_on() -> None:
    hall = Hall()
    hall.fill(*SIX)
    hall.do(c.ConfigureHall(config=config(rules=Rules(stratum=3, named=1))))
    ticket = hall.take()
    assert (hall.said(DrawRequested)[-1].stratum, len(ticket.named)) == (3, 1)


def test_what_was_learned_of_a_service_stays() -> None:
    hall = Hall()
    hall.fill("1")
    hall.serve("1", seconds=60)
    learned = hall.state.learned["a1"].mean_s
    hall.do(c.ConfigureHall(config=config(services=(service("a1", "a", minutes=30), *SERVICES[1:]))))
    assert hall.state.learned["a1"].mean_s == learned


def test_nobody_live_is_ever_dropped_by_a_change() -> None:
    hall = Hall()
    hall.fill("1", "2")
    for name in ("a1", "b1", "f1", "a2"):
        hall.take(name)
    live = set(hall.state.tickets)
    for change in (with_policies(a="fifo", f="issue"), with_policies(), config(7), config(rules=Rules(named=2))):
        hall.do(c.ConfigureHall(config=change))
        assert set(hall.state.tickets) == live
    hall.drain("1", "2")
    assert {hall.ticket(ticket).status for ticket in live} == {"finished"}
