"""The weather is what it claims to be, as datagrams between two machines tell."""

import asyncio
import socket
import statistics
import struct
import time
from collections.abc import Iterator
from typing import cast

import pytest

from tests.lan.machines import Lan, Machine, a_lan, why_not
from tests.lan.switch import CUT, FINE, Weather

WHY_NOT = why_not()
pytestmark = [pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT), pytest.mark.namespace]
PORT = 4000
GROUP = "224.0.0.251"


class Echo(asyncio.DatagramProtocol):
    """Says what it hears."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self._transport.sendto(data, addr)


class Ear(asyncio.DatagramProtocol):
    """Notes when each datagram came."""

    def __init__(self) -> None:
        self.heard: dict[int, float] = {}

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.heard[int.from_bytes(data[:4], "big")] = time.monotonic()


@pytest.fixture(scope="module")
def two() -> Iterator[tuple[Lan, Machine, Machine]]:
    with a_lan(seed=1122) as lan:
        here, there = lan.machine("here"), lan.machine("there")

        echoes = there.run(listen(there.address))
        yield lan, here, there
        there.run(hush(echoes))


async def listen(address: str) -> list[asyncio.BaseTransport]:
    """An echo at the machine's address and one at the group's."""
    loop, group = asyncio.get_running_loop(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    group.bind((GROUP, PORT))
    joined = struct.pack("4s4s", socket.inet_aton(GROUP), socket.inet_aton(address))
    group.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, joined)
    own, _ = await loop.create_datagram_endpoint(Echo, (address, PORT))
    every, _ = await loop.create_datagram_endpoint(Echo, sock=group)
    return [own, every]


async def hush(echoes: list[asyncio.BaseTransport]) -> None:
    for echo in echoes:
        echo.close()
    await asyncio.sleep(0)  # they close in the loop's next turn


async def pings(here: str, there: str, number: int, pause_s: float = 0.001, size: int = 64) -> list[float]:
    """How long each datagram was away that came back."""
    transport, ear = await asyncio.get_running_loop().create_datagram_endpoint(Ear, (here, 0))
    sent: dict[int, float] = {}
    for n in range(number):
        sent[n] = time.monotonic()
        transport.sendto(n.to_bytes(4, "big").ljust(size, b"."), (there, PORT))
        await asyncio.sleep(pause_s)
    patience = time.monotonic() + 1
    while len(ear.heard) < number and time.monotonic() < patience:  # noqa: ASYNC110 (of the network)
        await asyncio.sleep(0.01)
    transport.close()
    return [ear.heard[n] - sent[n] for n in ear.heard]


def test_in_fine_weather_everything_arrives_at_once(two: tuple[Lan, Machine, Machine]) -> None:
    lan, here, there = two
    lan.weather(FINE)
    away = here.run(pings(here.address, there.address, 200))
    assert len(away) == 200
    assert statistics.median(away) < 0.1


def test_one_in_twenty_is_lost_each_way(two: tuple[Lan, Machine, Machine]) -> None:
    lan, here, there = two
    lan.weather(Weather(loss=0.05))
    away = here.run(pings(here.address, there.address, 1000))
    assert 0.05 < 1 - len(away) / 1000 < 0.15, "0.0975 of both ways"


def test_a_delay_is_there_and_back(two: tuple[Lan, Machine, Machine]) -> None:
    lan, here, there = two
    lan.weather(Weather(delay_ms=100))
    away = here.run(pings(here.address, there.address, 50))
    assert len(away) == 50
    assert min(away) >= 0.2
    assert statistics.median(away) < 0.5


def test_a_slow_cable_takes_its_time_and_loses_what_its_queue_does_not_hold(two: tuple[Lan, Machine, Machine]) -> None:
    lan, here, there = two
    lan.weather(Weather(rate=20_000), here, there)
    lan.weather(FINE, there, here)
    away = here.run(pings(here.address, there.address, 40, 0, 958))  # frames of 1,000 bytes
    assert 16 <= len(away) < 30, "16 kB wait, most of the rest is lost"
    assert max(away) > 0.7, "16 kB at 20 kB/s"


def test_a_cut_cable_is_cut_one_way_or_both(two: tuple[Lan, Machine, Machine]) -> None:
    lan, here, there = two
    lan.weather(FINE)
    lan.weather(CUT, there, here)
    assert here.run(pings(here.address, there.address, 5)) == []
    lan.weather(FINE)
    assert len(here.run(pings(here.address, there.address, 5))) == 5


def test_multicast_can_be_filtered_while_the_rest_passes(two: tuple[Lan, Machine, Machine]) -> None:
    lan, here, there = two
    lan.weather(FINE)
    assert len(here.run(pings(here.address, GROUP, 5))) == 5
    lan.weather(Weather(multicast=False))
    assert here.run(pings(here.address, GROUP, 5)) == []
    assert len(here.run(pings(here.address, there.address, 5))) == 5
