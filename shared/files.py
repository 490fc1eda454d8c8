"""Small files that matter: written whole or not at all, readable for their owner alone, on disk when it returns."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def replace(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of the file, its directory made if missing. Raises OSError; the old one stays."""
    with _draft(path, data) as draft:
        draft.replace(path)
    _sync(path.parent)


def create(path: Path, data: bytes) -> None:
    """A new file. Raises FileExistsError and leaves the one that is there: two at once agree on one. Raises OSError."""
    with _draft(path, data) as draft:
        os.link(draft, path)
    _sync(path.parent)


@contextmanager
def _draft(path: Path, data: bytes) -> Iterator[Path]:
    """A file beside it, gone at the end."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _sync(directory: Path) -> None:
    """A name is on disk only with its directory."""
    if os.name == "posix":
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
