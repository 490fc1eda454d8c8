"""Texts that people type, paper carries and the air brings: taken whole or refused with a sentence."""

import re
from collections.abc import Iterator
from hashlib import sha256

from msgspec import Meta
from zeroconf import ServiceInfo

from hardware.printer.address import parse
from hardware.usb import choose
from shared.discovery.records import (
    CA_DIGITS,
    LABEL_BYTES,
    SERVICE,
    VALUE_BYTES,
    DeviceRecord,
    HubRecord,
    instance_name,
    is_hub_of,
    txt,
)
from shared.protocol.pairing import BadToken, format_token, parse_token
from shared.protocol.paper import BadPaper, fragment, paper_of
from shared.settings import PrinterAddress, SerialPort
from tests.fuzz.guided import Target

SENTENCE = re.compile(r".*[a-z]+ [a-z]+.*", re.DOTALL)
"""Some words, at the least."""


def _token(data: bytes) -> None:
    text = data.decode(errors="replace")
    try:
        prefix, secret = parse_token(text)
    except BadToken as error:
        assert SENTENCE.fullmatch(str(error))
        assert len(text) < 12 or text not in str(error), "a token does not belong into a log"
    else:
        assert parse_token(format_token(prefix, secret)) == (prefix, secret)
        assert len(re.sub(r"[-\s]", "", text)) <= 34, "it says more than a token"
    whole = sha256(data).digest()[:20]
    assert parse_token(format_token(whole[:10], whole[10:]).lower().replace("-", " ")) == (whole[:10], whole[10:])


def _token_seeds() -> Iterator[bytes]:
    whole = format_token(bytes(range(10)), bytes(range(240, 250)))
    yield from (text.encode() for text in (whole, whole.lower(), whole.replace("-", ""), whole[:-1], "FH", whole + "A"))
    yield whole.replace("O", "0").replace("I", "1").encode()


token = Target(_token, _token_seeds, 80)


def _paper(data: bytes) -> None:
    text = data.decode(errors="replace")
    try:
        found = paper_of(text)
    except BadPaper as error:
        assert SENTENCE.fullmatch(str(error)) and len(str(error)) < 300
    else:
        assert f"#{fragment(found.seal, found.leaf)}" == "#" + text.strip().partition("#")[2].upper()
        assert f"{found.ticket}-" in text
    seal, leaf = sha256(data).hexdigest(), sha256(b"leaf" + data).hexdigest()
    again = paper_of(f"http://192.168.1.2:7480/t/260105-A12-TOKEN#{fragment(seal, leaf)}")
    assert (again.ticket, again.seal, again.leaf) == ("260105-A12", seal[:40], leaf[:40])


def _paper_seeds() -> Iterator[bytes]:
    marks = fragment("ab" * 32, "cd" * 32)
    for text in (f"http://h/t/260105-A12-TOKEN#{marks}", f"260105-A12-T#{marks.lower()}", "http://h/t/x", f"#{marks}"):
        yield text.encode()


paper = Target(_paper, _paper_seeds, 200)
AUTHORITY = "0123456789abcdef" * 4


def _announcement(data: bytes) -> None:
    """A TXT of a stranger; and a hub and a device of any name."""
    heard = ServiceInfo(SERVICE, f"x.{SERVICE}", properties=data[:1300])
    if is_hub_of(heard.properties, AUTHORITY):
        assert heard.properties[b"role"] == b"hub"
        assert AUTHORITY[:CA_DIGITS].encode() in data.lower()
    name = data.decode(errors="replace")
    label = instance_name(name)
    assert label and "." not in label and len(label.encode()) < LABEL_BYTES
    for record in (
        HubRecord(name=name, hall=name, ca=AUTHORITY, port=7443),
        DeviceRecord(role="kiosk", name=name, device=name, hall=name, ca=AUTHORITY),
    ):
        said = txt(record)
        assert all(len(value.encode()) <= VALUE_BYTES for value in said.values())
        told = ServiceInfo(SERVICE, f"{label}.{SERVICE}", port=1, properties=said, server="x.local.")
        again = ServiceInfo(SERVICE, f"{label}.{SERVICE}", properties=told.text)
        assert is_hub_of(again.properties, AUTHORITY) == isinstance(record, HubRecord)


def _announcement_seeds() -> Iterator[bytes]:
    for ca in (AUTHORITY[:CA_DIGITS], AUTHORITY[:CA_DIGITS].upper(), AUTHORITY):
        pairs = (f"role=hub|hall=yunxi|ca={ca}|name=云溪|v=1", f"role=kiosk|ca={ca}|device=kiosk-1", "role|ca=")
        for pair in pairs:
            yield b"".join(bytes([len(each)]) + each for each in (part.encode() for part in pair.split("|")))
    yield "云溪市.政务 服务中心\x00".encode() * 5


announcement = Target(_announcement, _announcement_seeds, 400)
PRINTER, SERIAL = (
    next(re.compile(note.pattern) for note in kind.__metadata__ if isinstance(note, Meta) and note.pattern)
    for kind in (PrinterAddress, SerialPort)  # type: ignore[attr-defined]
)


def _address(data: bytes) -> None:
    """What the settings let through is an address for the driver."""
    text = data.decode(errors="replace")
    if text and PRINTER.search(text):
        parse(text)
    if SERIAL.search(text) and text.startswith("usb:"):
        try:
            choose(text, [])
        except OSError as error:
            assert text in str(error)


def _address_seeds() -> Iterator[bytes]:
    yield from (
        b"tcp://192.168.1.50:9100", b"tcp://[fe80::1]:9100", b"usb://04b8:0202", b"usb://04b8:0202:S-1",
        b"usb:///dev/usb/lp0", b"serial:///dev/ttyUSB0?baud=9600&flow=rtscts", b"serial://COM3", b"cups://queue",
        b"usb:1a86:7523", b"usb:1a86:7523:A1@1-2.3", b"/dev/ttyUSB0",
    )  # fmt: skip


address = Target(_address, _address_seeds, 120)
