"""A desk before a real hub that dies in the middle of a service: its own process, TLS, pairing, journal and outbox."""

import argparse
import http.client
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter.app import Counter, add_arguments
from shared.client.identity import Identity, trust
from shared.client.pairing import pair
from shared.ui.terminal import Terminal, run_terminal
from tests.integration.hubs import HALL, PASSWORD, Child, records, token

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every least size
PATIENCE_MS = 20_000


class Hall:
    """A hub that comes back at the same port."""

    def __init__(self, data: Path) -> None:
        self.data = data
        data.mkdir()
        (data / "hall.toml").write_text(HALL, encoding="utf-8")
        with socket.create_server(("127.0.0.1", 0)) as door:
            self.address = f"127.0.0.1:{door.getsockname()[1]}"
        self.start()
        clerk = [sys.executable, "-m", "shared.cli", "clerk", "add", "0801", "王芳", "--data", str(data)]
        subprocess.run(clerk, input=PASSWORD + "\n", text=True, check=True, capture_output=True)
        self.manager: Identity = pair(self.address, token(data, "manager", "M1"))

    def start(self) -> None:
        self.hub = Child(self.data, "--listen", self.address, "--public", "127.0.0.1:0")

    def take(self) -> str:
        """Somebody takes a ticket; its number."""
        connection = http.client.HTTPSConnection(self.address, context=trust(self.manager.ca_pem))
        headers = {"Authorization": self.manager.bearer, "Content-Type": "application/json"}
        connection.request("POST", "/api/v1/tickets", b'{"service": "income"}', headers)
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return str(answer["number"])


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path / "hub")
    yield hall
    hall.hub.end()


def test_a_service_finished_while_the_hub_is_dead_is_in_its_record_once(
    hall: Hall, tmp_path: Path, qtbot: QtBot
) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    given = ["--data", str(tmp_path / "counter"), "--hub", hall.address]
    given += ["--pair", token(hall.data, "counter", "W1", "1"), "--no-fullscreen"]
    numbers: list[str] = []

    def shift(here: Terminal) -> None:
        counter = Counter(here.link, [], here.settings, (), here.outbox, here.data)
        window, session = counter.window, counter.session
        pressed_ms = [0]

        def until(state: str) -> None:
            qtbot.waitUntil(lambda: session.desk is not None and session.desk.state == state, timeout=PATIENCE_MS)

        def step(state: str) -> None:
            qtbot.waitUntil(lambda: here.link.now_ms() - pressed_ms[0] > 1_100, timeout=PATIENCE_MS)
            pressed_ms[0] = here.link.now_ms()
            QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_F9)
            until(state)

        counter.show()
        qtbot.waitUntil(lambda: session.desk is not None, timeout=PATIENCE_MS)
        session.sign_in("0801", PASSWORD)
        qtbot.waitUntil(lambda: bool(session.clerk), timeout=PATIENCE_MS)
        step("idle")
        numbers.append(hall.take())
        step("calling")
        step("serving")
        hall.hub.kill()
        qtbot.waitUntil(lambda: here.link.state == "away", timeout=PATIENCE_MS)
        step("serving")
        assert session.seen is not None
        assert session.seen.kept == numbers[0]
        assert here.outbox is not None
        assert [entry.name for entry in here.outbox.pending()] == ["finish"]
        hall.start()
        until("idle")
        qtbot.waitUntil(lambda: session.seen is not None and not session.seen.kept, timeout=PATIENCE_MS)
        numbers.append(hall.take())
        step("calling")
        assert session.desk is not None and session.desk.ticket is not None
        assert session.desk.ticket.number == numbers[1]
        counter.close()

    assert run_terminal(parser.parse_args(given), "counter", shift) == 0
    hall.hub.end()
    finished = [record for record in records(hall.hub.journal) if record["type"] == "service-finished"]
    assert len(finished) == 1
    assert finished[0]["by"] == "clerk:0801"
    hall.start()
