"""``fairhall doctor``: lists and tests every device and precondition of this machine, and says what to do."""

import argparse
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.doctor.checks import CHECKS
from shared.doctor.finding import Check, Finding, failed
from shared.doctor.machine import Machine, home_at, usual_homes
from shared.doctor.report import as_json, lines, sentence, worst
from shared.hub.run import PORT, PUBLIC_PORT, address

KEYS_S = 15
SUMMARY, BROKE = "doctor", "broke"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``fairhall doctor``."""
    names = ", ".join(check.name for check in CHECKS)
    parser.add_argument("--data", type=Path, metavar="DIR", help="a hub's or a terminal's directory (the usual ones)")
    parser.add_argument("--hub", default="", metavar="HOST:PORT", help="look for the hub there, and on the LAN")
    parser.add_argument("--listen", type=address, default=("0.0.0.0", PORT), metavar="HOST:PORT", help="the hub's port")
    parser.add_argument(
        "--public", type=address, default=("0.0.0.0", PUBLIC_PORT), metavar="HOST:PORT", help="the hub's public port"
    )
    parser.add_argument("--only", type=_checks, default=CHECKS, metavar="NAME,…", help=f"these checks alone: {names}")
    parser.add_argument("--print", action="store_true", help="print a test slip")
    parser.add_argument("--speak", action="store_true", help="speak a test sentence")
    parser.add_argument(
        "--keys", type=int, nargs="?", const=KEYS_S, default=0, metavar="SECONDS", help=f"show presses ({KEYS_S} s)"
    )
    parser.add_argument("--language", choices=("en", "zh"), default="en", help="of the report (en)")
    parser.add_argument("--json", action="store_true", help="the report as JSON")


def run(args: argparse.Namespace) -> int:
    """0 when nothing failed, 1 else. Warnings do not count."""
    homes = [home_at(args.data, args.hub)] if args.data else usual_homes(args.hub)
    machine = Machine(
        homes=[home for home in homes if home.open],
        shut=[home for home in homes if not home.open],
        listen=args.listen,
        public=args.public,
        speak=args.speak,
        print_slip=args.print,
        keys_s=args.keys,
    )
    found = []
    with _hushed():
        for check in args.only:
            for finding in _look(check, machine):
                found.append((SUMMARY if finding.code == BROKE else check.name, finding))
                if not args.json:
                    print(*lines(*found[-1], args.language), sep="\n", flush=True)
    result = worst(finding for _, finding in found)
    if args.json:
        print(as_json(found, args.language))
    else:
        count = {status: sum(finding.status == status for _, finding in found) for status in ("pass", "warn", "fail")}
        print(sentence(SUMMARY, Finding(result, result, {**count}), args.language))
    return int(result == "fail")


def _look(check: Check, machine: Machine) -> Iterator[Finding]:
    """A check that breaks is itself a finding: the others go on."""
    try:
        yield from check.look(machine)
    except Exception as error:
        yield failed(BROKE, check=check.name, error=f"{type(error).__name__}: {error}")


@contextmanager
def _hushed() -> Iterator[None]:
    """What the drivers would log, the report says."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def _checks(text: str) -> tuple[Check, ...]:
    """The checks of ``--only``, in the report's order; an error names those there are."""
    wanted = {name.strip() for name in text.split(",") if name.strip()}
    if unknown := wanted - {check.name for check in CHECKS}:
        names = ", ".join(check.name for check in CHECKS)
        raise argparse.ArgumentTypeError(f"no check {', '.join(sorted(unknown))}; there are {names}")
    return tuple(check for check in CHECKS if check.name in wanted)
