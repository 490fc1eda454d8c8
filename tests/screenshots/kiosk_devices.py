"""The simulated devices that the kiosk's pictures need."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from hardware.printer.driver import Printer
from hardware.printer.network import NetworkTransport
from hardware.printer.queue import PrintQueue
from hardware.simulated.idreader import VirtualIdReader
from hardware.simulated.printer import VirtualPrinter
from shared.settings import Reader


@contextmanager
def printer(directory: str, paper: str) -> Iterator[PrintQueue | None]:
    """A simulated printer and the way to it; none for pages without one."""
    if not paper:
        yield None
        return
    head = VirtualPrinter(Path(directory))
    head.power_on()
    head.change(paper=paper)
    queue = PrintQueue(Printer(lambda: NetworkTransport(*head.address)))
    queue.start()
    yield queue
    queue.close()
    head.close()


@contextmanager
def reader_of(directory: str, wanted: Reader | None, card: str) -> Iterator[Reader | None]:
    """A simulated reader where cards are read, with this one on it; a scanner that types needs none."""
    if wanted is None or wanted.kind != "id-card":
        yield wanted
        return
    virtual = VirtualIdReader(Path(directory) / "reader")
    virtual.wire.plug()
    virtual.put(card)
    yield msgspec.structs.replace(wanted, port=str(virtual.wire.link))
    virtual.wire.unplug()
