"""What CI says of the lock's packages is what PyPI's advisories said, and not that nobody answered."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOUND = {"name": "aiohttp", "version": "3.14.5", "vulns": []}
FLAWED = {"name": "pillow", "version": "9.0.0", "vulns": [{"id": "PYSEC-2022-10", "fix_versions": ["9.0.1"]}]}
UNKNOWN = {"name": "msgspec", "skip_reason": "Dependency not found on PyPI"}


def audit(tmp_path: Path, answer: str, *options: str) -> subprocess.CompletedProcess[str]:
    """The audit where pip-audit answers so: its program stands in ``.tools`` beside the script."""
    script = tmp_path / "packaging/lint/audit.py"
    script.parent.mkdir(parents=True)
    script.write_bytes((ROOT / "packaging/lint/audit.py").read_bytes())
    program = tmp_path / ".tools/bin/uvx"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\ncat {tmp_path}/answer\n")
    program.chmod(0o755)
    (tmp_path / "answer").write_text(answer)
    command = [sys.executable, str(script), "requirements.txt", *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)


def told(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": packages})


@pytest.mark.parametrize(
    ("answer", "options", "code", "said"),
    [
        (told(SOUND), (), 0, "no known vulnerabilities"),
        (told(SOUND, FLAWED), (), 1, "vulnerable: pillow 9.0.0: PYSEC-2022-10, mended in 9.0.1"),
        (told(UNKNOWN, FLAWED), ("--if-reachable",), 1, "vulnerable: pillow"),
        (told(SOUND, UNKNOWN), (), 2, "NOT AUDITED: PyPI's advisories could not be asked about msgspec (1 in all)"),
        (told(SOUND, UNKNOWN), ("--if-reachable",), 0, "NOT AUDITED"),
        ("", (), 2, "NOT AUDITED"),
        ("", ("--if-reachable",), 0, "NOT AUDITED"),
    ],
)
def test_what_could_not_be_asked_is_not_called_sound(
    tmp_path: Path, answer: str, options: tuple[str, ...], code: int, said: str
) -> None:
    ended = audit(tmp_path, answer, *options)
    assert (ended.returncode, said in ended.stdout) == (code, True), ended
    assert ("no known" in ended.stdout) == (answer == told(SOUND))
