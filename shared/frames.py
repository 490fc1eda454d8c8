"""Frames to whoever may read slowly."""

from collections.abc import Coroutine
from contextlib import suppress
from typing import Any


def write_now(writing: Coroutine[Any, Any, None]) -> None:
    """Let aiohttp write a frame at once, without a task: all of it is written, and only the wait for a slow reader is
    left out. Raises what ``writing`` does.
    """
    with suppress(StopIteration):
        writing.send(None)
        writing.close()
