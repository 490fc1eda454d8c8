"""The ways to a printer, each with a virtual one at its other end; and CUPS, played by three small programs."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hardware.printer.address import printer_at
from hardware.printer.driver import Limits
from hardware.printer.queue import PrintsJobs
from hardware.simulated.door import DeviceDoor, TcpDoor
from hardware.simulated.printer import VirtualPrinter

QUICK = Limits(first_answer_s=0.6, answer_s=0.5, send_s=0.4, finish_s=0.9, poll_s=0.05, settle_s=0.02)
PATIENT = Limits(first_answer_s=5, finish_s=10, poll_s=0.05, settle_s=0.02)


@contextmanager
def tcp(folder: Path) -> Iterator[tuple[VirtualPrinter, Callable[[Limits], PrintsJobs]]]:
    """TCP port 9100, or nearly."""
    head = VirtualPrinter(door=TcpDoor())
    yield head, lambda limits: printer_at("tcp://{}:{}".format(*head.address), limits)
    head.close()


@contextmanager
def usb(folder: Path) -> Iterator[tuple[VirtualPrinter, Callable[[Limits], PrintsJobs]]]:
    """A device file by plain file calls."""
    head = VirtualPrinter(door=DeviceDoor(folder / "lp0"))
    yield head, lambda limits: printer_at(f"usb://{folder / 'lp0'}", limits)
    head.close()


@contextmanager
def serial(folder: Path) -> Iterator[tuple[VirtualPrinter, Callable[[Limits], PrintsJobs]]]:
    """A device file by pyserial."""
    head = VirtualPrinter(door=DeviceDoor(folder / "ttyUSB0"))
    yield head, lambda limits: printer_at(f"serial://{folder / 'ttyUSB0'}?baud=115200", limits)
    head.close()


WAYS = {"tcp": tcp, "usb": usb, "serial": serial}

_CUPS = """#!{python} -SE
import json, os, socket, sys
spool = {spool!r}
state = json.load(open(spool))
name, given = os.path.basename(sys.argv[0]), sys.argv[1:]
state["ran"].append([name, *given])
if name == "lp":
    data = sys.stdin.buffer.read()
    if state["refuses"]:
        sys.stderr.write("lp: Destination \\"tickets\\" is not accepting jobs.\\n")
    else:
        state["n"] += 1
        print("request id is tickets-%d (1 file(s))" % state["n"])
        state["jobs"].append(["tickets-%d" % state["n"], state["ends"]])
        if state["ends"]:
            with socket.create_connection(state["printer"]) as line:
                line.sendall(data + b"\\x1dr\\x01")
                line.recv(1)
elif name == "lpstat" and "-p" in given:
    enabled = "disabled" if state["disabled"] else "is idle.  enabled"
    if given[-1] == "tickets":
        print("printer tickets %s since Mon 13 Jan 2020 09:00:00 AM CST" % enabled)
        print("\\tForm mounted:\\n\\tAlerts: " + state["alerts"])
elif name == "lpstat":
    for job, ends in state["jobs"]:
        if ends:
            print("%-23s kiosk 1024 Mon 13 Jan 2020 09:00:00 AM CST" % job)
            print("\\tAlerts: %s\\n\\tqueued for tickets" % ends)
json.dump(state, open(spool, "w"))
sys.exit(1 if name == "lp" and state["refuses"] else 0)
"""


def cups_programs(folder: Path, spool: Path) -> None:
    """`lp`, `lpstat` and `cancel` that act on the state in `spool` (JSON), as CUPS's own speak in English."""
    folder.mkdir()
    for name in ("lp", "lpstat", "cancel"):
        program = folder / name
        program.write_text(_CUPS.format(python=sys.executable, spool=str(spool)))
        program.chmod(0o755)
