"""Clerks sign in with a number and a password; whoever guesses waits longer and longer."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.clock import ManualClock
from shared.hub.access.clerks import Clerks
from shared.hub.access.errors import BadEntry
from shared.hub.access.store import Store
from shared.hub.access.throttle import Throttle
from shared.hub.errors import NotAllowed

RIGHT = "correct horse"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(1_767_600_000_000)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path)
    yield store
    store.close()


@pytest.fixture
def clerks(store: Store, clock: ManualClock) -> Clerks:
    clerks = Clerks(store, clock)
    clerks.add("0231", "王小明", RIGHT)
    return clerks


def refusal(clerks: Clerks, clerk: str, password: str, device: str = "desk") -> tuple[str, int]:
    with pytest.raises(NotAllowed) as caught:
        clerks.sign_in(clerk, password, device)
    seconds = caught.value.params.get("seconds", 0)
    assert isinstance(seconds, int)
    assert (
        caught.value.status == {"wrong-password": 401, "too-many-tries": 429, "clerk-disabled": 403}[caught.value.code]
    )
    return caught.value.code, seconds


def test_a_clerk_signs_in(clerks: Clerks) -> None:
    clerk = clerks.sign_in("0231", RIGHT, "desk")
    assert (clerk.id, clerk.name) == ("0231", "王小明")
    assert clerks.clerk("0231") == clerk


def test_a_chinese_input_method_and_capitals_do_not_keep_a_clerk_out(clerks: Clerks) -> None:
    clerks.add("Wang", "王", "密码 password ９")
    assert clerks.sign_in(" ０２３１ ", RIGHT, "desk").id == "0231"
    assert clerks.sign_in("ｗａｎｇ", "密码 password 9", "desk").id == "Wang"


def test_wrong_and_unknown_look_the_same(clerks: Clerks) -> None:
    assert refusal(clerks, "0231", "wrong horse") == refusal(clerks, "0232", RIGHT) == ("wrong-password", 0)


def test_a_disabled_clerk_learns_so_only_with_the_right_password(clerks: Clerks) -> None:
    clerks.disable("0231")
    assert clerks.clerk("0231") is None
    assert refusal(clerks, "0231", "wrong horse")[0] == "wrong-password"
    assert refusal(clerks, "0231", RIGHT)[0] == "clerk-disabled"
    clerks.set_password("0231", "new password")
    assert clerks.sign_in("0231", "new password", "desk").disabled_ms is None


def test_a_new_password_ends_the_old_one(clerks: Clerks) -> None:
    clerks.set_password("0231", "new password")
    assert refusal(clerks, "0231", RIGHT)[0] == "wrong-password"
    assert clerks.sign_in("0231", "new password", "desk").id == "0231"


def test_a_manager_is_one_until_the_right_is_taken_back(clerks: Clerks) -> None:
    assert not clerks.sign_in("0231", RIGHT, "desk").manager
    clerks.make_manager("０２３１", True)
    clerks.make_manager("0231", True)
    assert [clerk.manager for clerk in clerks.clerks()] == [True]
    assert clerks.sign_in("0231", RIGHT, "desk").manager
    clerks.make_manager("0231", False)
    assert not clerks.sign_in("0231", RIGHT, "desk").manager


def test_passwords_are_stored_as_argon2_only(tmp_path: Path, clerks: Clerks, store: Store) -> None:
    (row,) = store.rows("SELECT hash FROM clerk")
    assert row["hash"].startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert RIGHT.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_guessing_waits_longer_and_longer(clerks: Clerks, clock: ManualClock) -> None:
    waits = []
    for n in range(3 + 7):
        code, seconds = refusal(clerks, "0231", f"guess {n}", f"desk {n}")
        if code == "too-many-tries":
            waits.append(seconds)
            clock.advance(seconds)
            code, _ = refusal(clerks, "0231", f"guess {n}", f"desk {n}")
        assert code == "wrong-password"
    assert waits == [2, 4, 8, 16, 32, 60, 60]


def test_the_right_password_does_not_help_while_waiting_and_helps_after(clerks: Clerks, clock: ManualClock) -> None:
    for _ in range(3):
        refusal(clerks, "0231", "wrong horse")
    assert refusal(clerks, "0231", RIGHT) == ("too-many-tries", 2)
    clock.advance(1)
    assert refusal(clerks, "0231", RIGHT) == ("too-many-tries", 1)
    clock.advance(1)
    assert clerks.sign_in("0231", RIGHT, "desk").id == "0231"
    assert refusal(clerks, "0231", "wrong horse") == ("wrong-password", 0)


def test_one_device_cannot_try_every_clerk(clerks: Clerks) -> None:
    for n in range(3):
        refusal(clerks, f"09{n}", "wrong horse")
    assert refusal(clerks, "0231", RIGHT)[0] == "too-many-tries"
    assert clerks.sign_in("0231", RIGHT, "another desk").id == "0231"


def test_who_guesses_at_the_console_keeps_nobody_from_the_counters(clerks: Clerks) -> None:
    for n in range(9):
        with pytest.raises(NotAllowed):
            clerks.sign_in("0231", "wrong horse", f"192.168.1.{n}", "console")
    with pytest.raises(NotAllowed, match="too-many-tries"):
        clerks.sign_in("0231", RIGHT, "192.168.1.66", "console")
    assert clerks.sign_in("0231", RIGHT, "desk").id == "0231"


def test_many_guesses_at_once_are_no_way_around(clerks: Clerks) -> None:
    together = threading.Barrier(8)

    def guess(n: int) -> str:
        together.wait()
        return refusal(clerks, "0231", f"guess {n}", f"desk {n}")[0]

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(guess, range(8))) == ["too-many-tries"] * 5 + ["wrong-password"] * 3


def test_a_quarter_of_an_hour_later_all_is_forgotten(clerks: Clerks, clock: ManualClock) -> None:
    for _ in range(3):
        refusal(clerks, "0231", "wrong horse")
    clock.advance(900)
    for _ in range(2):
        assert refusal(clerks, "0231", "wrong horse")[0] == "wrong-password"
    assert clerks.sign_in("0231", RIGHT, "desk").id == "0231"


def test_a_flood_of_names_does_not_fill_the_memory(clock: ManualClock) -> None:
    throttle = Throttle(clock)
    for n in range(10_050):
        throttle.attempt(f"clerk {n}")
    assert len(throttle._tries) == 10_000


@pytest.mark.parametrize(
    ("clerk", "name", "password", "why"),
    [
        ("", "王", RIGHT, "1 to 32 letters"),
        ("王", "王", RIGHT, "1 to 32 letters"),
        ("a b", "王", RIGHT, "1 to 32 letters"),
        ("1" * 33, "王", RIGHT, "1 to 32 letters"),
        ("0232", "", RIGHT, "a clerk's name has 1 to 40"),
        ("0232", "a\tb", RIGHT, "a clerk's name has 1 to 40"),
        ("0232", "王", "1234567", "8 to 128 characters"),
        ("0232", "王", "x" * 129, "8 to 128 characters"),
        ("0231", "王", RIGHT, "the clerk 0231 is there already"),
        ("０２３１", "王", RIGHT, "the clerk 0231 is there already"),
    ],
)
def test_nonsense_makes_no_clerk(clerks: Clerks, clerk: str, name: str, password: str, why: str) -> None:
    with pytest.raises(BadEntry, match=why):
        clerks.add(clerk, name, password)
    assert [clerk.id for clerk in clerks.clerks()] == ["0231"]


def test_a_clerk_who_is_not_there_cannot_be_changed(clerks: Clerks) -> None:
    with pytest.raises(BadEntry, match="there is no clerk 0999"):
        clerks.disable("0999")
    with pytest.raises(BadEntry, match="there is no clerk 0999"):
        clerks.set_password("0999", RIGHT)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(clerk=st.text(max_size=40), password=st.text(st.characters(), max_size=200))
def test_nonsense_signs_nobody_in(clerks: Clerks, clock: ManualClock, clerk: str, password: str) -> None:
    clock.advance(60)
    assert refusal(clerks, clerk, password)[0] == "wrong-password"
    clock.advance(60)
    assert refusal(clerks, "0231", password)[0] == "wrong-password"


async def test_who_asks_again_while_he_waits_has_tried_once(clerks: Clerks) -> None:
    """Five presses of a clerk whose hub is slow; each try counted, the third would have had to wait."""
    tries = (clerks.admit("0231", "wrong horse", "counter-1") for _ in range(5))
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert [getattr(outcome, "code", "") for outcome in outcomes] == ["wrong-password"] * 5
    found = await asyncio.gather(*(clerks.admit("0231", RIGHT, "counter-1") for _ in range(3)))
    assert {clerk.id for clerk in found} == {"0231"}
    clerks.close()
