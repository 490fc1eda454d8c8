"""A kiosk's directory as an earlier version left it in an hour without its hub, under today's kiosk."""

import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from hardware.printer.outcome import NotPrinted, Printed, Trouble, Unknown
from hardware.printer.spool import SlipJob, Spool
from kiosk.alone import Alone
from shared.client import identity as identities
from shared.client.outbox import Outbox
from shared.client.simulated import SimulatedLink
from shared.client.witness.sqlite import SqliteStore
from shared.client.witness.witness import Witness
from shared.protocol.requests import IssueRequest, JoinRequest
from shared.settings import load_usable
from tests.golden.upgrade.terminals.write import ASK, SEAL, Known

MUCH_LATER_MS = 2_000_000_000_000
GOLDEN = sorted(Path(__file__).parent.glob("*.zip"))


@pytest.fixture(params=GOLDEN, ids=lambda path: path.stem)
def left(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, Known]]:
    """The directory, unpacked, and what the kiosk knew."""
    with zipfile.ZipFile(request.param) as pack:
        pack.extractall(tmp_path)
    yield tmp_path / "kiosk", msgspec.json.decode((tmp_path / "told.json").read_bytes(), type=Known)


def test_it_is_who_it_was_and_set_as_it_was(left: tuple[Path, Known]) -> None:
    folder, known = left
    assert identities.load(folder) == known.identity
    settings, aside = load_usable(folder)
    assert (aside, settings.language, settings.hub.address) == ({}, "en", "192.168.10.5:7443")
    assert settings.printer is not None and (settings.printer.address, settings.printer.width) == (
        "tcp://192.168.10.50:9100",
        58,
    )
    assert settings.reader is not None and settings.reader.kind == "id-card"
    assert (settings.voice.volume, settings.witness) == (70, True)


def test_without_its_hub_it_goes_on_with_the_next_number_and_loses_no_request(left: tuple[Path, Known]) -> None:
    folder, known = left
    with closing(Outbox(folder / "outbox.sqlite3")) as outbox:
        waiting = outbox.pending()
        assert [entry.request_id for entry in waiting] == known.pending
        brought = [msgspec.json.decode(entry.body, type=JoinRequest).number for entry in waiting]
        assert brought == known.given[1:]
        link = SimulatedLink()
        link.at_ms = known.at_ms
        alone = Alone(link, outbox, folder)
        assert link.mirror.hall is not None and link.mirror.hall.name.zh == known.hall, "the hall as it was"
        taken = alone.take(IssueRequest(service=known.service))
        assert taken is not None, "it has numbers left"
        letter, last = known.given[-1][0], int(known.given[-1][1:])
        assert taken[0].number == f"{letter}{last + 1}"
        taken[1].result()


def test_no_paper_comes_twice(left: tuple[Path, Known]) -> None:
    folder, _ = left
    with closing(Spool(folder / "slips.sqlite3", lambda: MUCH_LATER_MS)) as spool:
        waiting, ended = spool.recover()
        assert not waiting, "whoever waited for it has gone"
        assert [(each.key, each.outcome) for each in ended] == [
            ("ticket-1", Unknown(Trouble.CRASHED)),
            ("ticket-2", NotPrinted(Trouble.LATE)),
        ]
        known = spool.put(SlipJob("ticket-0", "A500", bytes(200), 120))
        assert known is not None and known.outcome == Printed(near_end=False)


def test_it_bears_witness_as_it_did(left: tuple[Path, Known]) -> None:
    folder, known = left
    with closing(SqliteStore(folder / "witness.sqlite3")) as store:
        witness = Witness("kiosk:K1", store, lambda epoch: bytes(32))
        assert witness.seal(SEAL).anchor == known.anchor
        assert witness.answer(ASK).link == known.link
        other = witness.answer(msgspec.structs.replace(ASK, record="cd" * 32))
        assert (other.link, other.refused) == ("", "another-record")
