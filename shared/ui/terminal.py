"""What every Qt terminal does at its start and end: arguments, settings, identity, link, application, signals."""

import argparse
import logging
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from shared import log, settings
from shared.client import enrol
from shared.client import identity as identities
from shared.client.directory import alone
from shared.client.errors import ClientError
from shared.client.identity import Identity
from shared.client.link import Link
from shared.client.outbox import Outbox
from shared.client.witness.keeper import keeper_of
from shared.discovery.finder import Finder
from shared.protocol.roles import Role
from shared.settings import Settings
from shared.systemd import Systemd
from shared.toml import TomlError
from shared.ui import qtlog
from shared.ui.fonts import load_fonts

_log = logging.getLogger(__name__)

SWITCH_S = 0.0005
"""How long another thread may compute before the screen's has its turn. With Python's usual 5 ms a page that is made
while a slip is drawn stutters: it waits so long after each of many calls into Qt.
"""

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
KEEPERS: tuple[Role, ...] = ("kiosk", "counter")
"""Who has requests that must not be lost while the hub is away."""


@dataclass(frozen=True)
class Terminal:
    """A paired terminal of one role, its application made, its link not started. Kiosks and counters have an outbox.

    ``wrong``: the device tables of its settings that had mistakes and are left out.
    """

    app: QApplication
    settings: Settings
    link: Link
    outbox: Outbox | None
    fullscreen: bool
    data: Path
    wrong: tuple[str, ...] = ()


def add_arguments(parser: argparse.ArgumentParser, role: Role) -> None:
    """The arguments every terminal takes."""
    enrol.add_arguments(parser, role)
    parser.add_argument(
        "--fullscreen", action=argparse.BooleanOptionalAction, default=None, help="over the settings file"
    )


def run_terminal(args: argparse.Namespace, role: Role, body: Callable[[Terminal], None]) -> int:
    """Make the terminal of these arguments and give it to ``body``, which shows it, runs ``app.exec()`` and closes.

    The exit code: 0, or 1 after one sentence on stderr about what to do. Where there is no screen it can be paired,
    over SSH, and no more.
    """
    log.setup(role)
    qtlog.listen()
    try:
        with alone(args.data):
            wanted, wrong = settings.load_usable(args.data)
            who = enrol.identity_of(args, role, wanted)
            if not _screen():
                return _without_screen(who, bool(args.pair))
            for flaw in (flaw for flaws in wrong.values() for flaw in flaws):
                _log.error("left out: %s", flaw)
            _run(args, role, who, wanted, tuple(wrong), body)
    except (ClientError, TomlError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _screen() -> bool:
    """Where it is not said, Qt on Linux aborts."""
    return sys.platform != "linux" or any(os.environ.get(name) for name in SCREENS)


def _without_screen(who: Identity, paired: bool) -> int:
    sys.stderr.write(f"Paired as {who.name}.\n" if paired else "")
    sys.stderr.write(
        "There is no screen here: start it in the session of a desktop, or as the service in packaging/systemd\n"
    )
    return 0 if paired else 1


def _run(
    args: argparse.Namespace,
    role: Role,
    who: Identity,
    wanted: Settings,
    wrong: tuple[str, ...],
    body: Callable[[Terminal], None],
) -> None:
    app = application()
    configured = enrol.addresses(args, wanted)
    outbox = Outbox(args.data / "outbox.sqlite3") if role in KEEPERS else None
    link = Link(
        who,
        configured=configured,
        finder=Finder(who.ca_fingerprint, [who.hub_address, *configured, *who.hubs]),
        outbox=outbox,
        keeper=keeper_of(who, args.data) if wanted.witness else None,
        remember=partial(identities.remember_address, args.data),
    )
    fullscreen = wanted.fullscreen if args.fullscreen is None else args.fullscreen
    telling = _told(link)
    body(Terminal(app, wanted, link, outbox, fullscreen, args.data, wrong))
    telling.stop()
    if outbox is not None:
        outbox.close()


def _told(link: Link) -> QTimer:
    """systemd hears that the screen's event loop turns."""
    systemd = Systemd()
    timer = QTimer(interval=round(systemd.every_s * 1000))
    timer.timeout.connect(lambda: systemd.alive(f"hub: {link.state}"))
    QTimer.singleShot(0, timer, lambda: systemd.ready(f"hub: {link.state}"))
    timer.start()
    return timer


def application() -> QApplication:
    """The process's Qt application with the house's fonts; SIGINT and SIGTERM end it in good order."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        app = QApplication(["fairhall"])
        sys.setswitchinterval(SWITCH_S)
    app.setApplicationName("Fairhall")
    load_fonts()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: QApplication.exit(0))  # quit asks the windows, and may be refused
    return app
