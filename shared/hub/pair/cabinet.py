"""Small documents that a pair of hubs shares beside its journal, sealed with a key that the database never sees."""

import secrets
import threading
from contextlib import suppress
from typing import Any

import psycopg
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.hub.access.errors import AccessError, Damaged
from shared.journal.errors import JournalError
from shared.journal.postgres import MADE_AT_ONCE, connect, cut, told, where

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS fairhall_cabinet (hall text NOT NULL, name text NOT NULL, version bigint NOT NULL,"
    " sealed bytea NOT NULL, PRIMARY KEY (hall, name))"
)
_NONCE = 12
_BEGIN = 2**30


class Moved(AccessError):
    """The other hub, or a command beside it, changed the same document at the same moment."""


class Cabinet:
    """The documents of ``hall``. Every method blocks, is safe from any thread, and raises JournalError where the
    database is away, Damaged where a document was sealed with another key: the hubs' keys directories differ.
    """

    def __init__(self, url: str, hall: str, key: bytes) -> None:
        self._url, self._hall = url, hall
        self._cipher = AESGCM(key)
        self._lock = threading.Lock()
        self._db: psycopg.Connection | None = None

    def get(self, name: str) -> tuple[int, bytes] | None:
        """(version, document), if there is one."""
        query = "SELECT version, sealed FROM fairhall_cabinet WHERE hall = %s AND name = %s"
        for version, sealed in self._ask(query, (self._hall, name))[1]:
            return version, self._open(name, version, sealed)
        return None

    def documents(self, prefix: str) -> dict[str, bytes]:
        """By name, of those whose name begins so."""
        query = "SELECT name, version, sealed FROM fairhall_cabinet WHERE hall = %s AND name LIKE %s"
        found = self._ask(query, (self._hall, f"{prefix}%"))[1]
        return {name: self._open(name, version, sealed) for name, version, sealed in found}

    def version(self, name: str) -> int:
        """0 where there is none."""
        query = "SELECT version FROM fairhall_cabinet WHERE hall = %s AND name = %s"
        for (version,) in self._ask(query, (self._hall, name))[1]:
            found: int = version
            return found
        return 0

    def put(self, name: str, document: bytes, after: int) -> int:
        """Put it in the place of version ``after`` (0: there is none yet); its version. Raises Moved.

        Versions begin anywhere: one that was known of a database that is lost names nothing in another.
        """
        version = after + 1 if after else 1 + secrets.randbelow(_BEGIN)
        sealed = self._seal(name, version, document)
        if after:
            query = (
                "UPDATE fairhall_cabinet SET version = version + 1, sealed = %s"
                " WHERE hall = %s AND name = %s AND version = %s"
            )
            moved, _ = self._ask(query, (sealed, self._hall, name, after))
        else:
            try:
                query = "INSERT INTO fairhall_cabinet (hall, name, version, sealed) VALUES (%s, %s, %s, %s)"
                moved, _ = self._ask(query, (self._hall, name, version, sealed))
            except _Taken:
                moved = 0
        if not moved:
            raise Moved(f"{name} was changed at the same moment on the other hub: do it again")
        return version

    def first(self, name: str, document: bytes) -> bytes:
        """``document``, or the one that was put there before."""
        try:
            self.put(name, document, 0)
        except Moved:
            found = self.get(name)
            assert found is not None
            return found[1]
        return document

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            if self._db is not None:
                self._db.close()

    def _ask(self, query: str, values: tuple[object, ...]) -> tuple[int, list[tuple[Any, ...]]]:
        with self._lock, told(self._url, JournalError):
            try:
                if self._db is None or self._db.closed:
                    self._db = connect(self._url)
                    with cut(self._db), suppress(*MADE_AT_ONCE):
                        self._db.execute(_SCHEMA)
                with cut(self._db):
                    done = self._db.execute(query.encode(), values, binary=True)
                return done.rowcount, done.fetchall() if done.description else []
            except psycopg.errors.UniqueViolation:
                raise _Taken from None

    def _seal(self, name: str, version: int, document: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, document, self._about(name, version))

    def _open(self, name: str, version: int, sealed: bytes) -> bytes:
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], self._about(name, version))
        except InvalidTag:
            raise Damaged(
                f"{where(self._url)}: {name} was sealed with another key: copy the first hub's keys directory here"
            ) from None

    def _about(self, name: str, version: int) -> bytes:
        return f"{self._hall}|{name}|{version}".encode()


class _Taken(Exception):
    """The row is there already."""
