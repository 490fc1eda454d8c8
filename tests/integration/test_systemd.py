"""What the service manager hears of a hub and its terminals, and the units that come along."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import PySide6
import pytest

from shared.client.identity import save, trust
from shared.client.pairing import pair
from shared.hub.access.tls import ca_fingerprint
from shared.systemd import OFTEN_S, Systemd
from tests.integration.hubs import HALL, ROOT, Child, token

UNITS = sorted((ROOT / "packaging" / "systemd").glob("*.service"))


class Manager:
    """The other end of ``NOTIFY_SOCKET``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.line.bind(str(path))
        self.line.settimeout(30)

    def environment(self, watchdog_usec: int = 300_000) -> dict[str, str]:
        return {"NOTIFY_SOCKET": str(self.path), "WATCHDOG_USEC": str(watchdog_usec)}

    def forgets(self) -> None:
        """All that has been said so far."""
        self.line.settimeout(0)
        with suppress(BlockingIOError):
            while self.line.recv(4096):
                pass
        self.line.settimeout(30)

    def hears(self, wanted: str) -> str:
        """The first datagram with this in it."""
        while True:
            said = self.line.recv(4096).decode()
            if wanted in said:
                return said


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[Manager]:
    there = Manager(tmp_path / "notify")
    yield there
    there.line.close()


def test_the_hub_says_ready_when_it_is_up_alive_while_it_turns_and_how_it_goes(
    tmp_path: Path, manager: Manager
) -> None:
    hub = Child(tmp_path / "hub", environment=manager.environment())
    assert "STATUS=seq " in manager.hears("READY=1")
    for _ in range(3):
        manager.hears("WATCHDOG=1")
    assert hub.end() == 0
    manager.hears("STOPPING=1")


def test_a_hub_that_cannot_start_never_says_ready(tmp_path: Path, manager: Manager) -> None:
    (tmp_path / "hub").mkdir()
    (tmp_path / "hub" / "hall.toml").write_text("id = 1")
    command = [sys.executable, "-m", "shared.cli", "hub", "--data", str(tmp_path / "hub")]
    ended = subprocess.run(command, cwd=ROOT, env=os.environ | manager.environment(), capture_output=True, check=False)
    assert ended.returncode == 1
    manager.line.settimeout(0)
    with pytest.raises(BlockingIOError):
        manager.line.recv(4096)


@pytest.mark.parametrize("role", ["display", "witness"])
def test_a_terminal_says_ready_and_alive_though_its_hub_is_away(tmp_path: Path, manager: Manager, role: str) -> None:
    hub = Child(tmp_path / "hub")
    assert ca_fingerprint(hub.data / "keys")
    save(pair(hub.address, token(hub.data, role, "D1")), tmp_path / "terminal")  # type: ignore[arg-type]
    hub.end()
    around = os.environ | manager.environment() | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    command = [sys.executable, "-m", "shared.cli", role, "--data", str(tmp_path / "terminal")]
    with subprocess.Popen(command, cwd=ROOT, env=around, stderr=subprocess.DEVNULL) as terminal:
        try:
            assert "STATUS=hub: " in manager.hears("READY=1")
            manager.hears("WATCHDOG=1")
        finally:
            terminal.terminate()
        assert terminal.wait(20) == 0


def test_where_nobody_listens_nothing_is_said_and_nothing_breaks(tmp_path: Path) -> None:
    for environment in ({}, {"NOTIFY_SOCKET": str(tmp_path / "none")}, {"NOTIFY_SOCKET": "@none"}):
        quiet = Systemd(environment)
        quiet.ready("up")
        quiet.alive("up")
        quiet.stopping()
    assert Systemd({"WATCHDOG_USEC": "30000000"}).every_s == OFTEN_S
    assert Systemd({"WATCHDOG_USEC": "3000000"}).every_s == 1.0
    assert Systemd({"WATCHDOG_USEC": "nonsense"}).every_s == OFTEN_S
    assert Systemd({"WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "1"}).every_s == OFTEN_S, "meant for another process"


def test_an_abstract_address_is_understood(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(f"\0{tmp_path}")
        line.settimeout(10)
        Systemd({"NOTIFY_SOCKET": f"@{tmp_path}"}).ready("two\nlines")
        assert line.recv(4096) == b"READY=1\nSTATUS=two lines\nWATCHDOG=1"


def test_what_systemd_was_too_busy_to_hear_is_said_again(manager: Manager) -> None:
    systemd = Systemd(manager.environment())
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as others, suppress(BlockingIOError):
        others.setblocking(False)
        while True:
            others.sendto(b"of another service", str(manager.path))
    systemd.ready("up")
    systemd.alive("up")
    manager.forgets()
    systemd.alive("up")
    assert manager.hears("READY=1") == "READY=1\nSTATUS=up\nWATCHDOG=1"
    systemd.alive("up")
    assert manager.hears("WATCHDOG=1") == "WATCHDOG=1"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze (Debian package systemd)")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_takes_the_unit(unit: Path, tmp_path: Path) -> None:
    program = tmp_path / "fairhall"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    here = tmp_path / unit.name
    text = unit.read_text().replace("/usr/bin/cage -- ", "")
    here.write_text(text.replace("/opt/fairhall/.venv/bin/fairhall", str(program)))
    ended = subprocess.run(["systemd-analyze", "verify", str(here)], capture_output=True, text=True, check=False)
    assert unit.name not in ended.stderr, ended.stderr


def test_every_unit_says_what_the_programs_need() -> None:
    assert {unit.stem for unit in UNITS} == {f"fairhall-{role}" for role in ("hub", "kiosk", "counter", "display")}
    for unit in UNITS:
        lines = set(unit.read_text().splitlines())
        assert {"Type=notify", "WatchdogSec=30", "Restart=always", "NoNewPrivileges=yes", "UMask=0077"} <= lines
        assert "ProtectSystem=strict" in lines
        assert any(line.startswith("StateDirectory=") for line in lines), "the one place it may write"
        if unit.stem != "fairhall-hub":
            assert "NotifyAccess=all" in lines, "the program says that it lives, not the compositor that shows it"
            assert any(line.startswith("Environment=QT_QPA_PLATFORM=wayland ") for line in lines)


@pytest.mark.parametrize(
    "plugin", ["platforms/libqwayland.so", "platforms/libqxcb.so", "multimedia/libffmpegmediaplugin.so"]
)
def test_qt_finds_here_what_screens_and_sound_load(plugin: str) -> None:
    file = Path(PySide6.__file__).parent / "Qt" / "plugins" / plugin
    told = subprocess.run(["ldd", str(file)], capture_output=True, text=True, check=True).stdout
    assert [line for line in told.splitlines() if "not found" in line] == []


def test_a_hub_that_hangs_says_nothing_so_that_it_is_ended(tmp_path: Path, manager: Manager) -> None:
    hub = Child(tmp_path / "hub", environment=manager.environment())
    manager.hears("WATCHDOG=1")
    hub.process.send_signal(signal.SIGSTOP)
    manager.line.settimeout(1.5)  # five times what it was given
    with pytest.raises(TimeoutError):
        for _ in range(1000):
            manager.line.recv(4096)
    hub.process.send_signal(signal.SIGCONT)
    manager.line.settimeout(30)
    manager.hears("WATCHDOG=1")
    assert hub.end() == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "hub"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=80m", "none", str(disk)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("needs root to mount a small disk")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_full_disk_is_told_to_whoever_looks_and_so_is_its_end(
    tmp_path: Path, small_disk: Path, manager: Manager
) -> None:
    (small_disk / "hall.toml").write_text(HALL, encoding="utf-8")
    hub = Child(small_disk, environment=manager.environment())
    kiosk = pair(hub.address, token(hub.data, "kiosk", "K1"))

    def ask(path: str, body: bytes | None = None) -> tuple[int, str]:
        request = Request(f"https://{hub.address}{path}", body, {"Authorization": kiosk.bearer} if body else {})
        try:
            with urlopen(request, context=trust(kiosk.ca_pem), timeout=20) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def ticket() -> tuple[int, str]:
        return ask("/api/v1/tickets", b'{"service": "income"}')

    def told(name: str) -> float:
        return float(next(line.split()[-1] for line in ask("/metrics")[1].splitlines() if line.startswith(f"{name} ")))

    assert ticket()[0] == 201
    assert (ask("/healthz")[0], told("fairhall_fault"), told('fairhall_health{check="disk"}')) == (200, 0, 1)
    filler = small_disk / "films"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1 << 16))
    while (answer := ticket())[0] == 201:
        pass
    assert (answer[0], "disk is full" in answer[1]) == (503, True), answer
    assert "FAULT, commands are refused" in manager.hears("STATUS=FAULT")
    assert ask("/healthz")[0] == 503
    assert (told("fairhall_fault"), told('fairhall_health{check="journal"}')) == (1, 2)
    assert told('fairhall_health{check="disk"}') == 2
    page = ask("/operator")[1]
    assert "disk is full" in page and "make room" in page
    assert "ERROR hub fairhall.hub.service: the journal could not be written" in hub.log
    filler.unlink()
    manager.hears("STATUS=seq ")
    assert (ticket()[0], ask("/healthz")[0], told("fairhall_fault")) == (201, 200, 0)
    assert "commands are taken again" in hub.log
    assert hub.end() == 0
