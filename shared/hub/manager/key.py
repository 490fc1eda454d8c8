"""A manager's own signing key: one file, under a password, on a stick or at home; never on the hub."""

import os
import re
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.hub.access.errors import BadEntry, Damaged
from shared.protocol.heads import Signature, Signed, public_key, sign

LEAST = 8
"""Characters of a password."""
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    manager: str
    public: str
    pem: str


def make_key(path: Path, manager: str, password: str) -> str:
    """A new key in a new file; its public half. Raises BadEntry, OSError."""
    if not _ID.fullmatch(manager):
        raise BadEntry(f"{manager!r} is no manager's id: 1 to 32 small letters, digits and hyphens, such as 0900")
    if len(password) < LEAST:
        raise BadEntry(f"a password has at least {LEAST} characters")
    key = Ed25519PrivateKey.generate()
    encryption = serialization.BestAvailableEncryption(password.encode())
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption).decode()
    body = msgspec.json.format(msgspec.json.encode(_File(manager, public_key(key), pem)))
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(body + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return public_key(key)


def sign_as_manager(path: Path, password: str, what: Signed) -> Signature:
    """By ``manager:ID``. Raises BadEntry for a wrong password, Damaged, OSError."""
    try:
        file = msgspec.json.decode(path.read_bytes(), type=_File)
        key = serialization.load_pem_private_key(file.pem.encode(), password.encode())
        assert isinstance(key, Ed25519PrivateKey)
    except (msgspec.DecodeError, UnicodeError, AssertionError) as error:
        raise Damaged(f"{path} is no manager's key ({error}): make one by fairhall manager key") from None
    except (ValueError, TypeError):
        raise BadEntry(f"the password is not that of {path}: nothing was signed") from None
    return sign(what, f"manager:{file.manager}", key)
