"""Starting a terminal: what may be wrong, said in a sentence."""

import argparse
from pathlib import Path

import pytest

from shared.client import identity as identities
from shared.client.enrol import find_hub
from shared.client.errors import HubUnreachable
from shared.client.identity import Identity
from shared.hub.access.tls import ca_pem
from shared.ui import terminal


def arguments(role: str, *given: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    terminal.add_arguments(parser, role)
    return parser.parse_args([*given])


def pair_as(role: str, place: Path) -> None:
    """What pairing leaves behind."""
    ca = ca_pem(place / "ca")
    who = Identity(device_id="d1", key="k", role=role, name="one", counter="", hub_address="", ca_pem=ca)  # type: ignore[arg-type]
    identities.save(who, place)


def refused(capsys, *given: str) -> str:
    """What a kiosk with these arguments says before it gives up."""
    assert terminal.run_terminal(arguments("kiosk", *given), "kiosk", lambda here: pytest.fail("it ran")) == 1
    (line,) = capsys.readouterr().err.splitlines()
    return line


def test_an_unpaired_kiosk_says_how_to_pair(tmp_path: Path, capsys) -> None:
    assert "pair this terminal first" in refused(capsys, "--data", str(tmp_path))


def test_a_mistyped_token_is_said_before_anybody_is_asked(tmp_path: Path, capsys) -> None:
    assert "token" in refused(capsys, "--data", str(tmp_path), "--pair", "FH-NONSENSE")
    assert "token" in refused(capsys, "--data", str(tmp_path), "--pair", "FH-NONSENSE", "--hub", "127.0.0.1:1")


def test_no_hub_at_the_address(tmp_path: Path, capsys) -> None:
    token = "FH-" + "-".join(["AAAA"] * 8)
    said = refused(capsys, "--data", str(tmp_path), "--pair", token, "--hub", "127.0.0.1:1")
    assert "127.0.0.1:1" in said
    assert "check the address" in said


def test_wrong_settings_are_said_with_their_line(tmp_path: Path, capsys) -> None:
    (tmp_path / "terminal.toml").write_text('language = "zh"\nfullscren = true\n')
    assert "terminal.toml:2" in refused(capsys, "--data", str(tmp_path))


def test_a_counters_place_is_no_place_for_a_kiosk(tmp_path: Path, capsys) -> None:
    pair_as("counter", tmp_path)
    assert "belongs to a counter" in refused(capsys, "--data", str(tmp_path))


def test_an_unheard_hub_is_said(monkeypatch) -> None:
    with pytest.raises(HubUnreachable, match="--hub"):
        find_hub("FH-" + "-".join(["AAAA"] * 8), within_s=0.1)


def test_a_paired_kiosk_runs_with_its_link_and_outbox(tmp_path: Path, qapp) -> None:
    pair_as("kiosk", tmp_path)
    seen: list[terminal.Terminal] = []
    given = arguments("kiosk", "--data", str(tmp_path), "--no-fullscreen")
    assert terminal.run_terminal(given, "kiosk", seen.append) == 0
    (here,) = seen
    assert here.link.state == "searching"
    assert here.outbox is not None
    assert not here.fullscreen
