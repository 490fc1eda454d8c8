"""``fairhall pair``, ``fairhall device`` and ``fairhall clerk``: what an administrator does beside a running hub."""

import argparse
import getpass
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TextIO

import qrcode

from shared.hub.access.clerks import Clerks
from shared.hub.access.errors import AccessError, BadEntry
from shared.hub.access.registry import Registry
from shared.hub.access.store import FILE, Store
from shared.hub.access.tls import ca_fingerprint, local_ipv4s
from shared.hub.hallfile.load import HallFileError, load
from shared.hub.pair.home import open_store
from shared.journal.errors import JournalError
from shared.protocol.roles import ROLES

COMMANDS = ("pair", "device", "clerk")
KEYS = "keys"
HALL = "hall.toml"
TOKEN_S = 900


def add_arguments(
    subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]", default_data: Path | None = None
) -> None:
    """The commands' arguments; ``--data`` is needed where no ``default_data`` is given."""
    data = argparse.ArgumentParser(add_help=False)
    help_text = "the hub's data directory"
    data.add_argument("--data", type=Path, default=default_data, required=default_data is None, help=help_text)

    pair = subparsers.add_parser("pair", parents=[data], help="make a token that pairs one terminal with this hub")
    pair.add_argument("--role", required=True, choices=ROLES)
    pair.add_argument("--name", required=True, help="what people call the terminal, such as 'kiosk by the door'")
    pair.add_argument("--counter", default="", help="the window's id in the hall file (role counter)")
    pair.set_defaults(act=_pair)

    device = subparsers.add_parser("device", help="list and revoke paired terminals").add_subparsers(required=True)
    device.add_parser("list", parents=[data]).set_defaults(act=_list_devices)
    revoke = device.add_parser("revoke", parents=[data])
    revoke.add_argument("id")
    revoke.set_defaults(act=_revoke)

    clerk = subparsers.add_parser("clerk", help="add, list and disable clerks").add_subparsers(required=True)
    add = clerk.add_parser("add", parents=[data], help="the password is asked for, or read from a pipe")
    add.add_argument("id")
    add.add_argument("name")
    add.add_argument("--manager", action="store_true", help="may sign in to the manager's console")
    add.set_defaults(act=_add_clerk)
    clerk.add_parser("list", parents=[data]).set_defaults(act=_list_clerks)
    manager = clerk.add_parser(
        "manager", parents=[data], help="let a clerk sign in to the manager's console, or no more"
    )
    manager.add_argument("id")
    manager.add_argument("--end", action="store_true", help="no more")
    manager.set_defaults(act=_make_manager)
    for name, act in (("password", _set_password), ("disable", _disable_clerk)):
        change = clerk.add_parser(name, parents=[data])
        change.add_argument("id")
        change.set_defaults(act=act)


def run(args: argparse.Namespace, out: TextIO | None = None, err: TextIO | None = None) -> int:
    """Do what ``args`` (of ``add_arguments``) say. 0: done; 1: refused, with one sentence on ``err``."""
    act: Callable[[argparse.Namespace, Store, TextIO], None] = args.act
    try:
        if not (args.data / FILE).exists():
            raise BadEntry(f"no hub has started in {args.data}: start it there first, or name its directory by --data")
        store = open_store(args.data)
        try:
            act(args, store, out or sys.stdout)
        finally:
            store.close()
    except (AccessError, JournalError) as error:
        (err or sys.stderr).write(f"{error}\n")
        return 1
    return 0


def _pair(args: argparse.Namespace, store: Store, out: TextIO) -> None:
    _check_counter(args.data / HALL, args.counter)
    token = _registry(args, store).make_token(args.role, args.name, args.counter, TOKEN_S)
    addresses = [address for address in local_ipv4s() if not address.startswith("127.")]
    out.write(f"\n  {token}\n\n")
    out.write(f"Type or scan it at the {args.role} within {TOKEN_S // 60} minutes; it works once.\n")
    out.write(f"The terminal finds the hub by itself; if not, this machine is {' or '.join(addresses) or 'offline'}.\n")
    code = qrcode.QRCode(border=2)
    code.add_data(token)
    try:
        "█▀▄\xa0".encode(getattr(out, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return  # this terminal cannot draw the code; the text is enough
    code.print_ascii(out=out, invert=True)


def _check_counter(hall: Path, counter: str) -> None:
    """A window that the hall file does not know is a slip; a hall file that cannot be read is the hub's business."""
    try:
        known = [entry.id for entry in load(hall).counters] if counter else []
    except HallFileError:
        return
    if counter and counter not in known:
        raise BadEntry(f"the hall file has no counter {counter}: choose one of {', '.join(known)}")


def _list_devices(args: argparse.Namespace, store: Store, out: TextIO) -> None:
    for device in _registry(args, store).devices():
        state = f"revoked {_when(device.revoked_ms)}" if device.revoked_ms else f"paired {_when(device.created_ms)}"
        out.write("  ".join(filter(None, (device.id, device.role, device.counter, device.name, state))) + "\n")


def _revoke(args: argparse.Namespace, store: Store, out: TextIO) -> None:
    if not _registry(args, store).revoke(args.id):
        raise BadEntry(f"no paired device has the id {args.id}: see fairhall device list")
    out.write(f"{args.id} is revoked.\n")


def _add_clerk(args: argparse.Namespace, store: Store, out: TextIO) -> None:
    clerk = Clerks(store).add(args.id, args.name, password())
    if args.manager:
        Clerks(store).make_manager(clerk.id, True)
    out.write(f"{clerk.name} may sign in as {clerk.id}{', also to the console' if args.manager else ''}.\n")


def _make_manager(args: argparse.Namespace, store: Store, out: TextIO) -> None:
    Clerks(store).make_manager(args.id, not args.end)
    may, ever = ("may not", " any more") if args.end else ("may", "")
    out.write(f"{args.id} {may} sign in to the manager's console{ever}.\n")


def _set_password(args: argparse.Namespace, store: Store, out: TextIO) -> None:
    Clerks(store).set_password(args.id, password())
    out.write(f"{args.id} has a new password.\n")


def _disable_clerk(args: argparse.Namespace, store: Store, out: TextIO) -> None:
    Clerks(store).disable(args.id)
    out.write(f"{args.id} may not sign in any more.\n")


def _list_clerks(args: argparse.Namespace, store: Store, out: TextIO) -> None:
    for clerk in Clerks(store).clerks():
        state = f"disabled {_when(clerk.disabled_ms)}" if clerk.disabled_ms else ""
        out.write("  ".join(filter(None, (clerk.id, clerk.name, "manager" * clerk.manager, state))) + "\n")


def _registry(args: argparse.Namespace, store: Store) -> Registry:
    return Registry(store, ca_fingerprint(args.data / KEYS))


def password(again: bool = True) -> str:
    """From the keyboard, unseen, and twice where it is new; from a pipe its first line. Raises BadEntry."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    typed = getpass.getpass("Password: ")
    if again and getpass.getpass("Again: ") != typed:
        raise BadEntry("the two passwords differ: nothing has changed")
    return typed


def _when(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000).astimezone().strftime("%Y-%m-%d %H:%M")
