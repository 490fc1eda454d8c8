"""A tablet that goes without a word is missed by the kernel, and its clerk is told."""

import shutil
import subprocess
import sys

import pytest

ALONE = ["unshare", "-n"]


def _why_not() -> str:
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        return "needs unshare and ip (Debian packages util-linux and iproute2)"
    if subprocess.run([*ALONE, "ip", "link", "set", "lo", "up"], capture_output=True, check=False).returncode:
        return "this machine allows no network namespaces"
    return ""


@pytest.mark.skipif(bool(WHY_NOT := _why_not()), reason=WHY_NOT)
def test_a_tablet_whose_battery_died_is_off() -> None:
    story = [*ALONE, sys.executable, "-m", "tests.integration.silent_tablet"]
    told = subprocess.run(story, capture_output=True, text=True, timeout=90, check=False)
    assert told.stdout.split() == ["ok", "off"], told.stderr
