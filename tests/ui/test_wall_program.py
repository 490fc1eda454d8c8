"""``fairhall wall`` at its start."""

import argparse
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from display.wall import add_arguments, run


@pytest.fixture(autouse=True)
def the_tests_log() -> Iterator[None]:
    """The program sets up its process's log; put the tests' back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def arguments(*given: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser("wall")
    add_arguments(parser)
    return parser.parse_args(given)


def test_a_wall_that_was_never_paired_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments("--data", str(tmp_path))) == 1
    error = capsys.readouterr().err.strip()
    assert "pair" in error and len(error.splitlines()) == 1
