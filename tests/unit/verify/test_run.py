"""``fairhall verify`` as it is typed."""

import json
from pathlib import Path

import pytest

from shared.cli import main
from tests.unit.verify.recorded import forged, seq_of
from tests.unit.verify.small_day import small_day


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "record.jsonl"
    path.write_text("".join(f"{body}\n" for body in small_day().bodies), encoding="utf-8")
    return path


def test_a_sound_record(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(file)]) == 0
    out, err = capsys.readouterr()
    first, *rest = out.splitlines()
    head = small_day().image.prev
    records = len(small_day().bodies)
    assert first == f"{records} records, replayed by the rules, head {records} {head} (not signed)"
    assert "2026-01-06" in out
    assert "0804" in out
    assert "Evenness" in "".join(rest)
    assert "Groups F: one common line (fifo); no lot, and not resistant to clerk timing." in out
    assert err == ""


def test_a_file_that_is_no_record_gets_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("Dear hall,\nthank you.\n" * 20, encoding="utf-8")
    assert main(["verify", str(other)]) == 1
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert err.startswith(f"{other}: no line of it is a record: give a published day")


def test_the_verdict_alone(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--brief", str(file)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_a_wrong_record_is_named_on_stderr(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bodies = small_day().bodies
    seq = seq_of(bodies, "draw-resolved", 5)
    bodies = forged(bodies, seq, lambda record: record["data"].update(lot="00" * 32))
    file.write_text("".join(f"{body}\n" for body in bodies), encoding="utf-8")
    assert main(["verify", "--brief", str(file)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    problem, verdict = err.splitlines()
    assert problem.startswith(f"{file}: record {seq}: the smallest lot of draw 5 wins: expected lot ")
    assert problem.endswith(f"found lot {'00' * 32}")
    assert verdict.startswith(f"1 of {len(bodies)} records are wrong")


def test_the_whole_report_as_json(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--brief", "--json", str(tmp_path / "report.json"), str(file)]) == 0
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["sound"] is True
    assert report["head"] == {"seq": len(small_day().bodies), "leaf": small_day().image.prev, "signed_by": []}
    assert report["audit"]["overrides"]["windows_inherited"] == 1
    assert report["audit"]["evenness"]["false_alarm"] == 0.01
    assert {clerk["clerk"] for clerk in report["audit"]["clerks"]} == {"0801", "0802", "0803", "0804"}


def test_a_head_noted_earlier(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--brief", str(file), "--pin", small_day().image.prev]) == 0
    assert main(["verify", "--brief", str(file), "--pin", "ab" * 32]) == 1
    assert "a leaf noted elsewhere must be here" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "\n", "hello\n"])
def test_no_record_at_all(file: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(text)
    assert main(["verify", "--brief", str(file)]) == 1
    assert "record" in capsys.readouterr().err


def test_nothing_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path / "no")]) == 1
    assert capsys.readouterr().err == f"{tmp_path / 'no'}: No such file or directory: check the name and your rights\n"
    assert main(["verify", str(tmp_path), "--brief"]) == 1
    assert "holds no record.jsonl, no journal.db and no" in capsys.readouterr().err
