"""What the doctor says: every finding has words and a remedy in both languages, and programs can rely on its keys."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec
import pytest

from shared.catalogue import catalogue
from shared.cli import main
from shared.doctor import run as doctor
from shared.doctor.checks import CHECKS
from shared.doctor.checks.printer import SAID
from shared.doctor.finding import Finding, failed, passed, warned
from shared.doctor.machine import Machine
from shared.doctor.report import as_json, lines, worst

Said = pytest.CaptureFixture[str]
FACTS = {"role", "known", "remedy", "file", "wanted"}
"""What a finding may know without saying it in its first sentence."""
SOURCES = Path(doctor.__file__).parent
CODES = re.compile(r"\b(passed|warned|failed)\(\s*\"([a-z-]+)\"")


class Line(msgspec.Struct, forbid_unknown_fields=True):
    check: str
    code: str
    status: Literal["pass", "warn", "fail"]
    text: str
    remedy: str
    facts: dict[str, str | int]


class Report(msgspec.Struct, forbid_unknown_fields=True):
    """The promise of docs/technician.md."""

    version: Literal[1]
    result: Literal["pass", "warn", "fail"]
    checks: list[Line]


def found_in_source() -> set[tuple[str, str, str]]:
    """(check, status, code) of every finding that the checks can make."""
    found = set()
    for check in CHECKS:
        file = Path(SOURCES / "checks" / f"{type(check).__module__.rpartition('.')[2]}.py")
        found |= {(check.name, how, code) for how, code in CODES.findall(file.read_text())}
    found |= {("hub", "failed", code) for code in ("silent", "stranger", "revoked", "odd")}
    found |= {("hub", "passed", code) for code in ("paired", "paired-counter")}
    found |= {("settings", "passed", code) for code in ("read", "none")}
    found |= {("clock", "failed", code) for code in ("fast", "slow")}
    found |= {("printer", "failed", code) for code in (*SAID, "unsure")}
    return found | {("doctor", "failed", "broke")} | {("doctor", "passed", word) for word in ("pass", "warn", "fail")}


def test_every_finding_has_words_and_what_is_wrong_has_a_remedy() -> None:
    for check, how, code in found_in_source():
        assert f"doctor.{check}.{code}" in catalogue(), (check, code)
        assert how == "passed" or f"doctor.{check}.{code}-do" in catalogue(), (check, code)


def test_the_catalogue_says_nothing_that_no_check_finds() -> None:
    known = {f"doctor.{check}.{code}" for check, _, code in found_in_source()}
    said = {key.removesuffix("-do") for key in catalogue() if key.startswith("doctor.")}
    assert said <= known


def test_a_remedy_uses_only_facts_of_its_finding() -> None:
    for key, text in catalogue().items():
        if key.startswith("doctor.") and key.endswith("-do"):
            facts = set(re.findall(r"{(\w+)}", catalogue()[key.removesuffix("-do")].en)) | FACTS
            assert set(re.findall(r"{(\w+)}", text.en)) <= facts, key


def test_what_is_wrong_is_followed_by_what_to_do() -> None:
    out = failed("paper-out", address="tcp://printer:9100")
    assert lines("printer", out, "en") == [
        "FAIL  printer  the printer tcp://printer:9100 has no paper",
        "               → put in a new roll, close the cover, and run this again",
    ]
    assert lines("printer", out, "zh")[0] == "FAIL  printer  打印机 tcp://printer:9100 没有纸了"
    assert len(lines("printer", passed("ready", address="x"), "en")) == 1


def test_the_whole_is_as_bad_as_its_worst_line() -> None:
    fine, odd, bad = passed("ready"), warned("near-end"), failed("fault")
    assert [worst([]), worst([fine]), worst([odd, fine]), worst([fine, bad, odd])] == ["pass", "pass", "warn", "fail"]


def test_json_keeps_its_promise() -> None:
    found = [("printer", passed("ready", address="a")), ("lines", failed("denied", table="keypad", port="/dev/x"))]
    report = msgspec.json.decode(as_json(found, "en"), type=Report)
    assert report.result == "fail"
    assert report.checks[0] == Line("printer", "ready", "pass", "the printer a is ready", "", {"address": "a"})
    assert "dialout" in report.checks[1].remedy


class Broken:
    name = "disk"

    def look(self, machine: Machine) -> Iterator[Finding]:
        yield passed("fine", folder="/x", free="9 GB", sync_ms="0.1")
        raise RuntimeError("no such thing")


def test_a_check_that_breaks_is_told_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setattr(doctor, "CHECKS", (Broken(), *[check for check in CHECKS if check.name == "fonts"]))
    assert main(["doctor", "--json"]) == 1
    report = msgspec.json.decode(capsys.readouterr().out, type=Report)
    assert [line.check for line in report.checks][:3] == ["disk", "doctor", "fonts"]
    assert report.checks[1].text == "the check disk itself broke: RuntimeError: no such thing"


def test_only_the_checks_asked_for_are_made_in_the_reports_order(capsys: Said) -> None:
    assert main(["doctor", "--only", "fonts,user", "--json"]) == 0
    assert [line["check"] for line in json.loads(capsys.readouterr().out)["checks"]] == ["user", "fonts", "fonts"]


def test_a_check_that_there_is_not_is_wrong_usage(capsys: Said) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["doctor", "--only", "fonts,printers"])
    assert ended.value.code == 2
    assert "no check printers; there are user, disk," in capsys.readouterr().err


def test_no_screen_is_needed_to_ask() -> None:
    program = "import sys, shared.doctor.run; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], cwd=SOURCES.parents[1], check=False).returncode == 0


def test_checks_and_json_are_documented() -> None:
    text = (SOURCES.parents[1] / "docs/technician.md").read_text()
    for name in (
        *(check.name for check in CHECKS),
        *msgspec.structs.asdict(Report(1, "pass", [])),
        *Line.__struct_fields__,
    ):
        assert f"`{name}`" in text, name
