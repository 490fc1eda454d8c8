"""``fairhall demo`` without a screen: a newcomer's first minute with the whole hall."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image


@pytest.mark.timeout(300)
def test_the_scripted_minute_leaves_nothing_out(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    quiet = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    demo = subprocess.run(
        [sys.executable, "-m", "shared.cli", "demo", "--out", str(out)],
        env=quiet,
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert (demo.returncode, demo.stderr) == (0, ""), demo.stdout + demo.stderr
    summary = json.loads((out / "summary.json").read_text())
    assert summary["missing"] == []
    assert summary["did"]["tickets taken by touch"] == len(list((out / "slips").glob("*.png")))
    assert {path.stem.split("-")[0]: size(path) for path in out.glob("*.png")} == {
        "kiosk": (1080, 1920),
        "counter": (1366, 768),
        "display": (1920, 1080),
    }


def size(picture: Path) -> tuple[int, int]:
    with Image.open(picture) as image:
        return image.size
