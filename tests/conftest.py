"""Screens are drawn without a screen and without a GPU; what modules of every kind ask for."""

import logging
import os
import sys
from collections.abc import Iterator

import pytest

from tests.postgres import Postgres

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")


@pytest.fixture(autouse=True)
def what_is_ended_is_gone() -> Iterator[None]:
    """Qt deletes later, once a loop has gone round; between tests none does, and each window kept 10 MB of pictures."""
    yield
    if (core := sys.modules.get("PySide6.QtCore")) is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)


@pytest.fixture
def the_tests_log() -> Iterator[None]:
    """A program sets up its process's log; put the tests' back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    """A database of the module's own."""
    server = Postgres()
    yield server
    server.remove()
