"""``fairhall manager``: a key of one's own, and with it the one decision that takes a signature."""

import argparse
import sys
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

import msgspec

from shared.files import replace
from shared.hub.access.commands import password
from shared.hub.access.errors import AccessError, BadEntry
from shared.hub.image import Image, load
from shared.hub.lost import FILE
from shared.hub.manager.key import make_key, sign_as_manager
from shared.hub.pair.home import KEYS, Home, home_of
from shared.hub.run import DATA
from shared.hub.seeds import Seeds, chain_of
from shared.journal.errors import JournalError
from shared.journal.port import Journal
from shared.journal.postgres import PostgresJournal
from shared.journal.sqlite import SqliteJournal
from shared.protocol.heads import Abandonment, SignedAbandonment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The two commands."""
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    key = commands.add_parser("key", help="make a signing key, under a password, and show its line for the hall file")
    key.add_argument("id", metavar="ID", help="the manager's, such as 0900; a pseudonym, for it is in the record")
    key.add_argument("file", type=Path, metavar="FILE", help="on a stick or at home, not on the hub")
    key.set_defaults(act=_key)
    abandon = commands.add_parser("abandon", help="give up the open draw, whose seed is lost; it is drawn again")
    abandon.add_argument("--key", type=Path, required=True, metavar="FILE")
    abandon.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="the hub's directory (%(default)s)")
    abandon.set_defaults(act=_abandon)


def run(args: argparse.Namespace) -> int:
    """0 done, 1 with one sentence on stderr and nothing changed."""
    act: Callable[[argparse.Namespace], str] = args.act
    try:
        print(act(args))
    except (AccessError, JournalError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _key(args: argparse.Namespace) -> str:
    public = make_key(args.file, args.id, password())
    told = f"{args.file} is made: keep it, and the password, away from the hub. For hall.toml:"
    return f'{told}\n\n[managers]\n{args.id} = "{public}"'


def _abandon(args: argparse.Namespace) -> str:
    home = home_of(args.data)
    with closing(_journal(args.data, home)) as journal:
        image = load(journal)
    given = _open_draw(image)
    with ExitStack() as doors:
        safe = doors.enter_context(closing(home.cabinet(args.data))) if home is not None else None
        chain = chain_of(Seeds(args.data / KEYS, safe), image.state, given.hall)
    if chain is not None:
        raise BadEntry(f"the seed of {given.day} is not lost: the hub finishes draw {given.i} by itself")
    print(_told(image, given))
    signature = sign_as_manager(args.key, password(again=False), given)
    replace(args.data / FILE, msgspec.json.encode(SignedAbandonment(given, signature)))
    when = "if it leads, or once it does" if home is not None else "or as it starts"
    return f"Signed by {signature.by}. The hub here takes it up within seconds, {when}, once a witness has signed too."


def _journal(data: Path, home: Home | None) -> Journal:
    if home is not None:
        return PostgresJournal(home.url, home.hall)
    if not (data / "journal.db").exists():
        raise BadEntry(f"{data} holds no journal.db: name the hub's directory by --data")
    return SqliteJournal(data / "journal.db")


def _open_draw(image: Image) -> Abandonment:
    state = image.state
    if state.open_draw is None or state.config is None:
        raise BadEntry("no draw is open: there is nothing to give up")
    return Abandonment(state.config.id, state.day, state.epoch, state.open_draw.i, image.draw_leaf)


def _told(image: Image, given: Abandonment) -> str:
    number = ", ".join(
        image.state.tickets[ticket].number for ticket in _tickets(image) if ticket in image.state.tickets
    )
    return (
        f"Draw {given.i} of {given.day} in hall {given.hall}, for {number}, record {image.draw_seq}: its seed is lost."
        "\nYou sign that it is given up. The same windows are then drawn again under the day's spare seal. Everybody\n"
        "sees it: on the displays, in the record under your id, and in every audit. It can be done once a day."
    )


def _tickets(image: Image) -> list[str]:
    request = image.state.open_draw
    pairs = getattr(request, "pairs", ())
    return sorted({ticket for ticket, _ in pairs}) or [getattr(request, "ticket", "")]
