"""What terminals and hubs keep on disk, damaged, before what reads it: one of the parts of ``tests.fuzz.files``."""

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

from display.controllers import layout
from hardware.printer.spool import SlipJob, Spool
from shared.backup.archive import make, restore
from shared.backup.errors import BackupError
from shared.client.block import FILE as BLOCK
from shared.client.block import NumberBlock
from shared.client.errors import IdentityError
from shared.client.identity import FILE as IDENTITY
from shared.client.identity import Identity
from shared.client.identity import load as load_identity
from shared.client.identity import save as save_identity
from shared.client.outbox import Outbox
from shared.client.witness.port import Epoch, Seen
from shared.client.witness.sqlite import SqliteStore
from shared.client.witness.witness import Witness
from shared.hub.access.store import Store
from shared.hub.access.tls import ca_pem, server_context
from shared.hub.image import VERSION, Image, encode, load
from shared.journal.sqlite import SqliteJournal
from shared.protocol.answers import Block
from shared.protocol.messages import Seal
from shared.protocol.requests import JoinRequest
from shared.settings import FILE as SETTINGS
from shared.settings import SettingsError, load_usable
from shared.toml import TomlError
from tests.fuzz import damage
from tests.hall import EIGHT
from tests.unit.verify.small_day import small_day

TERMINAL = """\
language = "zh"
witness = true

[hub]
address = "192.168.1.10:7443"

[printer]
address = "tcp://192.168.1.50:9100"

[keypad]
port = "/dev/ttyUSB0"
profile = "callpad-ff68"
address = 3

[reader]
port = "/dev/ttyUSB1"

[voice]
volume = 80

[display]
zone = ["1", "2"]
inches = 55

[directions]
8 = "left"
"""
EPOCH = Epoch("yunxi", "2026-01-05", 1)


def settings(folder: Path, chance: random.Random) -> str:
    """A terminal's own settings: every mistake with its line and remedy, or devices set aside with theirs."""
    path = folder / SETTINGS
    path.write_bytes(_toml(TERMINAL, chance))
    try:
        _, aside = load_usable(folder)
    except SettingsError as error:
        assert all(flaw.what and flaw.remedy for flaw in error.flaws), error
        return "refused"
    assert all(flaw.what and flaw.remedy for flaws in aside.values() for flaw in flaws)
    return "devices left out" if aside else "taken"


def layouts(folder: Path, chance: random.Random) -> str:
    """A display's layout."""
    name = chance.choice(layout.built_in())
    path = folder / "own.toml"
    path.write_bytes(_toml(layout.file_of(name, folder).read_text(encoding="utf-8"), chance))
    try:
        layout.read(path)
    except TomlError as error:
        assert all(flaw.what and flaw.remedy for flaw in error.flaws), error
        return "refused"
    return "taken"


def outbox(folder: Path, chance: random.Random) -> str:
    """A kiosk's numbers and its outbox: it starts, and one that forgot what it gave gives nothing of that block."""
    _clear(folder)
    made = Outbox(folder / "outbox.sqlite3")
    tokens = tuple(f"260105-A{n}-TOKEN" for n in range(500, 550))
    NumberBlock(folder, made).keep(Block(day="2026-01-05", first=500, tokens={"A": tokens}))
    for n in range(3):
        join = JoinRequest(day="2026-01-05", number=f"A{500 + n}", taken_ms=EIGHT + n, service="a1")
        made.put(f"own-A{500 + n}", "join", join).result()
    made.close()
    _break(folder / chance.choice((BLOCK, "outbox.sqlite3")), chance)
    again = Outbox(folder / "outbox.sqlite3")
    try:
        given = NumberBlock(folder, again).take("A", "2026-01-05")
        aside = any(folder.glob("outbox.sqlite3.damaged-*"))
        assert not (aside and given), "a number that somebody may hold already"
        again.pending()
    finally:
        again.close()
    return "set aside" if aside else "goes on" if given else "wants another block"


def slips(folder: Path, chance: random.Random) -> str:
    """What a kiosk was printing: no paper comes twice, and it starts."""
    _clear(folder)
    spool = Spool(folder / "slips.sqlite3")
    for n in range(4):
        spool.put(SlipJob(f"ticket-{n}", f"A00{n}", bytes(200), 120))
    spool.sent("ticket-0")
    spool.close()
    _break(folder / "slips.sqlite3", chance)
    spool = Spool(folder / "slips.sqlite3")
    try:
        waiting, ended = spool.recover()
        spool.entries()
    finally:
        spool.close()
    assert len(waiting) + len(ended) <= 4
    return "set aside" if any(folder.glob("*.damaged-*")) else "goes on"


def witness(folder: Path, chance: random.Random) -> str:
    """A witness's chains: its link is the one that it promised, or it has none."""
    _clear(folder)
    store = SqliteStore(folder / "witness.sqlite3")
    store.make(EPOCH, bytes(32))
    store.answer(EPOCH, 4, "leaf", Seen())
    store.close()
    _break(folder / "witness.sqlite3", chance)
    store = SqliteStore(folder / "witness.sqlite3")
    try:
        answers = Witness("kiosk:K1", store, lambda epoch: bytes(32))
        answers.seal(Seal(hall=EPOCH.hall, day=EPOCH.day, epoch=1, algorithm="sha256"))
    except sqlite3.DatabaseError:
        return "silent, the keeper says why"
    finally:
        store.close()
    return "set aside" if any(folder.glob("*.damaged-*")) else "goes on"


def identity(folder: Path, chance: random.Random) -> str:
    """Who a terminal is."""
    _clear(folder)
    pem = _hub()[0]
    who = Identity(
        device_id="kiosk-1", key="k" * 43, role="kiosk", name="K1", counter="", hub_address="127.0.0.1:7443", ca_pem=pem
    )
    save_identity(who, folder)
    _break(folder / IDENTITY, chance)
    try:
        load_identity(folder)
    except IdentityError as error:
        assert str(folder) in str(error)
        return "refused"
    return "taken"


def backup(folder: Path, chance: random.Random) -> str:
    """A backup: it is restored whole, or nothing is."""
    _clear(folder)
    file = folder / "hall.backup"
    file.write_bytes(damage.of_bytes(_hub()[1], chance))
    try:
        restore(file, folder / "again", lambda done, total: None)
    except BackupError as error:
        assert str(file) in str(error)
        assert not (folder / "again").exists()
        assert not list(folder.glob(".restore-*"))
        return "refused"
    return "restored"


def snapshot(folder: Path, chance: random.Random) -> str:
    """A snapshot, its seal and all: it is used or passed over, and the hall is the same."""
    _clear(folder)
    (folder / "journal.db").write_bytes(_database())
    with closing(sqlite3.connect(folder / "journal.db")) as db:
        seq, seal, blob = db.execute("SELECT seq, seal, blob FROM snapshot").fetchone()
        row = [seq, seal, blob]
        at = chance.randrange(1, 3)
        row[at] = damage.of_bytes(row[at] if isinstance(row[at], bytes) else row[at].encode(), chance)
        db.execute("UPDATE snapshot SET seal = ?, blob = ?", row[1:])
        db.commit()
    with closing(SqliteJournal(folder / "journal.db")) as journal:
        found = load(journal)
    assert encode(found) == encode(_image())
    return "passed over"


KEPT: dict[str, Callable[[Path, random.Random], str]] = {
    "settings": settings, "layouts": layouts, "outbox": outbox, "slips": slips, "witness": witness,
    "identity": identity, "backup": backup, "snapshot": snapshot,
}  # fmt: skip


def _toml(whole: str, chance: random.Random) -> bytes:
    return damage.of_bytes(whole.encode(), chance) if chance.random() < 0.1 else damage.of_toml(whole, chance).encode()


def _break(path: Path, chance: random.Random) -> None:
    path.write_bytes(damage.of_bytes(path.read_bytes(), chance))


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


@cache
def _image() -> Image:
    image = Image()
    image.replay(enumerate(small_day().bodies, 1))
    return image


@cache
def _database() -> bytes:
    """As a stopped hub leaves it, with a snapshot in the middle."""
    bodies = small_day().bodies
    image = Image()
    image.replay(enumerate(bodies[:100], 1))
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "journal.db"
        with closing(SqliteJournal(path)) as journal:
            journal.append(journal.claim("hub").term, 0, bodies)
            journal.save_snapshot(100, VERSION, encode(image))
        return path.read_bytes()


@cache
def _hub() -> tuple[str, bytes]:
    """The authority and a backup of a small hub."""
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "hub"
        server_context(data / "keys")
        Store(data).close()
        (data / "journal.db").write_bytes(_database())
        make(data, Path(name) / "hall.backup", lambda done, total: None)
        return ca_pem(data / "keys"), (Path(name) / "hall.backup").read_bytes()
