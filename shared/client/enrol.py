"""Who a terminal is at its start: the identity it holds, or the one that pairing gives it now."""

import argparse
import queue
import sys
from pathlib import Path

from shared import settings
from shared.client import identity as identities
from shared.client.errors import HubUnreachable, IdentityError, MistypedToken
from shared.client.identity import Identity
from shared.client.pairing import pair
from shared.discovery.finder import Finder
from shared.protocol.pairing import BadToken, parse_token
from shared.protocol.roles import Role
from shared.settings import Settings

FIND_S = 15.0


def add_arguments(parser: argparse.ArgumentParser, role: Role) -> None:
    """The arguments every terminal takes."""
    parser.add_argument(
        "--data",
        type=Path,
        default=settings.data_directory(role),
        metavar="DIR",
        help="where it keeps who it is (%(default)s)",
    )
    parser.add_argument("--hub", default="", metavar="HOST:PORT", help="the hub, where it is not found by itself")
    parser.add_argument(
        "--pair",
        default="",
        metavar="TOKEN",
        help="pair with the hub first (from: fairhall pair); - reads the token from standard input",
    )


def identity_of(args: argparse.Namespace, role: Role, wanted: Settings) -> Identity:
    """The identity in ``--data``, after pairing by ``--pair``. Raises ClientError."""
    if args.pair:
        token = sys.stdin.readline().strip() if args.pair == "-" else args.pair
        address = args.hub or wanted.hub.address or find_hub(token)
        identities.save(pair(address, token), args.data)
    who = identities.load(args.data)
    if who.role != role:
        raise IdentityError(f"{args.data} belongs to a {who.role}, not a {role}: choose another place with --data")
    return who


def addresses(args: argparse.Namespace, wanted: Settings) -> list[str]:
    """Where the hub is said to be, by the command line first."""
    return [address for address in (args.hub, wanted.hub.address) if address]


def find_hub(token: str, within_s: float = FIND_S) -> str:
    """The address of the hub that gave this token, as heard on the LAN. Raises PairingError."""
    try:
        fingerprint, _ = parse_token(token)
    except BadToken as error:
        raise MistypedToken(f"{error}: read the token again from the hub's screen or print") from None
    heard: queue.SimpleQueue[str] = queue.SimpleQueue()
    finder = Finder(fingerprint.hex())
    finder.start(heard.put)
    try:
        return heard.get(timeout=within_s)
    except queue.Empty:
        raise HubUnreachable("no hub of this token answers on the network: say where it is with --hub") from None
    finally:
        finder.stop()
