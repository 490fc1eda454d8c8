"""``fairhall``: one command, many parts; each part is imported only when it is asked for."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

PARTS = {
    "hub": ("shared.hub.run", "the hub of a hall: decides, records, tells everybody"),
    "kiosk": ("kiosk.app", "a ticket kiosk"),
    "counter": ("counter.app", "the clerk's client at a counter"),
    "display": ("display.app", "a hall display with voice"),
    "witness": ("shared.client.witness.run", "a machine that only bears witness to the lot"),
    "wall": ("display.wall", "the manager's wall: the day in figures"),
    "voice": ("display.packs", "voice packs: what to record, and the import of recordings"),
    "doctor": ("shared.doctor.run", "is this machine ready? every device and precondition, and what to do"),
    "demo": ("shared.demo.run", "a whole hall on this machine, in a throw-away directory"),
    "replay": ("shared.replay.run", "a recorded day through a real hub, at speed"),
    "simulate": ("shared.simulate.run", "the policies side by side, in virtual time: waits, and what an insider gets"),
    "manager": ("shared.hub.manager.run", "what only a manager may sign: a key of one's own, a draw that is given up"),
    "publish": ("shared.hub.published.run", "a day's record as a file that anybody may have and check"),
    "verify": ("shared.verify.run", "check a journal or a published record: chain, lots, rules"),
}
ACCESS = {
    "pair": "make a token that pairs one terminal with this hub",
    "device": "list and revoke paired terminals",
    "clerk": "add, list and disable clerks",
}
BACKUP = {
    "backup": "one file with all of a hub, while it runs",
    "restore": "a hub's data from a backup, checked",
    "move": "a journal from SQLite to PostgreSQL, or back",
}
QT_RULES = "qt.multimedia.symbolsresolver=false"
"""Qt names each sound system that a machine has not while it is being loaded: too early for a rule of a program."""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 done, 1 refused or found wrong, 2 usage."""
    os.environ.setdefault("QT_LOGGING_RULES", QT_RULES)
    argv = list(sys.argv[1:] if argv is None else argv)
    wanted = argv[0] if argv else ""
    parser = argparse.ArgumentParser(
        prog="fairhall", description="Fairhall 公平叫号: queues with a lot anyone can check"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (module, summary) in PARTS.items():
        part = commands.add_parser(name, help=summary, description=summary)
        if name == wanted:
            loaded = importlib.import_module(module)
            loaded.add_arguments(part)
            part.set_defaults(run=loaded.run)
    if wanted in ACCESS:
        access = importlib.import_module("shared.hub.access.commands")
        access.add_arguments(commands, importlib.import_module("shared.hub.run").DATA)
        parser.set_defaults(run=access.run)
    elif wanted in BACKUP:
        backup = importlib.import_module("shared.backup.run")
        backup.add_arguments(commands)
        parser.set_defaults(run=backup.run)
    else:
        for name, summary in (ACCESS | BACKUP).items():
            commands.add_parser(name, help=summary)
    args = parser.parse_args(argv)
    try:
        return int(args.run(args))
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
