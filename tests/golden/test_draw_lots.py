"""Chains, commitments and lots: what binds the hall before the day, and what nobody can turn afterwards."""

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.hall.draw.lots import chain, commitment, context, lots, mix, uniform, winner
from tests.golden.test_draw_theorem import chances, chi_square, chi_square_limit

CTX = context("hall-001", "2026-01-05", 1, "hub")
PAIRS = st.lists(
    st.tuples(st.sampled_from(["A", "B", "C"]), st.sampled_from(["1", "2", "3", "4"]), st.integers(1, 3)),
    min_size=2,
    max_size=10,
    unique_by=lambda pair: pair[:2],
)


def test_a_context_names_hall_day_epoch_and_contributor() -> None:
    assert CTX == "hall-001|2026-01-05|1|hub"


def test_every_link_is_the_hash_of_the_next_so_that_the_anchor_binds_them_all() -> None:
    links = chain("sha256", b"\7" * 32, CTX, 20)
    raw = CTX.encode()
    for i in range(20, 0, -1):
        message = b"qlot/1 link" + len(raw).to_bytes(2, "big") + raw + i.to_bytes(4, "big") + links[i]
        assert hashlib.sha256(message).digest() == links[i - 1]


def test_chains_of_another_day_epoch_hall_contributor_or_seed_have_nothing_in_common() -> None:
    chains = [chain("sha256", b"\7" * 32, context(*parts), 5) for parts in (
        ("h", "2026-01-05", 1, "hub"), ("h", "2026-01-06", 1, "hub"), ("h", "2026-01-05", 2, "hub"),
        ("g", "2026-01-05", 1, "hub"), ("h", "2026-01-05", 1, "kiosk"),
    )]  # fmt: skip
    chains.append(chain("sha256", b"\x08" * 32, context("h", "2026-01-05", 1, "hub"), 5))
    assert len({link for links in chains for link in links}) == 6 * 6


def test_the_commitment_changes_with_everything_it_commits_to() -> None:
    base = ("sha256", "h", "2026-01-05", 1, b"\1" * 32, [("display", b"\2" * 32), ("kiosk", b"\3" * 32)])
    others = [
        ("sm3", *base[1:]),
        (base[0], "g", *base[2:]),
        (*base[:2], "2026-01-06", *base[3:]),
        (*base[:3], 2, *base[4:]),
        (*base[:4], b"\2" * 32, base[5]),
        (*base[:5], base[5][:1]),
        (*base[:5], [("displa", b"\2" * 32), ("kiosk", b"\3" * 32)]),
        (*base[:5], [("display", b"\2" * 32), ("kiosk", b"\4" * 32)]),
    ]
    made = {commitment(*parts) for parts in (base, *others)}
    assert len(made) == 9


def test_the_mix_is_over_exactly_the_witnesses_that_answered() -> None:
    x, y, z = (bytes([n]) * 32 for n in (1, 2, 3))
    mixes = {
        mix("sha256", 1, x, []),
        mix("sha256", 2, x, []),
        mix("sha256", 1, x, [("a", y)]),
        mix("sha256", 1, x, [("b", y)]),
        mix("sha256", 1, x, [("a", y), ("b", z)]),
        mix("sha256", 1, x, [("a", z), ("b", y)]),
    }
    assert len(mixes) == 6


@given(pairs=PAIRS, u=st.binary(min_size=32, max_size=32), gone=st.integers(0, 9))
def test_taking_a_losing_pair_away_never_changes_the_winner(
    pairs: list[tuple[str, str, int]], u: bytes, gone: int
) -> None:
    ticket, window, smallest = winner("sha256", u, pairs)
    losers = [pair for pair in pairs if pair[:2] != (ticket, window)]
    fewer = [pair for pair in pairs if pair is not losers[gone % len(losers)]]
    assert winner("sha256", u, fewer) == (ticket, window, smallest)
    assert winner("sha256", u, pairs[::-1]) == (ticket, window, smallest)


def test_a_pair_wins_as_often_as_its_weight_says() -> None:
    pairs = [("A", "1", 1), ("A", "2", 2), ("B", "1", 3), ("B", "2", 4)]
    wins = Counter(winner("sha256", u, pairs)[:2] for u in chances("weights", 10_000))
    counts = [wins[ticket, window] for ticket, window, _ in pairs]
    assert chi_square(counts, [weight / 10 for _, _, weight in pairs]) < chi_square_limit(3)


def test_lots_are_uniform_in_their_first_byte_over_windows_and_draws() -> None:
    firsts = Counter(lots("sha256", u, "260105-1")(str(w), 0)[0] for u in chances("bytes", 2_000) for w in range(10))
    assert chi_square([firsts[byte] for byte in range(256)], [1 / 256] * 256) < chi_square_limit(255)


@pytest.mark.parametrize("n", [1, 2, 3, 7, 10])
def test_integers_are_uniform(n: int) -> None:
    counts = Counter(uniform("sha256", u, n) for u in chances(f"range {n}", 6_000))
    assert set(counts) == set(range(n))
    if n > 1:
        assert chi_square([counts[value] for value in range(n)], [1 / n] * n) < chi_square_limit(n - 1)


def test_names_that_run_together_give_different_lots() -> None:
    u = b"\1" * 32
    assert lots("sha256", u, "A1")("2", 0) != lots("sha256", u, "A")("12", 0)
    assert lots("sha256", u, "A")("窗口2", 0) != lots("sha256", u, "A")("窗口", 2)
