"""The keys directory: files of mode 0600 in a directory of mode 0700, written whole or not at all."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from shared.files import create
from shared.hub.access.errors import Damaged

SECRET_BYTES = 32


def secret(keys: Path, name: str) -> bytes:
    """The hub's secret of this name, 32 bytes, made at its first use. Raises Damaged."""
    value = read_or_make(keys / f"{name}.secret", lambda: secrets.token_bytes(SECRET_BYTES))
    if len(value) != SECRET_BYTES:
        raise Damaged(f"{keys / name}.secret is damaged: put it back from a backup of the keys directory")
    return value


def read_or_make(path: Path, make: Callable[[], bytes]) -> bytes:
    """What the file holds; if there is none, what ``make`` gives. Two processes at once agree on one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    if not path.exists():
        with suppress(FileExistsError):  # another process was first: its file counts
            create(path, make())
    return path.read_bytes()
