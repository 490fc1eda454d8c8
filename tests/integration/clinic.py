"""The doctor and its patients: a real hub, terminals paired with it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from shared.cli import main
from shared.client import identity
from shared.client.pairing import pair
from shared.doctor import meeting
from tests.integration.hubs import Child, token

Said = pytest.CaptureFixture[str]
NOWHERE = "127.0.0.1:9"


@dataclass
class Line:
    check: str
    code: str
    status: str
    text: str
    remedy: str
    facts: dict[str, str | int]


class Doctor:
    """Asks, and reads the JSON report."""

    def __init__(self, capsys: Said) -> None:
        self._capsys = capsys
        self.exit = -1

    def __call__(self, data: Path, only: str, *options: str) -> list[Line]:
        self.exit = main(["doctor", "--json", "--data", str(data), "--only", only, *options])
        return [Line(**line) for line in json.loads(self._capsys.readouterr().out)["checks"]]


@pytest.fixture
def doctor(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> Doctor:
    monkeypatch.setattr(meeting, "HEAR_S", 0.1)  # no hub here is on the air
    return Doctor(capsys)


def kiosk(folder: Path, settings: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "terminal.toml").write_text(settings, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    child = Child(tmp_path_factory.mktemp("hub") / "data")
    yield child
    child.end()


def paired(hub: Child, folder: Path, name: str, settings: str = "") -> Path:
    who = pair(hub.address, token(hub.data, "display", name))
    identity.save(who, folder)
    return kiosk(folder, settings) if settings else folder
