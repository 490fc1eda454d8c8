"""Where the hubs of a pair are met, as their database keeps it."""

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from shared.discovery.radio import lan_addresses, met_at
from shared.hub.access.errors import Damaged
from shared.hub.pair.cabinet import Cabinet
from shared.hub.pair.places import DAY_MS, GONE_MS, MOST, keep
from shared.journal.errors import JournalError
from tests.postgres import Postgres

A, B = ("10.0.0.1:7443",), ("10.0.0.2:7443", "10.1.0.2:7443")


def test_both_are_known_a_move_replaces_and_one_that_never_comes_back_is_forgotten(postgres: Postgres) -> None:
    cabinet = Cabinet(postgres.url, "places", bytes(32))
    assert keep(cabinet, "a", A, 0) == A
    assert keep(cabinet, "b", B, 1) == A + B
    version = cabinet.version("places")
    assert keep(cabinet, "a", A, DAY_MS) == A + B
    assert cabinet.version("places") == version, "nothing is written that is known"
    assert keep(cabinet, "a", ("10.0.0.9:7443",), DAY_MS) == ("10.0.0.9:7443", *B)
    assert keep(cabinet, "a", ("10.0.0.9:7443",), GONE_MS) == ("10.0.0.9:7443", *B)
    assert keep(cabinet, "a", ("10.0.0.9:7443",), GONE_MS + 2 * DAY_MS) == ("10.0.0.9:7443",)
    cabinet.close()


def test_with_other_keys_nothing_is_read_and_nothing_overwritten(postgres: Postgres) -> None:
    ours, other = (Cabinet(postgres.url, "sealed-places", bytes([n] * 32)) for n in (1, 2))
    keep(ours, "a", A, 0)
    with pytest.raises(Damaged, match="copy the first hub's keys directory"):
        keep(other, "b", B, 0)
    assert keep(ours, "a", A, 0) == A
    ours.close()
    other.close()


def test_a_hub_is_met_where_it_listens() -> None:
    everywhere = met_at("0.0.0.0", 7443, MOST)
    assert set(everywhere) <= {f"{each}:7443" for each in lan_addresses()}
    assert everywhere
    assert met_at("10.0.0.5", 7443) == ("10.0.0.5:7443",)
    assert met_at("fd00::5", 7443) == ("[fd00::5]:7443",)


def test_two_hubs_that_meet_an_empty_database_at_once_make_what_is_missing(postgres: Postgres) -> None:
    together = threading.Barrier(2)

    def look(cabinet: Cabinet) -> object:
        together.wait()
        return cabinet.get("places")

    for n in range(20):
        two = [Cabinet(postgres.url, f"new-{n}", bytes(32)) for _ in range(2)]
        with psycopg.connect(postgres.url) as db:
            db.execute("DROP TABLE IF EXISTS fairhall_cabinet")
        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(look, two)) == [None, None]
        for cabinet in two:
            cabinet.close()


def test_a_frozen_database_is_given_up_and_asked_again(postgres: Postgres) -> None:
    cabinet = Cabinet(postgres.url, "frozen", bytes(32))
    keep(cabinet, "a", A, 0)
    assert cabinet._db is not None
    server = cabinet._db.info.backend_pid
    os.kill(server, signal.SIGSTOP)
    try:
        with pytest.raises(JournalError, match="see that it runs"):
            cabinet.get("places")
    finally:
        os.kill(server, signal.SIGCONT)
    assert keep(cabinet, "a", A, 0) == A
    cabinet.close()
