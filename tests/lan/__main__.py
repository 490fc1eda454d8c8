"""``make weather``: a hall on a LAN in bad weather, and the table of what it does to it."""

import argparse
import logging
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from tests.lan import crowds, stories
from tests.lan.hall import Hall
from tests.lan.machines import a_lan, why_not
from tests.lan.stories import Figures
from tests.lan.switch import Weather


def main() -> int:
    """0: the hall kept what it promises; AssertionError where it did not."""
    parser = argparse.ArgumentParser(prog="make weather", description=__doc__)
    parser.add_argument("--devices", type=int, default=300)
    parser.add_argument("--down", type=float, default=20.0, metavar="SECONDS", help="how long the cable is out")
    parser.add_argument("--tickets", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1122)
    args = parser.parse_args()
    if missing := why_not():
        sys.stderr.write(f"there is no LAN to be made here: {missing}\n")
        return 1
    logging.basicConfig(level=logging.ERROR)
    console = Console()
    console.print("| weather | measured |\n|---|---|", highlight=False)
    with tempfile.TemporaryDirectory() as folder, a_lan(args.seed) as lan:
        ours, theirs, desk, annex, slow = map(lan.machine, ("hub", "other", "desk", "annex", "slow"))
        hall, other = Hall(Path(folder) / "ours", ours), Hall(Path(folder) / "theirs", theirs, "yunhai")

        def tell(name: str, story: Callable[[], Figures]) -> None:
            figures = ", ".join(f"{what} {value:,.4g}" for what, value in story().items())
            console.print(f"| {name} | {figures} |", highlight=False, soft_wrap=True)

        try:
            desk.run(hall.start())
            run = desk.run
            tell("terminals that know no address are plugged in", lambda: run(stories.found(hall)))
            tell("multicast is filtered", lambda: run(stories.no_multicast(lan, hall)))
            for name, weather in (
                ("5 % of the frames are lost each way", Weather(loss=0.05)),
                ("200 ms each way", Weather(delay_ms=200)),
                ("both", Weather(loss=0.05, delay_ms=200)),
            ):
                tell(name, lambda w=weather: run(stories.bad_weather(lan, hall, w, args.tickets), 600))  # type: ignore[misc]
            tell(
                f"the hub's cable is out for {args.down:g} s", lambda: run(stories.link_down(lan, hall, args.down), 600)
            )
            tell("a device reads 1 kB/s", lambda: run(crowds.slow_reader(hall, slow), 600))
            tell("power cut", lambda: crowds.power_cut(hall, [desk, annex], args.devices))
            desk.run(other.start())
            tell("two halls of one name on one LAN", lambda: run(stories.two_halls(hall, other)))
            tell("the hub moves, another hall's takes its address", lambda: run(stories.moved(hall, other)))
        finally:
            hall.close()
            other.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
