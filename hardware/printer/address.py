"""Where a printer is, as `terminal.toml` writes it: one syntax for every way."""

import re
from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qsl, urlsplit

from hardware.errors import BadAddress
from hardware.printer.cups import CupsPrinter
from hardware.printer.driver import Limits, Printer, Transport
from hardware.printer.network import NetworkTransport
from hardware.printer.queue import PrintsJobs
from hardware.printer.serialport import SerialTransport
from hardware.printer.usb import UsbTransport, device_file

BAUD_RATE = 9600
FLOWS = ("none", "rtscts", "xonxoff")
_USB_ID = re.compile(r"([0-9A-Fa-f]{4}):([0-9A-Fa-f]{4})(?::([\w.-]+))?")


@dataclass(frozen=True)
class Tcp:
    """`tcp://host:9100`."""

    host: str
    port: int


@dataclass(frozen=True)
class UsbId:
    """`usb://VID:PID` or `usb://VID:PID:serial`, the numbers in hexadecimal."""

    vendor: int
    product: int
    serial: str = ""


@dataclass(frozen=True)
class UsbFile:
    """`usb:///dev/usb/lp0`."""

    path: str


@dataclass(frozen=True)
class SerialPort:
    """`serial:///dev/ttyUSB0?baud=9600&flow=none`."""

    path: str
    baudrate: int = BAUD_RATE
    flow: str = "none"


@dataclass(frozen=True)
class Cups:
    """`cups://queue`."""

    queue: str


Address = Tcp | UsbId | UsbFile | SerialPort | Cups


def parse(text: str) -> Address:
    """The address of a text. Raises BadAddress."""
    try:
        parts = urlsplit(text)
        match parts.scheme:
            case "tcp" if parts.hostname and parts.port:
                return Tcp(parts.hostname, parts.port)
            case "usb" if found := _USB_ID.fullmatch(parts.netloc):
                return UsbId(int(found[1], 16), int(found[2], 16), found[3] or "")
            case "usb" if not parts.netloc and parts.path:
                return UsbFile(parts.path)
            case "serial" if parts.netloc + parts.path:
                return _serial(parts.netloc + parts.path, parts.query)
            case "cups" if parts.netloc:
                return Cups(parts.netloc)
    except ValueError:
        pass
    raise BadAddress(
        f'"{text}" is no printer address: write tcp://host:9100, usb://VID:PID, usb:///dev/usb/lp0, '
        "serial:///dev/ttyUSB0?baud=9600 or cups://queue"
    )


def printer_at(text: str, limits: Limits | None = None) -> PrintsJobs:
    """The printer at an address; nothing is opened yet. Raises BadAddress."""
    match parse(text):
        case Tcp(host, port):
            return Printer(partial(NetworkTransport, host, port), limits)
        case UsbId(vendor, product, serial):
            return Printer(lambda: UsbTransport(device_file(vendor, product, serial)), limits)
        case UsbFile(path):
            return Printer(partial(UsbTransport, path), limits)
        case SerialPort(path, baudrate, flow):
            return Printer(partial(_open_serial, path, baudrate, flow), limits)
        case Cups(queue):
            return CupsPrinter(queue, limits)


def _serial(path: str, query: str) -> SerialPort:
    options = dict(parse_qsl(query, strict_parsing=True)) if query else {}
    port = SerialPort(path, int(options.pop("baud", BAUD_RATE)), options.pop("flow", "none"))
    if options or port.baudrate <= 0 or port.flow not in FLOWS:
        raise ValueError(query)
    return port


def _open_serial(path: str, baudrate: int, flow: str) -> Transport:
    return SerialTransport(path, baudrate, rtscts=flow == "rtscts", xonxoff=flow == "xonxoff")
