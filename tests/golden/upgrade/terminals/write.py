"""A kiosk's directory as this version writes it: ``python -m tests.golden.upgrade.terminals.write NAME``.

It is in the middle of an hour without its hub. Written once for each version that changes what a terminal keeps, by
that version's own code, and never again: ``test_terminals`` starts today's terminal on it. ``told.json`` beside it is
what the kiosk knew.
"""

import sys
import tempfile
import zipfile
from pathlib import Path

import msgspec

from hardware.printer.outcome import Printed
from hardware.printer.spool import SlipJob, Spool
from kiosk.alone import Alone
from shared.client import identity as identities
from shared.client.identity import Identity
from shared.client.outbox import Outbox
from shared.client.simulated import SimulatedLink
from shared.client.witness.sqlite import SqliteStore
from shared.client.witness.witness import Witness
from shared.hub.access.tls import ca_pem, server_context
from shared.protocol.answers import Answer, Block
from shared.protocol.messages import Ask, Seal
from shared.protocol.requests import IssueRequest, Request
from shared.protocol.rows import AnyRow

HERE = Path(__file__).parent
ROWS = ("hall", "group", "service", "counter")
SETTINGS = """\
language = "en"
witness = true

[hub]
address = "192.168.10.5:7443"

[printer]
address = "tcp://192.168.10.50:9100"
width = 58

[reader]
kind = "id-card"
port = "/dev/ttyUSB1"

[voice]
volume = 70
"""
SEAL = Seal(hall="yunxi", day="2026-01-05", epoch=1, algorithm="sha256")
ASK = Ask(hall="yunxi", day="2026-01-05", epoch=1, algorithm="sha256", i=1, term=1, seq=7, record="ab" * 32)


class Known(msgspec.Struct):
    """``given`` are numbers that people hold, ``pending`` the ids of requests that the hub has not answered."""

    at_ms: int
    hall: str
    service: str
    given: list[str]
    pending: list[str]
    anchor: str
    link: str
    identity: Identity


def write(folder: Path) -> Known:
    """A kiosk that has given three numbers of its own, one of which the hub knows by now."""
    with zipfile.ZipFile(HERE.parent / "rules-0.zip") as pack:
        told = msgspec.json.decode(pack.read("told.json"))
    rows = [msgspec.convert(row, AnyRow) for row in told["rows"] if row["t"] in ROWS]
    services = [row["id"] for row in told["rows"] if row["t"] == "service"]
    day = next(row["day"] for row in told["rows"] if row["t"] == "hall")
    letters = [row["letter"] for row in told["rows"] if row["t"] == "group"]
    tokens = {letter: tuple(f"260106-{letter}{n}-TOKEN" for n in range(500, 550)) for letter in letters}

    def answered(name: str, request: Request) -> Answer | None:
        return Answer(request_id="", seq=9, block=Block(day=day, first=500, tokens=tokens)) if name == "lease" else None

    folder.mkdir()
    (folder / "terminal.toml").write_text(SETTINGS, encoding="utf-8")
    with tempfile.TemporaryDirectory() as keys:
        server_context(Path(keys))
        pem = ca_pem(Path(keys))
    who = Identity(
        device_id="kiosk-1a2b", key="fhk_" + "k" * 43, role="kiosk", name="K1", counter="",
        hub_address="192.168.10.5:7443", ca_pem=pem,
    )  # fmt: skip
    identities.save(who, folder)
    link, outbox = SimulatedLink(on_request=answered), Outbox(folder / "outbox.sqlite3")
    link.at_ms = told["at_ms"]
    alone = Alone(link, outbox, folder)
    link.start()
    link.feed(rows, fresh=True)
    link.set_state("away")
    given = []
    for _ in range(3):
        taken = alone.take(IssueRequest(service=services[0]))
        assert taken is not None
        taken[1].result()
        given.append(taken[0].number)
    first = outbox.pending()[0].request_id
    outbox.done(first, Answer(request_id=first, seq=10, number=given[0]))
    pending = [entry.request_id for entry in outbox.pending()]
    outbox.close()
    _slips(folder)
    anchor, link_hex = _witness(folder)
    return Known(told["at_ms"], "云溪市政务服务中心", services[0], given, pending, anchor, link_hex, who)


def _slips(folder: Path) -> None:
    """One printed, one whose bytes had left, one that waited."""
    spool = Spool(folder / "slips.sqlite3")
    for n in range(3):
        spool.put(SlipJob(f"ticket-{n}", f"A50{n}", bytes(200), 120))
    spool.sent("ticket-0")
    spool.ended("ticket-0", Printed(near_end=False))
    spool.sent("ticket-1")
    spool.close()


def _witness(folder: Path) -> tuple[str, str]:
    store = SqliteStore(folder / "witness.sqlite3")
    witness = Witness("kiosk:K1", store, lambda epoch: bytes(range(32)))
    said = witness.seal(SEAL).anchor, witness.answer(ASK).link
    store.close()
    return said


def main(name: str) -> None:
    """The file NAME.zip beside this module."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "kiosk"
        known = write(folder)
        with zipfile.ZipFile(HERE / f"{name}.zip", "x", zipfile.ZIP_DEFLATED) as pack:
            pack.writestr("told.json", msgspec.json.format(msgspec.json.encode(known)))
            for path in sorted(folder.iterdir()):
                pack.write(path, f"kiosk/{path.name}")


if __name__ == "__main__":
    main(sys.argv[1])
