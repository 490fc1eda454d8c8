"""A terminal's small files: written whole or not at all, readable for their owner alone."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from shared.client.errors import Unusable


def replace(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of the file (mode 0600), on disk when it returns. Raises OSError; the old one stays."""
    with NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:  # created with mode 0600
        part = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Keep the directory, made if missing, for this process, however that ends. Raises Unusable."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = (data / "lock").open("ab")
    except OSError as error:
        raise Unusable(f"{data} cannot be written ({error.strerror}): give this terminal a --data of its own") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Unusable(f"another terminal runs on {data}: stop it, or give this one its own --data") from None
        yield
