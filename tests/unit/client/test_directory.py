"""A terminal's directory is its own: two at once would give the same numbers and answer for one another."""

import subprocess
import sys
from pathlib import Path

import pytest

from shared.client.directory import alone
from shared.client.errors import Unusable

HOLD = """
import sys
from pathlib import Path
from shared.client.directory import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_terminal_on_one_directory_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        with pytest.raises(Unusable, match=f"another terminal runs on {tmp_path}"), alone(tmp_path):
            pass
        first.kill()
    with alone(tmp_path):
        pass
    with alone(tmp_path):
        pass


def test_a_directory_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no directory")
    with pytest.raises(Unusable, match="cannot be written"), alone(tmp_path / "file"):
        pass


def test_the_kiosk_says_so_in_one_sentence(tmp_path: Path) -> None:
    with alone(tmp_path):
        second = subprocess.run(
            [sys.executable, "-m", "shared.cli", "kiosk", "--data", str(tmp_path)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert (second.returncode, second.stderr) == (
        1,
        f"another terminal runs on {tmp_path}: stop it, or give this one its own --data\n",
    )
