"""A terminal that knows no address finds its hub by mDNS (here over the loopback), in its own thread and time."""

import threading
import time
from itertools import pairwise

import pytest
from PySide6.QtCore import QTimer

from shared.client.headless import HeadlessLink
from shared.client.link import Link
from shared.discovery.advertiser import Advertiser
from shared.discovery.finder import Finder
from shared.discovery.records import HubRecord
from tests.contract.link_houses import HeadlessHouse, QtHouse

LOOPBACK = ["127.0.0.1"]


@pytest.fixture(params=[QtHouse, HeadlessHouse])
def house(request, tmp_path, qapp):
    """The link knows nothing but its hall's authority."""
    house = request.param(tmp_path)
    authority = house.hub.authority
    identity = authority.identity("")
    finder = Finder(authority.fingerprint.hex(), interfaces=LOOPBACK)
    house.met, house.disk_full = [], False

    def remember(address: str, hubs: tuple[str, ...]) -> None:
        house.met.append(address)
        if house.disk_full:
            raise OSError(28, "No space left on device")

    if request.param is QtHouse:
        house.link = Link(identity, finder=finder, remember=remember)
    else:
        house.link._link = HeadlessLink(identity, finder=finder, remember=remember)
    record = HubRecord(name="市民中心", hall="h1", ca=authority.fingerprint.hex(), port=house.hub.port)
    house.advertiser = Advertiser(record, LOOPBACK)
    yield house
    house.close()
    house.advertiser.stop()


def test_an_announced_hub_is_met_in_the_links_own_thread_and_remembered(house):
    threads = []
    house.link.state_changed.append(lambda state: threads.append(threading.current_thread()))
    house.link.start()
    house.advertiser.start()
    house.until(lambda: house.link.state == "live")
    assert set(threads) == {threading.main_thread()}
    assert house.met == [house.hub.address]


def test_a_full_disk_keeps_no_terminal_from_its_hub(house, caplog):
    house.disk_full = True
    house.link.start()
    house.advertiser.start()
    house.until(lambda: house.link.state == "live")
    assert "where the hub is cannot be kept" in caplog.text


@pytest.mark.parametrize("house", [QtHouse], indirect=True)
def test_looking_connecting_and_losing_never_hold_up_the_screen(house):
    """Whatever holds the screen up does so at each loss; a busy machine does not."""
    beats: list[float] = []
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: beats.append(time.monotonic()))
    timer.start()

    def longest_gap() -> float:
        gap = max(late - early for early, late in pairwise(beats))
        beats.clear()
        return gap

    house.link.start()
    house.advertiser.start()
    house.until(lambda: house.link.state == "live")
    gaps = [longest_gap()]
    for _ in range(3):
        house.hub_leaves()
        house.hub_returns()
        gaps.append(longest_gap())
    assert gaps[0] < 2, "while it looked for its hub"
    assert min(gaps[1:]) < 0.2, "while it lost and met it again"
