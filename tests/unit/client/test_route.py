from itertools import pairwise

from shared.client.route import (
    CONNECT_MS,
    FOUND_KEPT,
    GREET_MS,
    HASTE_MS,
    HASTY_CONNECT_MS,
    HASTY_WELCOME_MS,
    LONGEST_REST_MS,
    REFUSED_REST_MS,
    STEADY_MS,
    WELCOME_MS,
    Route,
)


def one_round(route: Route) -> list[str]:
    return [*iter(route.next, None)]


def test_the_last_known_address_comes_first_then_the_configured_then_what_was_heard_last():
    route = Route("known:1", ["configured:1", "known:1"])
    assert route.heard("old:1") and route.heard("new:1")
    assert one_round(route) == ["known:1", "configured:1", "new:1", "old:1"]
    assert route.next() is None
    route.rest_ms(0.5)
    assert route.next() == "known:1"


def test_an_address_heard_again_is_no_news():
    route = Route("known:1")
    assert not route.heard("known:1")
    assert route.heard("a:1")
    assert not route.heard("a:1")
    assert one_round(route) == ["known:1", "a:1"]


def test_an_address_heard_in_the_middle_of_a_round_is_tried_in_it():
    route = Route("known:1")
    assert route.next() == "known:1"
    route.heard("a:1")
    assert route.next() == "a:1"


def test_many_addresses_in_the_air_do_not_make_the_rounds_long():
    route = Route("")
    for n in range(50):
        route.heard(f"h{n}:1")
    assert one_round(route) == [f"h{n}:1" for n in range(49, 49 - FOUND_KEPT, -1)]


def test_rests_grow_from_a_tenth_to_a_second_and_start_small_after_a_steady_connection():
    route = Route("known:1")
    rests = [route.rest_ms(1.0) for _ in range(8)]
    assert rests[0] == 100
    assert all(early <= late for early, late in pairwise(rests))
    assert rests[-1] == LONGEST_REST_MS
    route.parted(STEADY_MS - 1)
    assert route.rest_ms(1.0) == LONGEST_REST_MS
    route.parted(STEADY_MS)
    assert route.rest_ms(1.0) == 100


def test_chance_keeps_terminals_out_of_step_but_never_above_the_rest():
    assert {Route("").rest_ms(chance) for chance in (0.0, 0.5, 1.0)} == {50, 75, 100}


def test_after_a_no_the_rest_is_long_but_only_once():
    route = Route("known:1")
    route.refused = True
    assert route.rest_ms(1.0) == REFUSED_REST_MS
    assert route.rest_ms(1.0) == 100


def test_where_the_hub_was_met_is_tried_first_from_then_on():
    route = Route("old:1", ["configured:1"])
    one_round(route)
    route.met()
    assert one_round(route) == ["configured:1"]


def test_when_a_hub_of_a_pair_falls_silent_the_other_is_asked_first_and_after_a_goodbye_the_same():
    route = Route("a:1", others=["a:1", "b:1"])
    assert route.next() == "a:1"
    route.met()
    route.parted(STEADY_MS)
    assert one_round(route) == ["a:1", "b:1"]
    route.rest_ms(0.5)
    route.trying = "a:1"
    route.parted(STEADY_MS, silent=True)
    assert one_round(route) == ["b:1", "a:1"]
    route.trying = "b:1"
    route.met()
    assert route.next() == "b:1"


def test_while_the_other_of_a_pair_may_begin_to_lead_any_moment_it_is_asked_without_longer_rests() -> None:
    route = Route("a:1", others=["a:1", "b:1"])
    route.next()
    route.met()
    route.parted(STEADY_MS)
    assert route.connect_ms == HASTY_CONNECT_MS
    assert [route.rest_ms(1.0, away_ms) for away_ms in range(0, HASTE_MS, 200)] == [100] * (HASTE_MS // 200)
    assert [route.rest_ms(1.0, HASTE_MS) for _ in range(5)] == [100, 200, 400, 800, LONGEST_REST_MS]
    assert route.connect_ms == CONNECT_MS


def test_a_silent_hub_keeps_nobody_from_asking_the_other_again_soon_and_has_its_time_later() -> None:
    route = Route("a:1", others=["a:1", "b:1"])
    route.next()
    route.met()
    route.parted(0, silent=True)
    for away_ms in (0, 1000, 2000):
        assert route.next() == "b:1"
        assert route.welcome_ms >= GREET_MS
        assert route.next() == "a:1"
        assert route.welcome_ms == HASTY_WELCOME_MS
        assert (route.next(), route.rest_ms(1.0, away_ms)) == (None, 100)
    route.rest_ms(1.0, HASTE_MS)
    assert [route.next(), route.next()] == ["b:1", "a:1"]
    assert route.welcome_ms == WELCOME_MS


def test_a_hub_of_a_pair_that_lets_everybody_go_at_once_is_not_run_down() -> None:
    route = Route("a:1", others=["a:1", "b:1"])
    rests = []
    for _ in range(4):
        route.next()
        route.met()
        route.parted(STEADY_MS - 1)
        rests.append(route.rest_ms(1.0))
    assert rests == [100, 200, 400, 800]


def test_a_hub_that_does_not_welcome_is_waited_for_longer_each_round_and_alone_always_long():
    assert Route("a:1").welcome_ms == WELCOME_MS
    route = Route("a:1", others=["a:1", "b:1"])
    waits = []
    for _ in range(4):
        waits.append(route.welcome_ms)
        one_round(route)
        route.rest_ms(0.5)
    assert waits == [GREET_MS, 2 * GREET_MS, WELCOME_MS, WELCOME_MS]
    route.trying = "b:1"
    route.met()
    assert route.welcome_ms == GREET_MS


def test_whoever_announces_ever_new_addresses_keeps_nobody_from_the_known_one() -> None:
    route = Route("hub:7443", ["spare:7443"])
    for _ in range(3):
        tried = []
        for n in range(1000):
            route.heard(f"rogue-{n}:7443")
            if (address := route.next()) is None:
                break
            tried.append(address)
        assert tried[:2] == ["hub:7443", "spare:7443"]
        assert len(tried) <= 2 + FOUND_KEPT
        route.rest_ms(0.5)
