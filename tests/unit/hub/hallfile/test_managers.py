"""Who may sign for the hall: a key as the command prints it, and nothing else."""

from pathlib import Path

import pytest

from shared.hub.manager.key import make_key
from tests.unit.hub.hallfile.small import SMALL, read, refused

LINE = SMALL.count("\n") + 2


def test_the_line_that_the_command_prints_is_taken(tmp_path: Path) -> None:
    public = make_key(tmp_path / "0900.key", "0900", "a long password")
    hall = read(tmp_path, f'{SMALL}[managers]\nw-1 = "{"ab" * 32}"\n0900 = "{public}"\n')
    assert hall.managers == (("0900", public), ("w-1", "ab" * 32))
    assert read(tmp_path, SMALL).managers == ()


@pytest.mark.parametrize(
    "line",
    ['0900 = "5f0c…"', '0900 = ""', f'0900 = "{"AB" * 32}"', "0900 = 12", '"王芳" = "x"', '0900 = ["x"]'],
    ids=["the sample's", "empty", "capitals", "a number", "a name", "a list"],
)
def test_what_is_no_key_is_refused_with_its_place(tmp_path: Path, line: str) -> None:
    (flaw,) = refused(tmp_path, f"{SMALL}[managers]\n{line}\n")
    assert flaw.startswith(f"{LINE}: ")
    assert 'write the 64 digits and letters that "fairhall manager key" printed' in flaw
