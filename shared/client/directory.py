"""A terminal's directory: it keeps it for itself."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.client.errors import Unusable


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
