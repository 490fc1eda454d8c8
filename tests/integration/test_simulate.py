"""``fairhall simulate``, and that its virtual hall waits as the real hub's does."""

import json
from pathlib import Path
from typing import Any

import pytest

from shared.cli import main
from tests.unit.replay.days import write_day

QUICK = ("--windows", "4", "--load", ".8", "--tickets", "400", "--seeds", "2")


def simulated(out: Path, *options: str) -> Any:
    assert main(["simulate", *options, "--json", str(out)]) == 0
    return json.loads(out.read_text())


def test_the_policies_stand_side_by_side_and_the_figures_can_be_repeated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = simulated(tmp_path / "one.json", *QUICK, "--tries", "20")
    shown = capsys.readouterr().out
    assert [row["policy"] for row in told["rows"]] == ["issue", "call", "fifo"]
    issue, call, fifo = told["rows"]
    assert fifo["ratio"] == 1.0 < issue["ratio"]
    assert issue["common_s"] == call["common_s"] == fifo["mean_s"]
    assert (issue["runs"], issue["tickets"]) == (2, 2 * 360)
    assert (issue["steering"]["bound"], call["steering"]["bound"]) == (0.5, 1.0)
    assert fifo["steering"]["met"] > 0.9
    assert "4 windows, load 0.8" in shown and "(0.50)" in shown
    assert simulated(tmp_path / "two.json", *QUICK, "--tries", "20") == told


def test_one_policy_is_still_held_against_the_common_line_and_rules_can_be_tried(tmp_path: Path) -> None:
    (six,) = simulated(tmp_path / "six", *QUICK, "--tries", "0", "--policy", "issue")["rows"]
    told = simulated(tmp_path / "one", *QUICK, "--tries", "0", "--policy", "issue", "--rule", "named=1")
    assert (six["steering"], told["rules"]) == (None, {"named": 1})
    assert six["common_s"] == told["rows"][0]["common_s"]
    assert six["mean_s"] < told["rows"][0]["mean_s"]


def test_a_recorded_day_in_virtual_time_waits_as_it_does_in_a_real_hub(tmp_path: Path) -> None:
    """The common line knows no lot, so that both tell the same to the tenth of a second."""
    day = write_day(tmp_path)
    told = simulated(tmp_path / "told.json", str(day), "--windows", "3,polled", "--seeds", "1", "--policy", "fifo")
    assert told["day"] == "2020-01-13"
    for row, options in zip(told["rows"], (["--windows", "3"], []), strict=True):
        assert main(["replay", str(day), "--policy", "fifo", *options, "--out", str(tmp_path / "out")]) == 0
        report = json.loads((tmp_path / "out" / "report.json").read_text())
        assert round(row["mean_s"], 1) == pytest.approx(report["wait_s"]["mean"], abs=0.11)
        assert row["p95_s"] == pytest.approx(report["wait_s"]["p95"], abs=0.11)
        told, errors = row["on_tickets"], report["estimate"]
        assert (told["told"], told["mae_s"], told["bias_s"]) == (60, errors["mae_s"], errors["bias_s"])
        assert told["inside"] == errors["p80_coverage"]


@pytest.mark.parametrize(
    "options",
    [
        ["--windows", "0"],
        ["--windows", "6,many"],
        ["--windows", "polled"],
        ["--load", "1.2"],
        ["--load", "busy"],
        ["--policy", "lottery"],
        ["--tickets", "3"],
        ["--seeds", "-1"],
        ["--tries", "x"],
        ["--rule", "passed=1"],
        ["--rule", "named=many"],
        ["--rule", "stratum=1"],
        ["--rule", "batch=1000"],
    ],
)
def test_a_bad_option_is_exit_2_and_says_which(capsys: pytest.CaptureFixture[str], options: list[str]) -> None:
    try:
        code = main(["simulate", *options])
    except SystemExit as ended:
        code = int(ended.code or 0)
    assert code == 2
    assert options[0] in capsys.readouterr().err


@pytest.mark.parametrize("option", [["--load", ".8"], ["--tickets", "500"], ["--tries", "10"]])
def test_what_belongs_to_poisson_days_is_refused_beside_a_recorded_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: list[str]
) -> None:
    assert main(["simulate", str(write_day(tmp_path)), *option]) == 2
    assert f"{option[0]} is of Poisson days" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["arrivals", "polled"])
def test_a_day_that_cannot_be_read_is_one_sentence_and_exit_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], missing: str
) -> None:
    assert main(["simulate", str(write_day(tmp_path, **{missing: None})), "--windows", "polled"]) == 1
    said = capsys.readouterr().err
    assert f"{missing}.csv is missing" in said and said.count("\n") == 1


def test_a_place_for_the_figures_that_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", *QUICK, "--tries", "0", "--json", str(tmp_path)]) == 1
    assert f"--json {tmp_path} cannot be written" in capsys.readouterr().err
