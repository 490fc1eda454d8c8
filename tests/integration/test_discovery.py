"""Terminals find their hub on a real network: two namespaces, a cable, multicast or none."""

import time

import pytest

from shared.discovery.advertiser import Advertiser
from shared.discovery.finder import Finder
from shared.discovery.records import DeviceRecord
from tests.integration.fakehub import Authority
from tests.integration.lan import HUB_IP, a_lan
from tests.lan.machines import why_not

WHY_NOT = why_not()
namespace = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


@pytest.fixture
def lan():
    with a_lan() as lan:
        yield lan


@pytest.fixture
def routed_lan():
    with a_lan(routed=True) as lan:
        yield lan


@pytest.fixture
def hall(tmp_path):
    return Authority(tmp_path / "ours").directory


@namespace
@pytest.mark.namespace
def test_a_terminal_that_waits_finds_a_hub_that_starts_in_three_seconds(lan, hall):
    terminal = lan.run_terminal(hall)
    lan.run_hub(hall, 8443)
    assert terminal.until("live", 10) < 3.0


@namespace
@pytest.mark.namespace
def test_a_terminal_that_starts_late_finds_the_hub_of_its_own_hall_and_leaves_another_alone(lan, hall, tmp_path):
    """Two halls in one house, both called 大厅."""
    lan.run_hub(Authority(tmp_path / "theirs").directory, 8443, "大厅")
    terminal = lan.run_terminal(hall)
    with pytest.raises(AssertionError, match=r"did not say 'refused'.*only \[\]"):
        terminal.until("refused", 2.5)
    lan.run_hub(hall, 8444, "大厅")
    terminal.until(f"at {HUB_IP}:8444", 10)
    assert lan.run_terminal(hall).until(f"at {HUB_IP}:8444", 10) < 3.0


@namespace
@pytest.mark.namespace
def test_where_no_multicast_passes_a_configured_address_works(routed_lan, hall):
    routed_lan.run_hub(hall, 8443)
    with pytest.raises(AssertionError, match=r"only \[\]"):
        routed_lan.run_terminal(hall).until("live", 2.5)
    assert routed_lan.run_terminal(hall, "", f"{HUB_IP}:8443").until("live", 5) < 2.0


@namespace
@pytest.mark.namespace
def test_where_no_multicast_passes_a_hub_on_a_new_port_is_found_by_asking_its_machine(routed_lan, hall):
    terminal = routed_lan.run_terminal(hall, f"{HUB_IP}:8443", round_s=3)
    routed_lan.run_hub(hall, 8555)
    terminal.until(f"at {HUB_IP}:8555", 15)


@namespace
@pytest.mark.namespace
def test_after_a_long_break_of_the_cable_a_new_hub_is_found(lan, hall):
    first = lan.run_hub(hall, 8443)
    terminal = lan.run_terminal(hall, round_s=6)
    terminal.until("live", 10)
    lan.plug(into=False)
    assert terminal.until("away", 10) < 3.0  # by silence: nobody said goodbye
    first.kill()
    lan.run_hub(hall, 8444)
    down_since = time.monotonic()
    with pytest.raises(AssertionError):
        terminal.until("live", 15.5)
    assert time.monotonic() - down_since > 15
    lan.plug(into=True)
    terminal.until(f"at {HUB_IP}:8444", 20)


def test_finder_and_advertiser_end_when_told_and_may_be_told_at_any_moment():
    finder = Finder("0" * 64, ["127.0.0.1:8443", "hub.local:8443", "nonsense"])
    finder.look()
    finder.stop()
    finder.start(lambda address: None)
    finder.rest()
    finder.look()
    advertiser = Advertiser(DeviceRecord(role="kiosk", name="取号机", device="k1"))
    advertiser.start()
    since = time.monotonic()
    finder.stop()
    advertiser.stop()
    finder.rest()
    assert time.monotonic() - since < 4
