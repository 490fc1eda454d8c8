"""Each kiosk's printer: reached, ready, and with ``--print`` a test slip."""

from collections.abc import Iterator
from datetime import datetime

from hardware.errors import HardwareError
from hardware.printer.address import printer_at
from hardware.printer.escpos import slip_bytes
from hardware.printer.outcome import NotPrinted, Printed, Trouble
from hardware.printer.queue import PrintsJobs
from hardware.printer.raster import render
from hardware.printer.slip import Slip
from shared.catalogue import catalogue, said
from shared.doctor.finding import Finding, failed, passed, warned
from shared.doctor.machine import Machine
from shared.settings import Printer

TEST_PAGE = "https://example.org/"
SAID = ("unreachable", "paper-out", "cover-open", "fault", "not-a-printer")


class PrinterCheck:
    """What the printer itself says; nothing is printed unless asked for."""

    name = "printer"

    def look(self, machine: Machine) -> Iterator[Finding]:
        """One line for the state, one for the test slip."""
        for home in machine.terminals:
            wanted = home.settings.printer
            if wanted is None:
                if home.kind == "kiosk":
                    yield passed("none", file=str(home.folder / "terminal.toml"))
                continue
            try:
                printer = printer_at(wanted.address)
                trouble = printer.check()
            except HardwareError as error:
                yield failed("wrong", address=wanted.address, reason=str(error))
                continue
            yield failed(_code(trouble), address=wanted.address) if trouble else passed("ready", address=wanted.address)
            if machine.print_slip and not trouble:
                yield _print(printer, wanted)


def _print(printer: PrintsJobs, wanted: Printer) -> Finding:
    try:
        data = slip_bytes(render(_slip(wanted)))
    except HardwareError as error:
        return failed("undrawn", reason=str(error))
    outcome = printer.print_job(data)
    if isinstance(outcome, Printed):
        return warned("near-end", address=wanted.address) if outcome.near_end else passed("printed")
    code = _code(outcome.cause) if isinstance(outcome, NotPrinted) else "unsure"
    return failed(code, address=wanted.address)


def _slip(wanted: Printer) -> Slip:
    words = catalogue()
    product, service, kind = words["common.product"], words["slip.test.service"], words["slip.test.kind"]
    return Slip(
        hall=f"{product.en} {product.zh}",
        number="A000",
        service_zh=service.zh,
        service_en=service.en,
        kind=f"{kind.zh} {kind.en}",
        issued_at=datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
        qr_text=TEST_PAGE,
        words=said(words, "zh"),
        width_mm=wanted.width,
    )


def _code(trouble: Trouble) -> str:
    """The catalogue's word; what is not known there is some fault."""
    code = trouble.replace("_", "-")
    return code if code in SAID else "fault"
