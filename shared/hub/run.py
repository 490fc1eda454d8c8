"""``fairhall hub``: the whole hub from nothing, and what to do next."""

import argparse
import asyncio
import gc
import signal
import sys
from pathlib import Path

from shared.clock import SystemClock
from shared.hub.access.errors import AccessError
from shared.hub.errors import HubError
from shared.hub.hallfile.load import HallFileError
from shared.hub.hallfile.sample import write_sample
from shared.hub.hallfile.watch import HallFile
from shared.hub.hub import Hub, HubSettings
from shared.hub.image import load
from shared.journal.errors import JournalError
from shared.journal.sqlite import SqliteJournal
from shared.log import setup

PORT, PUBLIC_PORT = 7443, 7480
DATA = Path("/var/lib/fairhall")


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
        help="the citizens' read-only ticket page, without TLS (0.0.0.0:7480)",
    )
    parser.add_argument("--public-url", default="", metavar="URL", help="how phones reach that page, if not directly")
    parser.add_argument("--journal", type=journal, metavar="URL", help="sqlite:FILE (DIR/journal.db)")
    parser.add_argument("--no-discovery", action="store_true", help="do not announce the hub on the LAN")


def address(text: str) -> tuple[str, int]:
    """The parts of HOST:PORT."""
    host, colon, port = text.rpartition(":")
    if not colon or not port.isdigit() or int(port) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not HOST:PORT")
    return host.strip("[]") or "0.0.0.0", int(port)


def journal(text: str) -> Path:
    """The file of sqlite:FILE."""
    scheme, _, rest = text.partition(":")
    if scheme != "sqlite" or not rest:
        raise argparse.ArgumentTypeError(f"{text!r} is not sqlite:FILE")
    return Path(rest)


def run(args: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT. 1 with one sentence on stderr if it cannot start."""
    setup("hub")
    try:
        _make(args.data)
        path = args.journal or args.data / "journal.db"
        hall_file = args.hall or args.data / "hall.toml"
        if args.hall is None and write_sample(hall_file):
            print(f"Wrote a sample hall to {hall_file}: edit it, it is read again when you save.")
        settings = HubSettings(
            data=args.data,
            host=args.listen[0],
            port=args.listen[1],
            public=args.public,
            public_url=args.public_url.rstrip("/"),
            discovery=not args.no_discovery,
        )
        hub = Hub(settings, SystemClock(), lambda: SqliteJournal(path), _hall(hall_file, path))
        with asyncio.Runner(loop_factory=_loop) as runner:
            runner.run(_serve(hub))
    except (HallFileError, JournalError, AccessError, HubError, OSError) as error:
        print(f"the hub cannot start: {error}", file=sys.stderr)
        return 1
    return 0


async def _serve(hub: Hub) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    await hub.start()
    gc.collect()
    gc.freeze()  # what a start has built is here to stay: no full collection walks through it again
    _welcome(hub)
    await stopping.wait()
    await hub.stop()


def _welcome(hub: Hub) -> None:
    data = hub.settings.data
    print(f"Hall {hub.hall.current().name.zh} ({hub.hall_id}) is up on port {hub.port}, seq {hub.service.durable_seq}.")
    print(f"Tickets' pages: {hub.board.public_url or 'off'}")
    if not hub.registry.devices():
        print("No terminal is paired yet. On this machine:")
        print(f"  fairhall pair --data {data} --role kiosk --name K1")
        print("and on the kiosk: fairhall kiosk --pair TOKEN; in the same way:")
        print(f"  fairhall pair --data {data} --role display --name D1")
        print(f"  fairhall pair --data {data} --role counter --name 1 --counter 1")
    if not hub.clerks.clerks():
        print(f"No clerk yet: fairhall clerk add --data {data} 0801 王芳")
    sys.stdout.flush()


def _hall(path: Path, journal: Path) -> HallFile:
    """A broken file does not stop a hall that has run before: its last good configuration goes on."""
    try:
        return HallFile(path)
    except HallFileError as error:
        if not journal.exists():
            raise
        kept = SqliteJournal(journal)
        try:
            config = load(kept).state.config
        finally:
            kept.close()
        if config is None:
            raise
        print(f"{error}\nThe last good hall file stays in force.", file=sys.stderr)
        return HallFile(path, config)


def _make(data: Path) -> None:
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OSError(f"{data} cannot be made ({error.strerror}): name another place by --data") from error


def _loop() -> asyncio.AbstractEventLoop:
    import uvloop

    return uvloop.new_event_loop()
