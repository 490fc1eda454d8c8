"""Which devices the hub knows. A device is paired once by a token of one use and holds its own key from then on."""

import hashlib
import hmac
import re
import secrets
import sqlite3

import msgspec

from shared.clock import Clock, SystemClock
from shared.hub.access.errors import BadEntry
from shared.hub.access.names import check_name
from shared.hub.access.store import Store
from shared.hub.errors import NotAllowed
from shared.protocol.pairing import PREFIX_BYTES, SECRET_BYTES, format_token
from shared.protocol.roles import ROLES, Role

_COUNTER = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_KEEP_TOKENS_MS = 24 * 3_600_000
"""An old token still answers "used" or "expired" for a day."""


class Device(msgspec.Struct, frozen=True):
    """A paired device; ``counter`` is the window of a counter device, else ""."""

    id: str
    role: Role
    name: str
    counter: str
    created_ms: int
    revoked_ms: int | None


class DeviceKey(msgspec.Struct, frozen=True):
    """What a device keeps; it signs in with ``bearer``."""

    device_id: str
    key: str

    @property
    def bearer(self) -> str:
        """``<device id>.<key>``."""
        return f"{self.device_id}.{self.key}"


class Registry:
    """Devices and pairing tokens. Only hashes are stored; keys and secrets are random, so SHA-256 is enough."""

    def __init__(self, store: Store, ca_fingerprint: bytes, clock: Clock | None = None) -> None:
        """``clock`` is the machine's, whatever the hall runs on: the command line shares the file."""
        self._store = store
        self._prefix = ca_fingerprint[:PREFIX_BYTES]
        self._clock = clock or SystemClock()

    def make_token(self, role: Role, name: str, counter: str = "", ttl_s: int = 900) -> str:
        """The text of a new pairing token. Raises BadEntry; ``counter`` is for the role counter, and only for it."""
        if role not in ROLES:
            raise BadEntry(f"there is no role {role!r}: choose one of {', '.join(ROLES)}")
        check_name(name, "a device's name")
        if role == "counter" and not _COUNTER.fullmatch(counter):
            raise BadEntry("a counter device needs the id of its window, as in the hall file")
        if role != "counter" and counter:
            raise BadEntry(f"a {role} has no window of its own: leave the counter out")
        secret = secrets.token_bytes(SECRET_BYTES)
        now = self._clock.now_ms()
        with self._store.change() as connection:
            connection.execute("DELETE FROM token WHERE expires_ms < ?", (now - _KEEP_TOKENS_MS,))
            connection.execute(
                "INSERT INTO token (hash, role, name, counter, expires_ms) VALUES (?, ?, ?, ?, ?)",
                (_hash(secret), role, name, counter, now + ttl_s * 1000),
            )
        return format_token(self._prefix, secret)

    def redeem(self, token_secret: bytes) -> DeviceKey:
        """Pair: once, and only one of two at once. A device of the same role and name keeps its id, not its old key.

        Raises NotAllowed ``token-unknown``, ``token-used`` or ``token-expired``.
        """
        now = self._clock.now_ms()
        token = self._good(token_secret, now)
        key = f"fhk_{secrets.token_urlsafe(32)}"
        with self._store.change() as connection:
            use = "UPDATE token SET used_ms = ? WHERE hash = ? AND used_ms IS NULL"
            if not connection.execute(use, (now, token["hash"])).rowcount:
                raise NotAllowed("token-used")
            (device_id,) = connection.execute(
                "INSERT INTO device (id, role, name, counter, key_hash, created_ms) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (role, name) DO UPDATE SET counter = excluded.counter, key_hash = excluded.key_hash,"
                " created_ms = excluded.created_ms, revoked_ms = NULL RETURNING id",
                (
                    f"{token['role']}-{secrets.token_hex(4)}",
                    token["role"],
                    token["name"],
                    token["counter"],
                    _hash(key.encode()),
                    now,
                ),
            ).fetchone()
        return DeviceKey(device_id, key)

    def authenticate(self, bearer: str) -> Device | None:
        """The device that holds this bearer text; None for any other text and for a revoked device."""
        device_id, _, key = bearer.partition(".")
        found = self._store.rows("SELECT * FROM device WHERE id = ?", device_id.encode(errors="replace").decode())
        known = found[0]["key_hash"] if found else bytes(32)
        same = hmac.compare_digest(known, _hash(key.encode(errors="replace")))
        return _device(found[0]) if found and same and found[0]["revoked_ms"] is None else None

    def device(self, device_id: str) -> Device | None:
        """A device that may still speak, for connections that outlive a revocation."""
        found = self._store.rows("SELECT * FROM device WHERE id = ? AND revoked_ms IS NULL", device_id)
        return _device(found[0]) if found else None

    def devices(self) -> list[Device]:
        """All devices, revoked ones too, by role and name."""
        return [_device(row) for row in self._store.rows("SELECT * FROM device ORDER BY role, name")]

    def revoke(self, device_id: str) -> bool:
        """Never again with this key; False if there is no such device or it was revoked before."""
        with self._store.change() as connection:
            changed = connection.execute(
                "UPDATE device SET revoked_ms = ? WHERE id = ? AND revoked_ms IS NULL",
                (self._clock.now_ms(), device_id),
            )
            return changed.rowcount == 1

    def _good(self, token_secret: bytes, now: int) -> sqlite3.Row:
        """The token, by reading alone: a stranger who guesses makes nobody wait."""
        wanted = "SELECT * FROM token WHERE hash = ?", _hash(token_secret)
        if not (found := self._store.rows(*wanted)):
            self._store.follow()  # of a pair it may have been made beside the other hub
            found = self._store.rows(*wanted)
        if not found:
            raise NotAllowed("token-unknown")
        (token,) = found
        if token["used_ms"] is not None:
            raise NotAllowed("token-used")
        if token["expires_ms"] <= now:
            raise NotAllowed("token-expired")
        return token


def _hash(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()


def _device(row: sqlite3.Row) -> Device:
    return Device(row["id"], row["role"], row["name"], row["counter"], row["created_ms"], row["revoked_ms"])
