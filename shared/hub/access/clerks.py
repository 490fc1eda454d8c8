"""Clerks and their passwords. Every method blocks, a sign-in for some 30 ms: call it off the event loop."""

import asyncio
import re
import secrets
import sqlite3
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Literal, get_args

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from shared.clock import Clock, SystemClock
from shared.hub.access.errors import BadEntry
from shared.hub.access.names import check_name
from shared.hub.access.store import Store
from shared.hub.access.throttle import Throttle
from shared.hub.errors import NotAllowed

Door = Literal["counter", "console"]
DOORS: tuple[Door, ...] = get_args(Door)
PASSWORD_LEAST, PASSWORD_MOST = 8, 128
_CLERKS = "SELECT clerk.*, id IN (SELECT clerk FROM manager) AS manager FROM clerk"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")


class Clerk(msgspec.Struct, frozen=True):
    """A person at a counter, or a manager at the console; ``id`` (工号) goes into the record, the name does not."""

    id: str
    name: str
    disabled_ms: int | None
    manager: bool = False


class Clerks:
    """The clerks of a hall. Ids are the same in any case and width."""

    def __init__(self, store: Store, clock: Clock | None = None) -> None:
        """``clock`` is the machine's, whatever the hall runs on."""
        self._store = store
        self._clock = clock or SystemClock()
        self._throttle = Throttle(self._clock)
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # OWASP; 19 MB while it runs
        self._threads = {door: ThreadPoolExecutor(1, f"passwords {door}") for door in DOORS}
        self._running: dict[tuple[str, str, str, Door], asyncio.Future[Clerk]] = {}

    def add(self, clerk: str, name: str, password: str) -> Clerk:
        """A new clerk. Raises BadEntry, also if the id is taken."""
        clerk = _normal(clerk)
        if not _ID.fullmatch(clerk):
            raise BadEntry("a clerk's id has 1 to 32 letters, digits, hyphens and underscores, such as 0231")
        check_name(name, "a clerk's name")
        hashed = self._hash(password)
        with self._store.change() as connection:
            try:
                connection.execute("INSERT INTO clerk (id, name, hash) VALUES (?, ?, ?)", (clerk, name, hashed))
            except sqlite3.IntegrityError:
                raise BadEntry(f"the clerk {clerk} is there already: set a new password instead") from None
        return Clerk(clerk, name, None)

    def set_password(self, clerk: str, password: str) -> None:
        """A new password; a disabled clerk may sign in again. Raises BadEntry."""
        self._update(clerk, "hash = ?, disabled_ms = NULL", self._hash(password))

    def make_manager(self, clerk: str, may: bool) -> None:
        """Whether this clerk may sign in to the manager's console. Raises BadEntry."""
        clerk = _normal(clerk)
        with self._store.change() as connection:
            known = connection.execute("SELECT id FROM clerk WHERE id = ?", (clerk,)).fetchone()
            if known is None:
                raise BadEntry(f"there is no clerk {clerk}")
            order = "INSERT OR IGNORE INTO manager (clerk) VALUES (?)" if may else "DELETE FROM manager WHERE clerk = ?"
            connection.execute(order, (known["id"],))

    def disable(self, clerk: str) -> None:
        """No sign-in from now on. Raises BadEntry."""
        self._update(clerk, "disabled_ms = ?", self._clock.now_ms())

    def clerks(self) -> list[Clerk]:
        """All clerks, disabled ones too, by id."""
        return [_clerk(row) for row in self._store.rows(f"{_CLERKS} ORDER BY id")]

    def clerk(self, clerk: str) -> Clerk | None:
        """A clerk who may work, for connections that outlive a disabling."""
        found = self._store.rows(f"{_CLERKS} WHERE id = ? AND disabled_ms IS NULL", clerk)
        return _clerk(found[0]) if found else None

    async def admit(self, clerk: str, password: str, device: str, door: Door = "counter") -> Clerk:
        """``sign_in`` in a thread of the door's own, one at a time: a morning's rush takes neither the hub's memory nor
        the threads that others wait for. Who asks again while he waits keeps his place in line.
        """
        asked = (clerk, password, device, door)
        if (running := self._running.get(asked)) is None:
            loop = asyncio.get_running_loop()
            running = self._running[asked] = loop.run_in_executor(self._threads[door], self.sign_in, *asked)
            running.add_done_callback(lambda _: self._running.pop(asked))
        return await asyncio.shield(running)

    def close(self) -> None:
        """Nobody signs in any more."""
        for thread in self._threads.values():
            thread.shutdown(wait=False, cancel_futures=True)

    def sign_in(self, clerk: str, password: str, device: str, door: Door = "counter") -> Clerk:
        """The clerk of this id and password, at this device. Guessing at the console, which anybody on the LAN may
        open, keeps nobody from the counters.

        Raises NotAllowed ``wrong-password`` (the same for an unknown id), ``clerk-disabled`` or ``too-many-tries``
        with ``seconds``.
        """
        clerk = _normal(clerk)
        keys = (f"{door} clerk {clerk.lower()}", f"{door} device {device}")
        self._throttle.attempt(*keys)
        found = self._store.rows(f"{_CLERKS} WHERE id = ?", clerk)
        if not self._right(found[0]["hash"] if found else self._nobody, password) or not found:
            raise NotAllowed("wrong-password", status=401)
        self._throttle.succeeded(*keys)
        if found[0]["disabled_ms"] is not None:
            raise NotAllowed("clerk-disabled")
        return _clerk(found[0])

    def _update(self, clerk: str, what: str, value: str | int) -> None:
        clerk = _normal(clerk)
        with self._store.change() as connection:
            if connection.execute(f"UPDATE clerk SET {what} WHERE id = ?", (value, clerk)).rowcount == 0:
                raise BadEntry(f"there is no clerk {clerk}")

    def _hash(self, password: str) -> str:
        if not PASSWORD_LEAST <= len(password) <= PASSWORD_MOST:
            raise BadEntry(f"a password has {PASSWORD_LEAST} to {PASSWORD_MOST} characters")
        return self._hasher.hash(_bytes(password))

    def _right(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, _bytes(password))
        except VerifyMismatchError:
            return False

    @cached_property
    def _nobody(self) -> str:
        """Checked for an unknown id, so that it takes as long as a wrong password."""
        return self._hasher.hash(secrets.token_bytes(16))


def _normal(clerk: str) -> str:
    """An id as it is meant, also from a Chinese input method: ０２３１ is 0231."""
    return unicodedata.normalize("NFKC", clerk).strip().encode(errors="replace").decode()


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFKC", password).encode(errors="replace")


def _clerk(row: sqlite3.Row) -> Clerk:
    return Clerk(row["id"], row["name"], row["disabled_ms"], bool(row["manager"]))
