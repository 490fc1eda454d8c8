"""The lots, bit for bit: the published vectors, for both hashes."""

import json
from pathlib import Path

import pytest

from shared.hall.draw.issue import choose
from shared.hall.draw.lots import chain, lots, mix, uniform, winner

VECTORS = json.loads((Path(__file__).parent / "draw-vectors.json").read_text())


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_chain_mix_lots_and_winner_are_the_published_ones(algorithm: str) -> None:
    v = VECTORS[algorithm]
    links = chain(algorithm, bytes.fromhex(v["seed"]), v["ctx"], v["n"])
    assert [links[i].hex() for i in (0, 1, 7, 1000)] == [v["anchor"], v["c1"], v["c7"], v["c1000"]]
    witness = chain(algorithm, bytes.fromhex(v["witness_seed"]), "hall-001|2026-01-05|1|display-1", 1000)
    assert mix(algorithm, 7, links[7], []).hex() == v["u7_hub_only"]
    assert mix(algorithm, 7, links[7], [("display-1", witness[7])]).hex() == v["u7"]
    assert (witness[0].hex(), witness[7].hex()) == (v["witness_anchor"], v["y7"])
    u = bytes.fromhex(v["u7"])
    for key, value in v["lots"].items():
        ticket, window, j = key.split("|")
        assert lots(algorithm, u, ticket)(window, int(j)).hex() == value
    ticket, window, smallest = winner(algorithm, u, [tuple(pair) for pair in v["pairs"]])
    assert [ticket, window, smallest.hex()] == [*v["winner"], v["winning_lot"]]


def test_integers_without_bias() -> None:
    u = bytes.fromhex(VECTORS["sha256"]["u7"])
    expected = VECTORS["uniform_sha256_u7"]
    assert {n: uniform("sha256", u, int(n)) for n in expected} == expected


@pytest.mark.parametrize("case", VECTORS["issue"]["cases"], ids=lambda case: case["name"])
def test_main_window_and_reserves_come_from_the_published_strata(case: dict) -> None:
    n = len(case["loads"])
    stratum = min(case["s"], n)
    most = max(1, min(case["d"], n // stratum))
    u = bytes.fromhex(VECTORS["issue"]["u"])
    named = choose("sha256", u, case["ticket"], list(case["loads"].items()), stratum, most)
    assert [named.main, list(named.reserves)] == [case["main"], case["reserves"]]
    assert [[window for window, _ in tray] for tray in named.trays] == case["strata"]
