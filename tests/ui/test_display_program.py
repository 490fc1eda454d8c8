"""``fairhall display`` at its start."""

import argparse
from pathlib import Path

import pytest

from display.app import add_arguments, run

pytestmark = pytest.mark.usefixtures("the_tests_log")


def arguments(*given: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser("display")
    add_arguments(parser)
    return parser.parse_args(given)


def test_a_display_that_was_never_paired_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments("--data", str(tmp_path))) == 1
    error = capsys.readouterr().err.strip()
    assert "pair" in error and len(error.splitlines()) == 1


def test_a_direction_that_is_none_is_refused_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "terminal.toml").write_text('[directions]\n8 = "left"\n9 = "sideways"\n', encoding="utf-8")
    assert run(arguments("--data", str(tmp_path))) == 1
    error = capsys.readouterr().err
    assert "sideways" in error and "up-left" in error and "terminal.toml:" in error


def test_a_layout_that_is_nowhere_has_no_preview(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments("--data", str(tmp_path), "--preview", "mine.toml")) == 1
    error = capsys.readouterr().err
    assert "there is no layout mine.toml: name one of hall, media" in error and "copy one" in error
