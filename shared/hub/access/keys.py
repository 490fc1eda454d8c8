"""The keys directory: files of mode 0600 in a directory of mode 0700, written whole or not at all."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

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
    _closed(path.parent)
    if not path.exists():
        draft = _draft(path, make())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # the other process was first: its file counts
        finally:
            draft.unlink()
        _sync(path.parent)
    return path.read_bytes()


def replace(path: Path, content: bytes) -> None:
    """Put ``content`` in the place of the file, durably."""
    _closed(path.parent)
    _draft(path, content).replace(path)
    _sync(path.parent)


def _closed(directory: Path) -> None:
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    directory.chmod(0o700)


def _draft(path: Path, content: bytes) -> Path:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _sync(directory: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
