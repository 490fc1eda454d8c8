"""``fairhall witness``: a machine that does nothing but bear witness to the lot, such as a supervision PC."""

import argparse
import asyncio
import signal
import sys
from functools import partial

import uvloop

from shared import log, settings
from shared.blocks import large_blocks_go_back
from shared.client import identity as identities
from shared.client.enrol import add_arguments as add_enrolment
from shared.client.enrol import addresses, identity_of
from shared.client.errors import ClientError
from shared.client.headless import HeadlessLink
from shared.client.witness.keeper import keeper_of
from shared.discovery.finder import Finder
from shared.systemd import keep_telling
from shared.toml import TomlError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``fairhall witness``."""
    add_enrolment(parser, "witness")


def run(args: argparse.Namespace) -> int:
    """Bear witness until SIGTERM or SIGINT; 1 after one sentence on stderr if it cannot begin."""
    log.setup("witness")
    large_blocks_go_back()
    try:
        wanted, _ = settings.load_usable(args.data)
        who = identity_of(args, "witness", wanted)
    except (ClientError, TomlError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    known = addresses(args, wanted)
    link = HeadlessLink(
        who,
        configured=known,
        finder=Finder(who.ca_fingerprint, [who.hub_address, *known, *who.hubs]),
        keeper=keeper_of(who, args.data),
        remember=partial(identities.remember_address, args.data),
    )
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_until_told(link))
    return 0


async def _until_told(link: HeadlessLink) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    await link.start()
    telling = asyncio.ensure_future(keep_telling(lambda: f"hub: {link.state}"))
    await stopping.wait()
    telling.cancel()
    await link.stop()
