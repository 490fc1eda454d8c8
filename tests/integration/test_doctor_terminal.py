"""A technician asks the doctor about a terminal: its way to the hub, its clock, fonts, settings and voice."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from shared.client import identity
from shared.clock import SystemClock
from tests.integration.clinic import NOWHERE, Doctor, doctor, hub, kiosk, paired
from tests.integration.fakehub import Authority, FakeHub
from tests.integration.hubs import ROOT, Child

__all__ = ["doctor", "hub"]


def test_a_paired_terminal_meets_its_hub_and_is_warned_that_it_is_not_heard(
    hub: Child, doctor: Doctor, tmp_path: Path
) -> None:
    display = paired(hub, tmp_path / "d", "D1")
    found = doctor(display, "hub,clock")
    assert [(line.code, line.status) for line in found] == [
        ("paired", "pass"), ("met", "pass"), ("not-heard", "warn"), ("right", "pass"),
    ]  # fmt: skip
    assert doctor.exit == 0
    assert found[1].facts["address"] == hub.address and int(found[1].facts["took_ms"]) < 3_000
    assert abs(int(found[3].facts["offset_ms"])) < 1_000


def test_a_displays_own_layout_is_looked_through_and_no_window_is_told_where_there_is_none(
    hub: Child, doctor: Doctor, tmp_path: Path
) -> None:
    display = paired(hub, tmp_path / "d", "D3", '[display]\nlayout = "mine.toml"\n')
    (display / "mine.toml").write_text('[[part]]\nkind = "nwo"\nat = [0, 0, 1920, 400]\n', encoding="utf-8")
    flaw = next(line for line in doctor(display, "settings") if line.code == "flaw")
    assert (flaw.status, flaw.facts["file"], flaw.facts["line"]) == ("fail", str(display / "mine.toml"), 2)
    assert flaw.remedy.startswith('write "head"')
    (display / "mine.toml").write_text('[[part]]\nkind = "now"\nat = [0, 0, 1920, 400]\n', encoding="utf-8")
    found = doctor(display, "settings,hub")
    assert [(line.code, line.status) for line in found][:2] == [("read", "pass"), ("layout", "pass")]
    assert next(line for line in found if line.code == "paired").text == "paired as D3 (display)"


def test_counters_that_the_hall_has_not_are_told(hub: Child, doctor: Doctor, tmp_path: Path) -> None:
    display = paired(hub, tmp_path / "d", "D2", '[voice]\nzone = ["1", "31"]\n[directions]\n2 = "left"\n32 = "up"\n')
    found = doctor(display, "settings")
    assert [(line.code, line.facts.get("counter")) for line in found] == [
        ("read", None), ("stranger", "31"), ("stranger", "32"),
    ]  # fmt: skip
    assert found[1].remedy.startswith("choose among 1, 2, 3")


def test_an_address_that_is_wrong_is_told_also_where_another_is_right(
    hub: Child, doctor: Doctor, tmp_path: Path
) -> None:
    display = paired(hub, tmp_path / "d", "D3", f'[hub]\naddress = "{NOWHERE}"\n')
    found = {line.code: line for line in doctor(display, "hub")}
    assert found["met"].status == "pass"
    assert (found["silent"].status, doctor.exit) == ("warn", 0)
    assert NOWHERE in found["silent"].text


def test_a_hub_that_is_nowhere_fails(hub: Child, doctor: Doctor, tmp_path: Path) -> None:
    display = paired(hub, tmp_path / "d", "D4")
    found = doctor(display, "hub,clock", "--hub", NOWHERE)
    assert [(line.code, line.status) for line in found] == [("paired", "pass"), ("silent", "fail"), ("nowhere", "fail")]
    assert doctor.exit == 1


def test_a_revoked_terminal_is_told_to_pair_again(hub: Child, doctor: Doctor, tmp_path: Path) -> None:
    display = paired(hub, tmp_path / "d", "D5")
    who = identity.load(display)
    identity.save(msgspec.structs.replace(who, key="not-its-key"), display)
    found = {line.code: line for line in doctor(display, "hub")}
    assert found["revoked"].status == "fail" and "pair it again" in found["revoked"].remedy


@pytest.fixture
def other(tmp_path: Path) -> Iterator[FakeHub]:
    hub = FakeHub(Authority(tmp_path / "other"))
    hub.start()
    yield hub
    hub.shut()


def test_another_hub_at_the_address_is_a_stranger(hub: Child, other: FakeHub, doctor: Doctor, tmp_path: Path) -> None:
    display = paired(hub, tmp_path / "d", "D6")
    found = {line.code: line for line in doctor(display, "hub", "--hub", other.address)}
    assert found["stranger"].status == "fail" and other.address in found["stranger"].text


@pytest.mark.parametrize(
    ("ahead_s", "code", "status"),
    [(0.0, "right", "pass"), (-30.0, "fast", "warn"), (30.0, "slow", "warn"), (-7200.0, "fast", "fail")],
)
def test_a_clock_that_is_off_is_told_with_direction_and_size(
    other: FakeHub, doctor: Doctor, tmp_path: Path, ahead_s: float, code: str, status: str
) -> None:
    """``ahead_s``: the hub's clock against ours."""
    identity.save(other.authority.identity(other.address), tmp_path / "k")
    other.now_ms = SystemClock().now_ms() + round(ahead_s * 1000)
    (line,) = doctor(tmp_path / "k", "clock")
    assert (line.code, line.status) == (code, status)
    assert abs(int(line.facts["offset_ms"]) + ahead_s * 1000) < 1_500


def test_a_hub_that_talks_nonsense_is_odd(other: FakeHub, doctor: Doctor, tmp_path: Path) -> None:
    identity.save(other.authority.identity(other.address), tmp_path / "k")
    other.close_code = 4000
    found = {line.code: line for line in doctor(tmp_path / "k", "hub")}
    assert found["odd"].status == "fail" and "4000" in found["odd"].text


@pytest.mark.parametrize(("content", "code"), [(None, "unpaired"), ("{", "damaged")])
def test_a_terminal_that_does_not_know_who_it_is(
    doctor: Doctor, tmp_path: Path, content: str | None, code: str
) -> None:
    if content is not None:
        (tmp_path / "identity.json").write_text(content)
    (line,) = doctor(tmp_path, "hub")
    assert (line.code, line.status) == (code, "fail")
    assert "pair" in line.remedy


def test_every_mistake_of_the_settings_is_told(doctor: Doctor, tmp_path: Path) -> None:
    found = doctor(kiosk(tmp_path, '[voice]\nvolume = 101\n[printer]\naddress = "paper"\n'), "settings,printer")
    assert [(line.check, line.code, line.facts["line"]) for line in found] == [
        ("settings", "flaw", 2), ("settings", "flaw", 4),
    ]  # fmt: skip


@pytest.mark.skipif(not shutil.which("fc-list"), reason="fontconfig is not installed")
def test_a_machine_without_a_chinese_font_is_told_which_package(
    doctor: Doctor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert doctor(tmp_path, "fonts")[-1].code == "chinese"
    (tmp_path / "fonts.conf").write_text('<?xml version="1.0"?><fontconfig></fontconfig>')
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    found = doctor(tmp_path, "fonts")
    assert [(line.code, line.status) for line in found] == [("signs", "pass"), ("no-chinese", "fail")]
    assert "fonts-noto-cjk" in found[1].remedy


def test_a_machine_without_espeak_is_told(doctor: Doctor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("espeak-ng"):
        assert [line.code for line in doctor(tmp_path, "voice")] == ["espeak"]
    (tmp_path / "voice/zh").mkdir(parents=True)
    (tmp_path / "voice/zh/0.wav").write_bytes(b"music")
    monkeypatch.setenv("PATH", str(tmp_path))
    found = doctor(tmp_path, "voice")
    assert [(line.code, line.status) for line in found] == [("clip", "warn"), ("no-espeak", "warn")]


def test_audio_is_told_without_a_word_of_qt(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "shared.cli", "doctor", "--only", "audio", "--data", str(tmp_path), "--language", "zh"],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "声音输出" in done.stdout
    assert not done.stderr
