"""What an administrator types beside a running hub."""

import argparse
import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from shared.hub.access import commands
from shared.hub.access.clerks import Clerks
from shared.hub.access.registry import Registry
from shared.hub.access.store import Store
from shared.hub.access.tls import ca_fingerprint
from shared.hub.errors import NotAllowed
from shared.hub.hallfile.sample import write_sample
from shared.protocol.pairing import parse_token


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data directory of a running hub."""
    write_sample(tmp_path / "hall.toml")
    return tmp_path


@pytest.fixture
def hub(data: Path) -> Iterator[Store]:
    """The hub's own connection, open all the while."""
    store = Store(data)
    yield store
    store.close()


def fairhall(data: Path, *words: str, out: io.TextIOWrapper | None = None) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    commands.add_arguments(parser.add_subparsers(), data)
    page, err = io.StringIO(), io.StringIO()
    code = commands.run(parser.parse_args(words), out or page, err)
    return code, page.getvalue(), err.getvalue()


def scanned(page: str) -> str:
    """What a scanner reads off a dark screen: each letter is two modules, one above the other, lit ones light. OpenCV's
    other reader misses about one random code in a hundred.
    """
    lines = [line for line in page.splitlines() if line and set(line) <= set("█▀▄\xa0")]
    rows = [[letter in lit for letter in line] for line in lines for lit in ("█▀", "█▄")]
    dots = np.kron(np.array(rows, dtype=np.uint8) * 255, np.ones((8, 8), dtype=np.uint8))
    return cv2.QRCodeDetectorAruco().detectAndDecode(np.pad(dots, 40, constant_values=255))[0]


def test_a_pairing_token_is_printed_with_its_code_and_works(data: Path, hub: Store) -> None:
    code, out, err = fairhall(data, "pair", "--role", "counter", "--name", "desk", "--counter", "3")
    assert (code, err) == (0, "")
    token = out.split()[0]
    prefix, secret = parse_token(token)
    fingerprint = ca_fingerprint(data / "keys")
    assert prefix == fingerprint[:10]
    assert "within 15 minutes; it works once" in out
    assert scanned(out) == token
    registry = Registry(hub, fingerprint)
    device = registry.authenticate(registry.redeem(secret).bearer)
    assert device is not None
    assert (device.role, device.name, device.counter) == ("counter", "desk", "3")


def test_a_terminal_without_block_letters_gets_the_token_only(data: Path, hub: Store) -> None:
    raw = io.BytesIO()
    page = io.TextIOWrapper(raw, encoding="ascii")
    assert fairhall(data, "pair", "--role", "kiosk", "--name", "door", out=page)[0] == 0
    page.flush()
    assert raw.getvalue().strip().startswith(b"FH-")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--role", "counter", "--name", "x", "--counter", "13"),
            "the hall file has no counter 13: choose one of 1, 2",
        ),
        (("--role", "counter", "--name", "x"), "a counter device needs the id of its window"),
        (("--role", "kiosk", "--name", "x", "--counter", "3"), "a kiosk has no window of its own"),
        (("--role", "kiosk", "--name", ""), "a device's name has 1 to 40 characters"),
    ],
)
def test_a_slip_pairs_nothing_and_says_why(data: Path, hub: Store, words: tuple[str, ...], said: str) -> None:
    code, out, err = fairhall(data, "pair", *words)
    assert (code, out) == (1, "")
    assert err.startswith(said)
    assert err.count("\n") == 1


def test_pairing_goes_on_while_the_hall_file_is_broken(data: Path, hub: Store) -> None:
    (data / "hall.toml").write_text("[[")
    assert fairhall(data, "pair", "--role", "counter", "--name", "x", "--counter", "3")[0] == 0


def test_a_wrong_directory_makes_no_second_hub(tmp_path: Path) -> None:
    code, _, err = fairhall(tmp_path / "typo", "pair", "--role", "kiosk", "--name", "door")
    assert code == 1
    assert err.startswith(f"no hub has started in {tmp_path / 'typo'}: ")
    assert not (tmp_path / "typo").exists()


def test_an_unknown_role_is_wrong_usage(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        fairhall(data, "pair", "--role", "root", "--name", "x")
    assert caught.value.code == 2
    assert "root" in capsys.readouterr().err


def test_devices_are_listed_and_revoked(data: Path, hub: Store) -> None:
    registry = Registry(hub, ca_fingerprint(data / "keys"))
    key = registry.redeem(parse_token(registry.make_token("counter", "三号窗口", "3"))[1])
    assert f"{key.device_id}  counter  3  三号窗口  paired 20" in fairhall(data, "device", "list")[1]
    assert fairhall(data, "device", "revoke", key.device_id) == (0, f"{key.device_id} is revoked.\n", "")
    assert registry.authenticate(key.bearer) is None
    assert "  revoked 20" in fairhall(data, "device", "list")[1]
    code, _, err = fairhall(data, "device", "revoke", key.device_id)
    assert (code, err) == (1, f"no paired device has the id {key.device_id}: see fairhall device list\n")


def test_a_clerk_lives_from_add_to_disable(data: Path, hub: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    clerks = Clerks(hub)
    monkeypatch.setattr(sys, "stdin", io.StringIO("correct horse\n"))
    assert fairhall(data, "clerk", "add", "0231", "王小明") == (0, "王小明 may sign in as 0231.\n", "")
    assert clerks.sign_in("0231", "correct horse", "desk").name == "王小明"
    monkeypatch.setattr(sys, "stdin", io.StringIO("battery staple\r\n"))
    assert fairhall(data, "clerk", "password", "0231")[0] == 0
    assert clerks.sign_in("0231", "battery staple", "desk").name == "王小明"
    assert fairhall(data, "clerk", "disable", "0231") == (0, "0231 may not sign in any more.\n", "")
    assert "0231  王小明  disabled 20" in fairhall(data, "clerk", "list")[1]
    with pytest.raises(NotAllowed, match="clerk-disabled"):
        clerks.sign_in("0231", "battery staple", "desk")


def test_a_short_password_is_refused(data: Path, hub: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("1234"))
    assert fairhall(data, "clerk", "add", "0231", "王") == (1, "", "a password has 8 to 128 characters\n")
    assert fairhall(data, "clerk", "list") == (0, "", "")


def test_two_different_passwords_at_the_keyboard_change_nothing(
    data: Path, hub: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyboard = io.StringIO()
    monkeypatch.setattr(keyboard, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", keyboard)
    typed = iter(["correct horse", "correct house", "correct horse", "correct horse"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    assert fairhall(data, "clerk", "add", "0231", "王")[2] == "the two passwords differ: nothing has changed\n"
    assert fairhall(data, "clerk", "add", "0231", "王")[0] == 0


def test_another_process_pairs_while_the_hub_runs(data: Path, hub: Store) -> None:
    script = (
        "import argparse, pathlib, sys; from shared.hub.access import commands; p = argparse.ArgumentParser();"
        "commands.add_arguments(p.add_subparsers()); sys.exit(commands.run(p.parse_args()))"
    )
    words = ["pair", "--data", str(data), "--role", "display", "--name", "hall"]
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    registry = Registry(hub, ca_fingerprint(data / "keys"))
    key = registry.redeem(parse_token(done.stdout.split()[0])[1])
    assert registry.authenticate(key.bearer) is not None


def test_a_clerk_becomes_a_manager_and_is_none_again(data: Path, hub: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("correct horse\n"))
    added = fairhall(data, "clerk", "add", "--manager", "0900", "王芳")
    assert added == (0, "王芳 may sign in as 0900, also to the console.\n", "")
    assert fairhall(data, "clerk", "list")[1] == "0900  王芳  manager\n"
    ended = fairhall(data, "clerk", "manager", "0900", "--end")
    assert ended == (0, "0900 may not sign in to the manager's console any more.\n", "")
    assert fairhall(data, "clerk", "list")[1] == "0900  王芳\n"
    assert fairhall(data, "clerk", "manager", "0900")[1] == "0900 may sign in to the manager's console.\n"
    assert fairhall(data, "clerk", "manager", "0901") == (1, "", "there is no clerk 0901\n")
