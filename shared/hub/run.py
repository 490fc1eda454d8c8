"""``fairhall hub``: the whole hub from nothing, and what to do next."""

import argparse
import asyncio
import os
import sys
from functools import partial
from pathlib import Path

from shared.blocks import large_blocks_go_back
from shared.clock import SystemClock
from shared.hub.access.errors import AccessError, BadEntry
from shared.hub.errors import HubError
from shared.hub.hallfile.load import HallFileError
from shared.hub.hallfile.sample import write_sample
from shared.hub.hallfile.watch import HallFile
from shared.hub.http.door import peer_of
from shared.hub.hub import Hub, HubSettings
from shared.hub.serve import status, stop_signals, usable_hall, welcome
from shared.journal.errors import Corrupt, JournalError
from shared.journal.sqlite import SqliteJournal
from shared.log import setup
from shared.systemd import keep_telling

PORT, PUBLIC_PORT = 7443, 7480
DATA = Path("/var/lib/fairhall")
FILES = 16_384
JOURNAL, PAIR = "journal.db", "pair.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``fairhall hub``."""
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="journal, keys, hall.toml (%(default)s)")
    parser.add_argument("--hall", type=Path, metavar="FILE", help="the hall file (DIR/hall.toml)")
    parser.add_argument("--listen", type=address, default=("0.0.0.0", PORT), metavar="HOST:PORT", help="(0.0.0.0:7443)")
    parser.add_argument(
        "--public",
        type=address,
        default=("0.0.0.0", PUBLIC_PORT),
        metavar="HOST:PORT",
        help="the citizens' pages, without TLS (0.0.0.0:7480)",
    )
    parser.add_argument("--public-url", default="", metavar="URL", help="how phones reach those pages, if not directly")
    parser.add_argument(
        "--proxy",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="a reverse proxy before those pages: it names who asks in X-Forwarded-For",
    )
    parser.add_argument(
        "--journal",
        type=journal,
        metavar="URL",
        help="sqlite:FILE (DIR/journal.db), or postgresql://USER@HOST/DATABASE for a pair of hubs",
    )
    parser.add_argument("--no-discovery", action="store_true", help="do not announce the hub on the LAN")


def address(text: str) -> tuple[str, int]:
    """The parts of HOST:PORT."""
    host, colon, port = text.rpartition(":")
    if not colon or not port.isdigit() or int(port) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not HOST:PORT")
    return host.strip("[]") or "0.0.0.0", int(port)


def journal(text: str) -> Path | str:
    """The file of sqlite:FILE, or a database's address as it is."""
    scheme, _, rest = text.partition(":")
    if scheme == "sqlite" and rest:
        return Path(rest)
    if scheme in ("postgresql", "postgres") and rest.startswith("//"):
        return text
    raise argparse.ArgumentTypeError(f"{text!r} is neither sqlite:FILE nor postgresql://USER@HOST/DATABASE")


def run(args: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT. 1 with one sentence on stderr if it cannot start."""
    setup("hub")
    _many_connections()
    large_blocks_go_back()
    try:
        _make(args.data)
        hall_file = args.hall or args.data / "hall.toml"
        if args.hall is None and write_sample(hall_file):
            print(f"Wrote a sample hall to {hall_file}: edit it, it is read again when you save.")
        settings = HubSettings(
            data=args.data,
            host=args.listen[0],
            port=args.listen[1],
            public=args.public,
            public_url=args.public_url.rstrip("/"),
            proxies=tuple(map(peer_of, args.proxy)),
            discovery=not args.no_discovery,
        )
        journal = args.journal or args.data / JOURNAL
        if isinstance(journal, Path):
            _stand_alone(args.data)
            _not_emptied(journal, args.data / "keys")
            kept = partial(SqliteJournal, journal) if journal.exists() else None
            work = _alone(settings, journal, usable_hall(hall_file, kept))
        else:
            from shared.hub.pair.serve import paired  # a hub alone starts without the database's client

            work = paired(settings, journal, hall_file, _say)
        with asyncio.Runner(loop_factory=_loop) as runner:
            if runner.run(work):
                _begin_anew()
    except (HallFileError, JournalError, AccessError, HubError, OSError) as error:
        print(f"the hub cannot start: {error}", file=sys.stderr)
        return 1
    return 0


def _stand_alone(data: Path) -> None:
    """Raises BadEntry for a directory of a pair: its hall is in the pair's database, and here would begin another."""
    if (data / PAIR).exists():
        from shared.hub.pair.home import home_of

        home = home_of(data)
        assert home is not None
        raise BadEntry(
            f"{data} belongs to the pair on {home.url}: start it with --journal {home.url}; to part from it, first"
            f" fairhall move --from {home.url} --to sqlite:{data / JOURNAL} --hall {data / 'hall.toml'}"
        )


def _not_emptied(journal: Path, keys: Path) -> None:
    """A file of no bytes beside the secrets of days that it knew is no new hall's. Raises Corrupt."""
    if journal.exists() and not journal.stat().st_size and any(keys.glob("seed-*")):
        raise Corrupt(f"{journal} is empty, and this hall has had its days: restore it from a copy")


def _begin_anew() -> None:
    """Nothing of what this hub believed is kept. Its terminals are let go at once: no thread that waits for the
    database is waited for.
    """
    sys.stdout.flush()
    os.execv(sys.executable, sys.orig_argv)


async def _alone(settings: HubSettings, path: Path, hall: HallFile) -> bool:
    """A hub with a journal of its own; False."""
    hub = Hub(settings, SystemClock(), lambda: SqliteJournal(path), hall)
    stopping = stop_signals()
    await hub.start()
    _say(welcome(hub))
    hub.advise()
    telling = asyncio.ensure_future(keep_telling(lambda: status(hub)))
    await stopping.wait()
    telling.cancel()
    await hub.stop()
    return False


def _many_connections() -> None:
    """As many as the doors let in, where the system's hard limit allows it (Debian's soft one is 1024)."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
        if soft != resource.RLIM_INFINITY and soft < most:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _say(text: str) -> None:
    print(text, flush=True)


def _make(data: Path) -> None:
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OSError(f"{data} cannot be made ({error.strerror}): name another place by --data") from error


def _loop() -> asyncio.AbstractEventLoop:
    import uvloop

    return uvloop.new_event_loop()
