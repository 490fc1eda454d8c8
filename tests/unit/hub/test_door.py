"""Who may be at a door, counted without sockets."""

import pytest

from shared.hub.errors import NotAllowed
from shared.hub.http.door import PEERS_KEPT, Door, Limits, peer_of


def asked(door: Door, peer: str, now: float) -> int:
    """The seconds to wait; 0 for none."""
    try:
        door.ask(peer, now)
    except NotAllowed as refusal:
        assert (refusal.code, refusal.status) == ("too-many-requests", 429)
        return int(refusal.params["seconds"])
    return 0


def test_a_burst_is_free_and_then_it_goes_at_a_walk() -> None:
    door = Door(Limits(burst=3, per_s=0.5))
    assert [asked(door, "10.0.0.1", 5.0) for _ in range(4)] == [0, 0, 0, 2]
    assert asked(door, "10.0.0.2", 5.0) == 0, "others do not wait for it"
    assert asked(door, "10.0.0.1", 7.0) == 0
    assert asked(door, "10.0.0.1", 7.0) == 2
    assert [asked(door, "10.0.0.1", 1000.0) for _ in range(4)] == [0, 0, 0, 2], "rest does not add up for ever"


def test_who_goes_on_asking_does_not_wait_longer_for_it() -> None:
    door = Door(Limits(burst=1, per_s=1.0))
    assert [asked(door, "10.0.0.1", 0.1 * n) for n in range(12)].count(0) == 2


def test_this_machine_and_its_proxies_are_not_limited() -> None:
    door = Door(Limits(burst=1, per_s=0.001), free=("10.0.0.9",))
    assert [asked(door, peer, 0.0) for peer in ("127.0.0.1", "::1", "10.0.0.9") for _ in range(50)] == [0] * 150


def test_a_flood_of_addresses_does_not_fill_the_memory() -> None:
    door = Door(Limits())
    for n in range(PEERS_KEPT + 500):
        door.ask(f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}", 0.0)
    assert len(door._asked) == PEERS_KEPT


@pytest.mark.parametrize(
    ("address", "peer"),
    [
        ("192.168.1.9", "192.168.1.9"),
        ("::ffff:192.168.1.9", "192.168.1.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::1"),
        ("", ""),
        ("nonsense", "nonsense"),
    ],
)
def test_one_machine_is_one_peer(address: str, peer: str) -> None:
    assert peer_of(address) == peer
