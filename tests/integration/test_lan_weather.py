"""A hall on a LAN in bad weather, in short (``make weather`` is the long run)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lan import crowds, stories
from tests.lan.hall import Hall
from tests.lan.machines import Lan, Machine, a_lan, why_not
from tests.lan.switch import Weather

WHY_NOT = why_not()
pytestmark = [
    pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT),
    pytest.mark.namespace,
    pytest.mark.timeout(240),
]


class Town:
    """A hall and another of the same name on one LAN; terminals on machines of their own."""

    def __init__(self, lan: Lan, folder: Path) -> None:
        self.lan = lan
        ours, theirs, self.desk, self.annex = map(lan.machine, ("hub", "other", "desk", "annex"))
        self.hall = Hall(folder / "ours", ours)
        self.other = Hall(folder / "theirs", theirs, "yunhai")
        self.desk.run(self.hall.start())

    @property
    def machines(self) -> list[Machine]:
        """Where terminals are."""
        return [self.desk, self.annex]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with a_lan(seed=1122) as lan:
        there = Town(lan, tmp_path_factory.mktemp("town"))
        yield there
        there.hall.close()
        there.other.close()


def test_terminals_that_know_nothing_find_their_hub(town: Town) -> None:
    assert town.desk.run(stories.found(town.hall))["found after, s"] > 0


def test_where_no_multicast_passes_a_known_address_does(town: Town) -> None:
    town.desk.run(stories.no_multicast(town.lan, town.hall))


@pytest.mark.parametrize("weather", [Weather(loss=0.05), Weather(delay_ms=200)], ids=["lossy", "slow"])
def test_in_bad_weather_every_ticket_is_taken_once(town: Town, weather: Weather) -> None:
    told = town.desk.run(stories.bad_weather(town.lan, town.hall, weather, 3), 120)
    assert told["a ticket, p50, s"] >= 2 * weather.delay_ms / 1000


def test_with_the_cable_out_the_kiosk_keeps_what_it_took_and_brings_it_once_and_in_order(town: Town) -> None:
    assert town.desk.run(stories.link_down(town.lan, town.hall, 4), 120)["tickets of the outbox"] == 20


def test_after_a_power_cut_every_device_is_back(town: Town) -> None:
    assert crowds.power_cut(town.hall, town.machines, 40)["devices"] == 40


def test_two_halls_of_one_name_keep_their_terminals_and_a_hub_that_moves_is_found_by_its_key(town: Town) -> None:
    town.desk.run(town.other.start())
    town.desk.run(stories.two_halls(town.hall, town.other))
    town.desk.run(stories.moved(town.hall, town.other), 120)
    town.hall.close()
    issued = town.hall.issued()
    assert len(issued) == len(set(issued)) >= 26, "of all that was told here: nothing lost, no number twice"
