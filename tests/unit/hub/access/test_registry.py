"""A device is paired once by a token of one use, holds its own key, and can be shut out at any moment."""

import hashlib
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.clock import ManualClock
from shared.hub.access.errors import BadEntry, Damaged
from shared.hub.access.registry import DeviceKey, Registry
from shared.hub.access.store import Store
from shared.hub.errors import NotAllowed
from shared.protocol.pairing import parse_token

FINGERPRINT = hashlib.sha256(b"ca").digest()
START = 1_767_600_000_000


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path)
    yield store
    store.close()


@pytest.fixture
def registry(store: Store, clock: ManualClock) -> Registry:
    return Registry(store, FINGERPRINT, clock)


def secret_of(token: str) -> bytes:
    return parse_token(token)[1]


def pair(registry: Registry, name: str = "door") -> DeviceKey:
    return registry.redeem(secret_of(registry.make_token("kiosk", name)))


def refusal(registry: Registry, secret: bytes) -> str:
    with pytest.raises(NotAllowed) as caught:
        registry.redeem(secret)
    assert caught.value.status == 403
    return caught.value.code


def test_a_token_names_the_hub_and_pairs_one_device(registry: Registry) -> None:
    token = registry.make_token("counter", "三号窗口", "3")
    prefix, secret = parse_token(token)
    assert prefix == FINGERPRINT[:10]
    key = registry.redeem(secret)
    device = registry.authenticate(key.bearer)
    assert device is not None
    assert (device.id, device.role, device.name, device.counter) == (key.device_id, "counter", "三号窗口", "3")
    assert registry.devices() == [device]
    assert registry.device(key.device_id) == device


def test_a_token_works_once_and_not_for_ever(registry: Registry, clock: ManualClock) -> None:
    used = secret_of(registry.make_token("kiosk", "door", ttl_s=60))
    late = secret_of(registry.make_token("kiosk", "lift", ttl_s=60))
    clock.advance(59.999)
    registry.redeem(used)
    clock.advance(0.001)
    assert refusal(registry, used) == "token-used"
    assert refusal(registry, late) == "token-expired"
    assert refusal(registry, b"0123456789") == "token-unknown"
    assert [device.name for device in registry.devices()] == ["door"]


def test_an_old_token_is_forgotten_after_a_day(registry: Registry, clock: ManualClock) -> None:
    old = secret_of(registry.make_token("kiosk", "door"))
    clock.advance(24 * 3600 + 901)
    registry.make_token("kiosk", "lift")
    assert refusal(registry, old) == "token-unknown"


def test_of_two_terminals_with_one_token_one_is_paired(tmp_path: Path, registry: Registry, store: Store) -> None:
    together = threading.Barrier(2)
    for n in range(10):
        secret = secret_of(registry.make_token("kiosk", f"kiosk {n}"))

        def redeem(secret: bytes = secret) -> str:
            mine = Store(tmp_path)
            try:
                together.wait()
                return Registry(mine, FINGERPRINT, ManualClock(START)).redeem(secret).device_id
            except NotAllowed as error:
                return error.code
            finally:
                mine.close()

        with ThreadPoolExecutor(2) as pool:
            results = [future.result() for future in [pool.submit(redeem), pool.submit(redeem)]]
        assert sorted(result == "token-used" for result in results) == [False, True]
    assert len(registry.devices()) == 10


def test_a_device_paired_again_is_the_same_device_with_a_new_key(registry: Registry) -> None:
    first = registry.redeem(secret_of(registry.make_token("counter", "desk", "3")))
    second = registry.redeem(secret_of(registry.make_token("counter", "desk", "4")))
    other = registry.redeem(secret_of(registry.make_token("kiosk", "desk")))
    assert second.device_id == first.device_id != other.device_id
    assert registry.authenticate(first.bearer) is None
    device = registry.authenticate(second.bearer)
    assert device is not None
    assert device.counter == "4"
    assert [(device.role, device.name) for device in registry.devices()] == [("counter", "desk"), ("kiosk", "desk")]


def test_a_revoked_device_is_shut_out_until_it_is_paired_again(registry: Registry) -> None:
    key, other = pair(registry, "door"), pair(registry, "lift")
    assert registry.revoke(key.device_id)
    assert registry.authenticate(key.bearer) is None
    assert registry.device(key.device_id) is None
    assert registry.authenticate(other.bearer) is not None
    assert not registry.revoke(key.device_id)
    assert not registry.revoke("nobody")
    again = pair(registry, "door")
    assert registry.authenticate(key.bearer) is None
    assert registry.authenticate(again.bearer) is not None


def test_a_revocation_by_the_command_line_counts_at_once_in_the_hub(tmp_path: Path, registry: Registry) -> None:
    key = pair(registry)
    command_line = Store(tmp_path)
    assert Registry(command_line, FINGERPRINT).revoke(key.device_id)
    command_line.close()
    assert registry.authenticate(key.bearer) is None


def test_the_file_holds_no_key_and_no_token(tmp_path: Path, registry: Registry, store: Store) -> None:
    token = registry.make_token("kiosk", "lift")
    key = pair(registry)
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert key.device_id.encode() in content
    for hidden in (key.key.encode(), token.encode(), secret_of(token)):
        assert hidden not in content
    assert (tmp_path / "access.db").stat().st_mode & 0o077 == 0


def test_pairings_survive_a_restart(tmp_path: Path, registry: Registry, store: Store) -> None:
    key = pair(registry)
    store.close()
    again = Store(tmp_path)
    assert Registry(again, FINGERPRINT).authenticate(key.bearer) is not None
    again.close()


@pytest.mark.parametrize(
    ("role", "name", "counter", "why"),
    [
        ("root", "x", "", "no role 'root': choose one of kiosk, counter, display, wall, manager"),
        ("kiosk", "", "", "1 to 40 characters"),
        ("kiosk", " x", "", "without a space"),
        ("kiosk", "a\nb", "", "on one line"),
        ("kiosk", "x" * 41, "", "1 to 40 characters"),
        ("kiosk", "\udcff", "", "1 to 40 characters"),
        ("kiosk", "x", "3", "a kiosk has no window"),
        ("counter", "x", "", "needs the id of its window"),
        ("counter", "x", "三", "needs the id of its window"),
    ],
)
def test_nonsense_makes_no_token(
    registry: Registry, store: Store, role: str, name: str, counter: str, why: str
) -> None:
    with pytest.raises(BadEntry, match=why):
        registry.make_token(role, name, counter)  # type: ignore[arg-type]
    assert store.rows("SELECT * FROM token") == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(), secret=st.binary())
def test_nonsense_is_nobody(registry: Registry, text: str, secret: bytes) -> None:
    key = pair(registry)
    assert registry.authenticate(text) is None
    assert registry.authenticate(f"{key.device_id}.{text}") is None
    assert registry.authenticate(f"{text}.{key.key}") is None
    assert registry.authenticate(key.bearer + ".") is None
    assert refusal(registry, secret) == "token-unknown"


def test_a_change_that_fails_leaves_nothing_behind(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError), store.change() as connection:
        connection.execute("INSERT INTO clerk VALUES ('1', 'a', 'h', NULL)")
        connection.execute("INSERT INTO clerk VALUES ('1', 'b', 'h', NULL)")
    assert store.rows("SELECT * FROM clerk") == []


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "access.db").write_bytes(b"not a database" * 100)
    with pytest.raises(Damaged, match=r"access\.db cannot be used .* put it back from a backup"):
        Store(tmp_path)
    assert (tmp_path / "access.db").read_bytes() == b"not a database" * 100
