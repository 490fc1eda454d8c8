"""Every command, setting, event, route, message, row, request and refusal is documented; every link leads somewhere."""

import re
from pathlib import Path

import msgspec
import pytest

from counter.controllers.padkeys import PAD_KEYS
from hardware.keypad.checks import CHECKS
from hardware.keypad.profile import shipped
from hardware.keypad.tables import FRAME_KEYS, PORT_VALUES
from shared.cli import ACCESS, BACKUP, PARTS
from shared.hall.config import Counter, Group, HallConfig, Hours, Rules, Service
from shared.hall.events import AnyEvent
from shared.hall.refusals import CODES
from shared.hub.http.routes import ROUTES
from shared.protocol.messages import FromHub, FromTerminal
from shared.protocol.requests import REQUESTS
from shared.protocol.rows import AnyRow
from shared.settings import Board, Hub, Keypad, Printer, Reader, Screen, Settings, Voice

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")]


def tags(union: object) -> set[str]:
    return {kind.__struct_config__.tag for kind in union.__args__}  # type: ignore[attr-defined]


def undocumented(page: str, names: set[str]) -> set[str]:
    text = (DOCS / page).read_text()
    return {name for name in names if f"`{name}`" not in text}


def test_commands() -> None:
    assert not undocumented("technician.md", {f"fairhall {name}" for name in (*PARTS, *ACCESS, *BACKUP)})


def test_events() -> None:
    assert not undocumented("journal.md", tags(AnyEvent))


def test_every_field_of_every_event() -> None:
    lines = (DOCS / "journal.md").read_text().splitlines()
    for kind in AnyEvent.__args__:  # type: ignore[attr-defined]
        (line,) = [line for line in lines if line.startswith(f"| `{kind.__struct_config__.tag}` |")]
        assert {field.name for field in msgspec.structs.fields(kind)} <= set(re.findall(r"`(\w+)`", line)), kind


def test_routes() -> None:
    assert not undocumented("protocol.md", {f"{route.method} {route.path}" for route in ROUTES})


def test_messages_rows_requests_and_refusals() -> None:
    names = tags(FromTerminal) | tags(FromHub) | tags(AnyRow) | set(REQUESTS) | set(CODES)
    assert not undocumented("protocol.md", names)


@pytest.mark.parametrize(
    "table", [Settings, Hub, Printer, Keypad, Board, Reader, Voice, Screen, Rules, Group, Service, Counter]
)
def test_settings(table: type[msgspec.Struct]) -> None:
    tables = {"hub", "printer", "keypad", "pad", "board", "reader", "voice", "sounds", "display", "directions"}
    text = (DOCS / "settings.md").read_text()
    for field in msgspec.structs.fields(table):
        wanted = f"[{field.name}]" if field.name in tables and table is Settings else field.name
        assert f"`{wanted}`" in text, (table, wanted)


def test_profiles_checks_and_the_names_of_keys() -> None:
    text = (DOCS / "drivers.md").read_text()
    assert not [name for name in shipped() if name not in text]
    assert not undocumented("drivers.md", {*CHECKS, *PAD_KEYS, *FRAME_KEYS, *PORT_VALUES})


def test_the_halls_own_keys() -> None:
    text = (DOCS / "settings.md").read_text()
    for field in msgspec.structs.fields(HallConfig):
        if field.name not in ("groups", "services", "counters", "rules"):
            assert f"`{field.name}`" in text or f"`[{field.name}" in text, field.name
    assert {"open_minute", "close_minute", "weekdays", "closed"} == {
        field.name for field in msgspec.structs.fields(Hours)
    }
    assert "`open`, `close`, `weekdays`" in text and "`closed`, `closed_en`" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_pictures_exist(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text()):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_decisions_are_numbered_one_by_one() -> None:
    pages = sorted((DOCS / "adr").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == [*range(1, len(pages) + 1)]
    assert all(page.read_text(encoding="utf-8").startswith(f"# {n}. ") for n, page in enumerate(pages, 1))
