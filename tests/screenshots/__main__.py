"""``make screenshots``: runs the modules of the parts."""

import argparse
import logging
import os
import sys
from importlib import import_module
from pathlib import Path

PARTS = ("kiosk", "slip", "counter", "display", "phone", "console")


def main() -> None:
    """All parts, or those that are named."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    parser = argparse.ArgumentParser(prog="tests.screenshots", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; none: all")
    parser.add_argument("--out", type=Path, default=Path("docs/images"))
    parser.add_argument("--whole", action="store_true", help="at the screens' own size and colours, to look at them")
    args = parser.parse_args()
    if unknown := set(args.parts) - set(PARTS):
        parser.error(f"no part is called {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if args.whole and args.out == Path("docs/images"):
        parser.error("--whole asks for an --out of its own: docs/images keeps them small")
    from pytestqt.qt_compat import qt_api  # Qt comes after the choice of platform

    from shared.ui.terminal import application
    from tests.screenshots.album import Album

    qt_api.set_qt_api("pyside6")  # type: ignore[no-untyped-call]  # what a QtBot(None) asks for outside pytest
    logging.basicConfig(level=logging.ERROR)  # what the shown troubles say of themselves would bury the counts
    app = application()
    for part in args.parts or PARTS:
        module = import_module(f"tests.screenshots.{part}")
        album = Album(args.out / part, module.names(), args.whole)
        module.shots(album)
        sys.stdout.write(f"{part}: {album.tidy()} pictures in {args.out / part}\n")
    app.quit()


if __name__ == "__main__":
    main()
