"""What makes a data directory one of a pair: the database it shares, kept so that commands beside the hub find it."""

import re
from pathlib import Path
from secrets import token_hex

import msgspec
from psycopg.conninfo import conninfo_to_dict

from shared.files import replace
from shared.hub.access.errors import BadEntry, Damaged
from shared.hub.access.keys import SECRET_BYTES, secret
from shared.hub.access.store import Store
from shared.hub.pair.cabinet import Cabinet

FILE = "pair.json"
KEYS = "keys"
HALL_FILE = "hall.toml"
SEED = "seed-"


class Home(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The database's ``url``, without a password, the ``hall`` whose rows in it are ours, and which hub ``me`` is."""

    url: str
    hall: str
    me: str

    def store(self, data: Path) -> Store:
        """Devices and clerks, in ``data`` and in the database."""
        return Store(data, self.cabinet(data))

    def cabinet(self, data: Path) -> Cabinet:
        """The shared documents, sealed with the key that both keys directories hold."""
        return Cabinet(self.url, self.hall, secret(data / KEYS, "pair"))


def check_url(url: str) -> str:
    """``url`` if a hub may be started with it. Raises BadEntry: a password would be seen in the list of processes."""
    try:
        given = conninfo_to_dict(url)
    except Exception:  # its text, like the address, may hold a password
        shown = re.sub(r"//.*@", "//…@", url)
        raise BadEntry(f"{shown!r} is no PostgreSQL address: write postgresql://USER@HOST/DATABASE") from None
    if given.get("password"):
        raise BadEntry("leave the password out of the address: put it in the file ~/.pgpass, or PGPASSFILE names one")
    return url


def settle(data: Path, url: str, hall: str) -> Home:
    """This directory is one of the pair's from now on."""
    try:
        before = home_of(data)
    except Damaged:
        before = None  # it is written anew
    home = Home(url, hall, before.me if before else token_hex(8))
    if home != before:
        replace(data / FILE, msgspec.json.encode(home))
    return home


def home_of(data: Path) -> Home | None:
    """The pair that ``data`` belongs to. Raises Damaged."""
    try:
        return msgspec.json.decode((data / FILE).read_bytes(), type=Home)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise Damaged(f"{data / FILE} cannot be used ({error}): start the hub once more with --journal") from None


def open_store(data: Path) -> Store:
    """The store of ``data``, also of one of a pair: then it is what both hubs share. Raises AccessError."""
    home = home_of(data)
    store = home.store(data) if home else Store(data)
    store.follow()
    return store


def give_seeds(cabinet: Cabinet, data: Path) -> None:
    """The seeds that this hub alone has are the pair's from now on; where the pair has another, that one counts."""
    shared = cabinet.documents(SEED)
    for path in sorted((data / KEYS).glob(f"{SEED}*")):
        seed = path.read_bytes()
        known = shared.get(path.name) or (cabinet.first(path.name, seed) if len(seed) == SECRET_BYTES else seed)
        if known != seed:
            replace(path, known)


def fetch(cabinet: Cabinet, into: Path) -> None:
    """The seeds and the hall file that the pair shares, as files of ``into``."""
    for name, seed in cabinet.documents(SEED).items():
        replace(into / KEYS / name, seed)
    take_hall_file(cabinet, into / HALL_FILE)


def leave(data: Path) -> None:
    """This directory is of no pair any more."""
    (data / FILE).unlink(missing_ok=True)


def take_hall_file(cabinet: Cabinet, hall_file: Path) -> bool:
    """Have the pair's hall file before leading; what was here before stays beside it as ``.before``."""
    found = cabinet.get(HALL_FILE)
    if found is None or (hall_file.exists() and hall_file.read_bytes() == found[1]):
        return False
    if hall_file.exists():
        hall_file.replace(hall_file.with_name(hall_file.name + ".before"))
    hall_file.write_bytes(found[1])
    return True
