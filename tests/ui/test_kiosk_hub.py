"""A kiosk before a real hub: its own process, TLS, pairing, journal and all."""

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.alone import Alone
from kiosk.app import Kiosk
from kiosk.settings import KioskSettings
from shared.client.identity import trust
from shared.client.pairing import pair
from shared.ui.terminal import SCREENS, Terminal, add_arguments, run_terminal
from tests.integration.hubs import records

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every least size
FAIRHALL = [sys.executable, "-m", "shared.cli"]


class Hall:
    """A hub process with the sample hall."""

    def __init__(self, data: Path, port: str = "0") -> None:
        self.data = data
        listen = ["--listen", f"127.0.0.1:{port}", "--public", "127.0.0.1:0", "--no-discovery"]
        command = [*FAIRHALL, "hub", "--data", str(data), *listen]
        self.hub = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self.hub.stdout is not None
        up = next(match for line in self.hub.stdout if (match := re.search(r"up on port (\d+)", line)))
        self.address = f"127.0.0.1:{up[1]}"

    def token(self, role: str, name: str) -> str:
        made = subprocess.run(
            [*FAIRHALL, "pair", "--data", str(self.data), "--role", role, "--name", name],
            capture_output=True,
            text=True,
            check=True,
        )
        return re.search(r"FH(-[A-Z2-7]{4}){8}", made.stdout)[0]

    def open(self, *counters: str) -> None:
        """The manager opens these counters."""
        manager = pair(self.address, self.token("manager", "desk"))
        connection = http.client.HTTPSConnection(self.address, context=trust(manager.ca_pem))
        for counter in counters:
            headers = {"Authorization": manager.bearer, "Content-Type": "application/json"}
            headers["Idempotency-Key"] = f"open-counter-{counter}"
            connection.request("POST", f"/api/v1/counters/{counter}/open", b"{}", headers)
            answer = connection.getresponse()
            body = answer.read()
            assert answer.status == 200, body
        connection.close()

    def close(self) -> None:
        self.hub.terminate()
        self.hub.communicate(timeout=10)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path / "hub")
    yield hall
    hall.close()


def visible(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from visible(child)


def touch(kiosk: Kiosk, qtbot: QtBot, name: str) -> None:
    """Touch what is called so, once it is there and the page stands still."""
    found: list[QQuickItem] = []

    def there() -> None:
        found[:] = [item for item in visible(kiosk.window.contentItem()) if item.objectName() == name]
        assert len(found) == 1 and kiosk.desk.visit.settled

    qtbot.waitUntil(there, timeout=5_000)
    (item,) = found
    middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
    QTest.mouseClick(kiosk.window, Qt.MouseButton.LeftButton, pos=middle)


def test_paired_by_token_it_takes_a_ticket_and_outlives_the_hub(hall: Hall, tmp_path: Path, qtbot: QtBot) -> None:
    hall.open("1", "2", "3", "4")
    parser = argparse.ArgumentParser()
    add_arguments(parser, "kiosk")
    given = ["--data", str(tmp_path / "kiosk"), "--hub", hall.address, "--pair", hall.token("kiosk", "K1")]

    def visit(here: Terminal) -> None:
        kiosk = Kiosk(here.link, None, KioskSettings(settle_ms=20), here.outbox)
        kiosk.show()
        qtbot.waitUntil(lambda: kiosk.desk.visit.page == "home", timeout=10_000)
        group = next(iter(here.link.mirror.groups.values()))
        touch(kiosk, qtbot, f"tile-{group.id}")
        touch(kiosk, qtbot, f"tile-{group.services[0]}")
        touch(kiosk, qtbot, "kind-normal")
        qtbot.waitUntil(lambda: kiosk.desk.visit.answer is not None, timeout=5_000)
        answer = kiosk.desk.visit.answer
        assert answer.drawn is not None
        assert kiosk.desk.show.main.key == answer.main
        assert not here.outbox.pending()
        kiosk.desk.show.skip()
        kiosk.desk.show.skip()
        assert kiosk.desk.visit.page == "ticket"
        assert kiosk.desk.card.number == f"{group.letter}001"
        hall.hub.terminate()
        qtbot.waitUntil(lambda: here.link.state == "away", timeout=10_000)
        assert kiosk.desk.visit.page == "ticket", "the number stays on the screen"
        kiosk.desk.visit.leave()
        assert kiosk.desk.visit.page == "away"
        kiosk.close()

    assert run_terminal(parser.parse_args(given), "kiosk", visit) == 0
    assert json.loads((tmp_path / "kiosk" / "identity.json").read_text())["role"] == "kiosk"


def test_the_program_starts_and_ends_in_good_order(hall: Hall, tmp_path: Path) -> None:
    place = ["--data", str(tmp_path / "kiosk"), "--hub", hall.address]
    command = [*FAIRHALL, "kiosk", *place, "--pair", hall.token("kiosk", "K1"), "--no-fullscreen"]
    kiosk = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert kiosk.stderr is not None
    for line in kiosk.stderr:
        if "live with hall" in line:
            break
    kiosk.terminate()
    _, rest = kiosk.communicate(timeout=10)
    assert kiosk.returncode == 0, rest
    assert "Traceback" not in rest
    assert "qml" not in rest


def test_a_machine_without_a_screen_is_paired_over_ssh_and_says_what_is_missing(hall: Hall, tmp_path: Path) -> None:
    place = ["kiosk", "--data", str(tmp_path / "kiosk"), "--hub", hall.address]
    away = {name: value for name, value in os.environ.items() if name not in SCREENS}
    first = subprocess.run(
        [*FAIRHALL, *place, "--pair", "-"],
        input=f"{hall.token('kiosk', 'K1')}\n",
        env=away,
        capture_output=True,
        text=True,
        check=False,
    )
    assert first.returncode == 0, first.stderr
    assert first.stderr.startswith("Paired as K1.\nThere is no screen here: ")
    again = subprocess.run([*FAIRHALL, *place], env=away, capture_output=True, text=True, check=False)
    assert again.returncode == 1
    assert again.stderr.startswith("There is no screen here: ")


def test_the_hub_dies_the_kiosk_is_restarted_and_every_number_joins(hall: Hall, tmp_path: Path, qtbot: QtBot) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser, "kiosk")
    place = ["--data", str(tmp_path / "kiosk"), "--hub", hall.address]
    held: list[str] = []

    def take(here: Terminal) -> None:
        """One ticket; the kiosk is then shut without another word."""
        assert here.outbox is not None
        alone = Alone(here.link, here.outbox, here.data)
        kiosk = Kiosk(here.link, None, KioskSettings(settle_ms=20), here.outbox, alone=alone)
        with qtbot.waitExposed(kiosk.window):
            kiosk.show()
        try:
            qtbot.waitUntil(lambda: kiosk.desk.visit.page == "home", timeout=10_000)
            if not held:
                qtbot.waitUntil(lambda: (tmp_path / "kiosk" / "block.json").exists(), timeout=10_000)
                hall.hub.kill()
                qtbot.waitUntil(lambda: here.link.state != "live", timeout=10_000)
            group = next(iter(here.link.mirror.groups.values()))
            touch(kiosk, qtbot, f"tile-{group.id}")
            touch(kiosk, qtbot, f"tile-{group.services[0]}")
            touch(kiosk, qtbot, "kind-normal")
            qtbot.waitUntil(lambda: kiosk.desk.visit.page == "ticket", timeout=5_000)
            held.append(kiosk.desk.card.number)
        finally:
            kiosk.close()

    assert run_terminal(parser.parse_args([*place, "--pair", hall.token("kiosk", "K1")]), "kiosk", take) == 0
    assert run_terminal(parser.parse_args(place), "kiosk", take) == 0
    letter = held[0][0]
    assert held == [f"{letter}500", f"{letter}501"]

    back = Hall(hall.data, port=hall.address.rpartition(":")[2])

    def deliver(here: Terminal) -> None:
        box = here.outbox
        assert box is not None
        here.link.start()
        qtbot.waitUntil(lambda: not box.pending(), timeout=15_000)
        here.link.stop()

    assert run_terminal(parser.parse_args(place), "kiosk", deliver) == 0
    back.close()
    told = records(hall.data / "journal.db")
    issued = [record["data"] for record in told if record["type"] == "ticket-issued"]
    assert [data["number"] for data in issued] == held
    assert all(data["taken_ms"] > 0 for data in issued)
    hall.hub.wait(10)
