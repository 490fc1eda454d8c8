"""Devices and clerks of a pair, at its database: they come with the hub that has them, and outlive a lost database."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared.files import replace
from shared.hub.access.clerks import Clerks
from shared.hub.access.registry import DeviceKey, Registry
from shared.hub.access.store import Store
from shared.hub.hub import HubSettings
from shared.hub.pair.cabinet import Cabinet
from shared.hub.pair.home import give_seeds
from shared.hub.pair.places import DOCUMENT
from shared.hub.pair.share import share
from shared.protocol.pairing import parse_token
from tests.integration.hubs import patiently
from tests.postgres import Postgres

FINGERPRINT = bytes(32)
Open = Callable[[str], Store]


@pytest.fixture
def hub(postgres: Postgres, tmp_path: Path) -> Iterator[Open]:
    """The store of hub ``a``, ``b`` … of this test's pair."""
    opened: list[Store] = []

    def open_one(name: str) -> Store:
        opened.append(Store(tmp_path / name, Cabinet(postgres.url, tmp_path.name, bytes(32))))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


def pair(store: Store, name: str) -> DeviceKey:
    registry = Registry(store, FINGERPRINT)
    return registry.redeem(parse_token(registry.make_token("kiosk", name))[1])


def knows(store: Store, key: DeviceKey) -> bool:
    return Registry(store, FINGERPRINT).authenticate(key.bearer) is not None


def lose_the_database(postgres: Postgres, hall: str) -> None:
    cabinet = Cabinet(postgres.url, hall, bytes(32))
    cabinet._ask("DELETE FROM fairhall_cabinet WHERE hall = %s", (hall,))
    cabinet.close()


def test_what_a_hub_had_alone_is_the_pairs_before_anything_of_it_changes(hub: Open, tmp_path: Path) -> None:
    alone = Store(tmp_path / "a")
    kiosk = pair(alone, "K1")
    Clerks(alone).add("0801", "王芳", "correct horse")
    alone.close()
    first, second = hub("a"), hub("b")
    second.give()
    second.follow()
    assert not knows(second, kiosk), "who has nothing to give gives nothing"
    first.give()
    second.follow()
    assert knows(second, kiosk)
    assert [clerk.id for clerk in Clerks(second).clerks()] == ["0801"]
    assert not (tmp_path / "b" / "access.db.before").exists()


def test_after_a_lost_database_devices_change_as_before_and_the_other_hub_believes_the_new_one(
    hub: Open, postgres: Postgres, tmp_path: Path
) -> None:
    first, second = hub("a"), hub("b")
    stolen, kept = pair(first, "K1"), pair(first, "K2")
    second.follow()
    lose_the_database(postgres, tmp_path.name)
    first.give()
    assert Registry(first, FINGERPRINT).revoke(stolen.device_id)
    third = pair(first, "K3")
    second.follow()
    assert [knows(second, key) for key in (stolen, kept, third)] == [False, True, True]


def test_without_anything_given_the_first_change_gives_it(hub: Open, postgres: Postgres, tmp_path: Path) -> None:
    first, second = hub("a"), hub("b")
    stolen = pair(first, "K1")
    lose_the_database(postgres, tmp_path.name)
    assert Registry(first, FINGERPRINT).revoke(stolen.device_id), "fairhall device revoke beside no hub"
    second.follow()
    assert [device.revoked_ms is not None for device in Registry(second, FINGERPRINT).devices()] == [True]


def test_a_version_of_a_lost_database_says_nothing_about_the_next(
    hub: Open, postgres: Postgres, tmp_path: Path
) -> None:
    first, second = hub("a"), hub("b")
    stolen = pair(first, "K1")
    second.follow()
    lose_the_database(postgres, tmp_path.name)
    with first.change() as connection:  # as many changes as the second has seen of the old one
        connection.execute("UPDATE device SET revoked_ms = 1")
    with first.change() as connection:
        connection.execute("UPDATE device SET revoked_ms = 2")
    second.follow()
    assert not knows(second, stolen)


def test_a_hub_with_devices_of_its_own_that_joins_a_pair_keeps_them_beside(
    hub: Open, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    alone = Store(tmp_path / "b")
    stray = pair(alone, "K9")
    alone.close()
    ours = pair(hub("a"), "K1")
    second = hub("b")
    with caplog.at_level(logging.WARNING):
        second.give()
    assert (knows(second, ours), knows(second, stray)) == (True, False)
    before = tmp_path / "b" / "access.db.before"
    assert f"stay in {before}" in caplog.text
    assert before.stat().st_mode & 0o777 == 0o600
    (tmp_path / "again").mkdir()
    before.rename(tmp_path / "again" / "access.db")
    again = Store(tmp_path / "again")
    assert knows(again, stray)
    again.close()


def test_what_clerks_wrote_of_a_ticket_is_at_the_other_hub_too(hub: Open) -> None:
    first, second = hub("a"), hub("b")
    with first.change() as connection:
        connection.execute("INSERT INTO note VALUES ('20261122-1', '请核对照片')")
    second.follow()
    assert [row["text"] for row in second.rows("SELECT text FROM note")] == ["请核对照片"]


async def test_a_disk_that_takes_nothing_ends_no_sharing_and_is_told_once(
    hub: Open, postgres: Postgres, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    first, second = hub("a"), hub("b")
    kiosk = pair(first, "K1")
    second._connection.execute("PRAGMA query_only = ON")
    settings = HubSettings(data=tmp_path / "b", host="127.0.0.1", port=7443)
    cabinet = Cabinet(postgres.url, tmp_path.name, bytes(32))
    sharing = asyncio.ensure_future(share(settings, "b", second, cabinet, []))
    try:
        await patiently(lambda: "sharing devices and clerks: tried again each second" in caplog.text)
        await patiently(lambda: cabinet.get(DOCUMENT) is not None, 30)
        second._connection.execute("PRAGMA query_only = OFF")
        await patiently(lambda: "sharing devices and clerks: goes on" in caplog.text, 30)
        assert knows(second, kiosk)
        assert caplog.text.count("sharing devices and clerks: tried again") == 1
        Registry(first, FINGERPRINT).revoke(kiosk.device_id)
        await patiently(lambda: not knows(second, kiosk), 30)
    finally:
        sharing.cancel()
        cabinet.close()


def test_seeds_that_one_hub_alone_had_are_the_pairs_and_the_pairs_own_count(postgres: Postgres, tmp_path: Path) -> None:
    cabinet = Cabinet(postgres.url, tmp_path.name, bytes(32))
    seeds = {"seed-2026-01-05-1": bytes([1] * 32), "seed-2026-01-06-1": bytes([2] * 32)}
    for name, seed in seeds.items():
        replace(tmp_path / "a" / "keys" / name, seed)
    replace(tmp_path / "a" / "keys" / "seed-2026-01-06-2", b"half a seed")
    replace(tmp_path / "b" / "keys" / "seed-2026-01-06-1", bytes([3] * 32))
    give_seeds(cabinet, tmp_path / "a")
    give_seeds(cabinet, tmp_path / "b")
    assert cabinet.documents("seed-") == seeds
    assert (tmp_path / "b" / "keys" / "seed-2026-01-06-1").read_bytes() == bytes([2] * 32)
    cabinet.close()
