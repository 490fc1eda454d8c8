"""``fairhall wall`` at its start."""

import argparse
from pathlib import Path

import pytest

from display.wall import add_arguments, run

pytestmark = pytest.mark.usefixtures("the_tests_log")


def arguments(*given: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser("wall")
    add_arguments(parser)
    return parser.parse_args(given)


def test_a_wall_that_was_never_paired_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments("--data", str(tmp_path))) == 1
    error = capsys.readouterr().err.strip()
    assert "pair" in error and len(error.splitlines()) == 1
