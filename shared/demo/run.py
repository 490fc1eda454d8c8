"""``fairhall demo``: on a screen, windows to play with; without one, or with ``--script``, people who play."""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

OUT = Path("out/demo")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``fairhall demo``."""
    parser.add_argument("--script", action="store_true", help="scripted people play a minute, as without a screen")
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR", help="pictures, slips, summary (%(default)s)")


def run(args: argparse.Namespace) -> int:
    """0 when everything in the summary happened; 1 with what was missing."""
    screen = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if not screen:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
    from shared.demo.people import NothingHappened
    from shared.demo.play import play_alone, play_together
    from shared.ui import qtlog

    qtlog.listen()
    shutil.rmtree(args.out, ignore_errors=True)
    args.out.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="fairhall-demo-") as directory:
        try:
            if screen and not args.script:
                return play_together(Path(directory), args.out)
            return play_alone(Path(directory), args.out)
        except (NothingHappened, OSError, RuntimeError) as error:
            print(f"the demo stopped: {error}", file=sys.stderr)
            return 1
