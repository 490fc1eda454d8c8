"""Lots by themselves: chains walked back, mixes over exactly the witnesses named, winners recomputed."""

import json
from pathlib import Path

import msgspec
import pytest

from shared.hall import events as e
from shared.hall.draw.lots import chain, commitment, context
from shared.hall.due import resolve
from shared.hall.state import State
from shared.verify.links import Tail, digest_of
from shared.verify.lots import CHAIN, Lots

VECTORS = json.loads((Path(__file__).parents[2] / "golden" / "draw-vectors.json").read_text())
CTX = "hall-001|2026-01-05|1|hub"
WITNESSES = ("kiosk-1", "screen-2")


def tail(links: list[bytes], algorithm: str = "sha256") -> Tail:
    return Tail(algorithm, CTX, links[0])


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_the_published_vectors_lead_back_to_their_anchor(algorithm: str) -> None:
    published = VECTORS[algorithm]
    walk = Tail(algorithm, published["ctx"], bytes.fromhex(published["anchor"]))
    assert [walk.proves(i, bytes.fromhex(published[f"c{i}"])) for i in (1, 7, 1000)] == [True] * 3


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_links_lead_back_to_the_anchor_also_past_some_never_shown(algorithm: str) -> None:
    links = chain(algorithm, b"s" * 32, CTX, 40)
    walk = tail(links, algorithm)
    assert [walk.proves(i, links[i]) for i in (1, 2, 5, 40)] == [True] * 4


def test_a_link_of_another_place_seed_or_hall_does_not() -> None:
    links = chain("sha256", b"s" * 32, CTX, 9)
    assert not tail(links).proves(1, links[2])
    assert not tail(links).proves(2, links[1])
    assert not tail(links).proves(1, chain("sha256", b"t" * 32, CTX, 9)[1])
    assert not tail(links).proves(1, chain("sha256", b"s" * 32, CTX + "2", 9)[1])
    walk = tail(links)
    assert walk.proves(3, links[3])
    assert not walk.proves(3, links[3]), "each link is used once"
    assert not walk.proves(2, links[2]), "and never one behind it"


@pytest.mark.parametrize("text", ["", "00", "zz" * 32, "AB" * 32, "ab" * 33, " " + "ab" * 32])
def test_only_64_small_hex_digits_are_a_link(text: str) -> None:
    assert digest_of(text) is None
    assert digest_of("ab" * 32) == b"\xab" * 32


MIX = "the mix is over exactly the witnesses of the request, but those struck before the result"


class Morning:
    """A day with two witnesses, told without a hall."""

    def __init__(self) -> None:
        self.lots = Lots("hall-001")
        self.chains = {
            name: chain("sha256", name.encode().ljust(32), context("hall-001", "2026-01-05", 1, name), 20)
            for name in ("hub", *WITNESSES)
        }
        anchors = [(name, self.chains[name][0]) for name in WITNESSES]
        seal = commitment("sha256", "hall-001", "2026-01-05", 1, self.chains["hub"][0], anchors)
        self.opening = e.DayOpened(
            day="2026-01-05",
            epoch=1,
            algorithm="sha256",
            hub_anchor=self.chains["hub"][0].hex(),
            witnesses=tuple((name, anchor.hex()) for name, anchor in anchors),
            commitment=seal.hex(),
        )

    def opened(self) -> "Morning":
        assert self.lots.check(self.opening) is None
        return self

    def request(self, i: int = 1, witnesses: tuple[str, ...] = WITNESSES) -> e.DrawRequested:
        windows = tuple((str(n), 1) for n in range(1, 7))
        return e.DrawRequested(
            i=i,
            ticket=f"260105-{i}",
            pool="a1",
            windows=windows,
            stratum=2,
            most=3,
            reason="issue",
            witnesses=witnesses,
        )

    def result(self, request: e.DrawRequested | e.PairsDrawRequested) -> e.DrawResolved:
        ys = [(name, self.chains[name][request.i]) for name in request.witnesses]
        return resolve(State(open_draw=request), self.chains["hub"][request.i], ys)

    def told(self, *events: e.AnyEvent) -> list[str]:
        return [wrong.rule for event in events if (wrong := self.lots.check(event)) is not None]


def test_draws_with_witnesses_hold_also_for_one_that_missed_some() -> None:
    day = Morning().opened()
    for i, witnesses in enumerate((WITNESSES, ("kiosk-1",), (), WITNESSES), 1):
        request = day.request(i, witnesses)
        assert day.told(request, day.result(request)) == []
        assert [len(tray) for tray, _ in day.lots.trays] == [2, 2, 2]
        assert all(named in tray for tray, named in day.lots.trays)


def test_the_mix_is_over_exactly_the_witnesses_of_the_request() -> None:
    day = Morning().opened()
    request = day.request()
    alone = day.result(msgspec.structs.replace(request, witnesses=("kiosk-1",)))
    assert day.told(request, alone) == [MIX]


def test_a_witness_link_from_elsewhere_is_named() -> None:
    day = Morning().opened()
    day.chains["screen-2"] = day.chains["kiosk-1"]
    request = day.request()
    assert day.told(request, day.result(request)) == ["the link of screen-2 does not lead back to the day's anchor"]


def test_a_witness_nobody_committed_to_is_named() -> None:
    day = Morning().opened()
    day.chains["spy"] = day.chains["kiosk-1"]
    request = day.request(witnesses=("kiosk-1", "spy"))
    assert day.told(request, day.result(request)) == ["the link of spy does not lead back to the day's anchor"]


def test_another_window_than_the_smallest_lots_is_wrong() -> None:
    day = Morning().opened()
    request = day.request()
    right = day.result(request)
    main = next(str(n) for n in range(1, 7) if str(n) != right.main)
    wrong = [day.lots.check(event) for event in (request, msgspec.structs.replace(right, main=main))][1]
    assert wrong is not None
    assert (wrong.expected, wrong.found) == (f"main {right.main}", f"main {main}")


@pytest.mark.parametrize(
    "changed",
    [
        {"commitment": "00" * 32},
        {"hub_anchor": "11" * 32},
        {"hub_anchor": "nonsense"},
        {"witnesses": ()},
        {"epoch": 2},
        {"day": "2026-01-06"},
        {"algorithm": "sm3"},
    ],
)
def test_an_opening_whose_commitment_is_not_of_its_anchors(changed: dict[str, object]) -> None:
    day = Morning()
    assert len(day.told(msgspec.structs.replace(day.opening, **changed))) == 1


def test_witnesses_stand_once_each_by_id() -> None:
    for names in (("screen-2", "kiosk-1"), ("kiosk-1", "kiosk-1"), ("hub", "kiosk-1")):
        day = Morning()
        anchor = day.chains["kiosk-1"][0]
        witnesses = tuple((name, anchor.hex()) for name in names)
        assert day.told(msgspec.structs.replace(day.opening, witnesses=witnesses)) == [
            "witnesses stand once each, by id"
        ]


@pytest.mark.parametrize("i", [0, 2, CHAIN + 1, 2**53])
def test_draws_are_counted_without_a_gap(i: int) -> None:
    day = Morning().opened()
    assert day.told(day.request(i)) == ["draws are counted without a gap"]


def test_nothing_comes_between_request_and_result() -> None:
    day = Morning().opened()
    (rule,) = day.told(day.request(1), day.request(2), day.result(day.request(2)))
    assert rule.startswith("the result of draw 1 was withheld")
    assert day.told(day.result(day.request(2))) == ["a result without its request"]


@pytest.mark.parametrize("changed", [{"windows": ()}, {"stratum": 0}, {"most": 0}, {"most": 4}, {"stratum": -1}])
def test_a_request_that_cannot_be_drawn_is_said_once(changed: dict[str, object]) -> None:
    day = Morning().opened()
    request = msgspec.structs.replace(day.request(), **changed)
    assert day.told(request, day.result(day.request())) == ["a draw is over windows in strata"]


def test_draws_under_an_opening_that_is_not_here_are_counted() -> None:
    day = Morning()
    request = day.request(7)
    assert day.told(request, day.result(request)) == []
    assert day.lots.unproven == 1


def test_a_round_is_drawn_over_its_pairs() -> None:
    day = Morning().opened()
    pairs = tuple((ticket, window) for ticket in ("t1", "t2", "t3") for window in ("1", "2"))
    request = e.PairsDrawRequested(i=1, pool="c", pairs=pairs, witnesses=WITNESSES)
    right = day.result(request)
    assert day.told(request, right) == []
    assert day.lots.trays == ((("1", "2"), right.main),)
    other = next(ticket for ticket in ("t1", "t2", "t3") if ticket != right.ticket)
    day = Morning().opened()
    assert day.told(request, msgspec.structs.replace(right, ticket=other)) == ["the smallest lot of draw 1 wins"]
