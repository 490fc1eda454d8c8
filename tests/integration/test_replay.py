"""A recorded day through the whole command: real hub, TLS, journal, terminals."""

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest

from shared.cli import main
from shared.hall import events as e
from shared.hub.image import event_of
from shared.journal.record import parse
from shared.journal.verify import verify_chain
from shared.replay.day import Arrival, service_ms
from shared.replay.play import Played, play
from tests.unit.replay.days import EIGHT_MS, write_day

REAL = Path(__file__).parents[3] / "shared" / "data" / "wola-2020-01-13"
KEYS = {
    "tickets": None,
    "served": None,
    "lost": None,
    "duplicate_numbers": None,
    "called_twice": None,
    "windows": None,
    "policy": None,
    "seed": None,
    "wait_s": {"mean", "p95", "by_service"},
    "actual_wait_s": {"mean", "by_service"},
    "estimate": {"mae_s", "bias_s", "p80_coverage"},
    "latency_ms": {"issue", "call_to_display"},
    "draws": None,
    "chi_square": {"statistic", "dof", "p", "pools"},
}
MEAN_S = {"11": 120.0, "12": 150.0, "13": 180.0}


@pytest.fixture
def day(tmp_path: Path) -> Path:
    return write_day(tmp_path)


def replay(day: Path, out: Path, *options: str) -> dict[str, Any]:
    assert main(["replay", str(day), "--out", str(out), *options]) == 0
    report: dict[str, Any] = json.loads((out / "report.json").read_text())
    return report


def lines_of(out: Path) -> list[str]:
    """Without the signed heads."""
    lines = (out / "record.jsonl").read_text().splitlines()
    return [line for line in lines if not line.startswith('{"head":')]


def record(out: Path) -> Iterator[tuple[int, e.AnyEvent]]:
    for line in lines_of(out):
        one = parse(line)
        yield one.at_ms, event_of(one)


def services(out: Path) -> dict[str, int]:
    """Milliseconds at the desk by ticket."""
    began: dict[str, int] = {}
    took: dict[str, int] = {}
    for at_ms, event in record(out):
        if isinstance(event, e.ServiceStarted):
            began[event.ticket] = at_ms
        elif isinstance(event, e.ServiceFinished):
            took[event.ticket] = at_ms - began[event.ticket]
    return took


def test_everybody_is_served_once_and_it_is_all_written_down(
    day: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = replay(day, tmp_path / "out", "--windows", "4", "--seed", "3")
    assert (report["tickets"], report["served"], report["draws"]) == (60, 60, 60)
    assert (report["lost"], report["duplicate_numbers"], report["called_twice"]) == (0, 0, 0)
    assert (report["windows"], report["policy"], report["seed"]) == (4, "issue", 3)
    assert set(report) == set(KEYS)
    assert all(set(report[key]) == inner for key, inner in KEYS.items() if inner)
    assert 0 < report["latency_ms"]["issue"]["p50"] <= report["latency_ms"]["issue"]["p99"]
    assert report["latency_ms"]["call_to_display"]["p50"] > 0
    lines = lines_of(tmp_path / "out")
    whole = verify_chain(lines)
    assert (whole.fault, whole.seq) == (None, len(lines))
    shown = capsys.readouterr().out
    assert "Replaying 2020-01-13: 60 people" in shown
    assert "Kasa, opłaty" in shown


def test_the_same_seed_gives_the_same_record_to_the_byte_at_any_speed(day: Path, tmp_path: Path) -> None:
    replay(day, tmp_path / "one", "--windows", "3")
    replay(day, tmp_path / "two", "--windows", "3", "--speed", "5000")
    replay(day, tmp_path / "other", "--windows", "3", "--seed", "2")
    one, two, other = (lines_of(tmp_path / out) for out in ("one", "two", "other"))  # heads are signed now and then
    assert one == two
    assert one != other
    opened = [event.witnesses for _, event in record(tmp_path / "one") if isinstance(event, e.DayOpened)]
    assert [len(witnesses) for witnesses in opened] == [0, 1, 2], "sealed anew with the display and with the kiosk"
    drawn = [event.ys for _, event in record(tmp_path / "one") if isinstance(event, e.DrawResolved)]
    assert all([name for name, _ in ys] == ["display:D1", "kiosk:K1"] for ys in drawn)


def test_a_citizen_takes_as_long_under_any_policy_and_fifo_calls_in_order(day: Path, tmp_path: Path) -> None:
    arrivals = [line.split(",")[1] for line in (day / "arrivals.csv").read_text().splitlines()[1:]]
    expected = {
        f"200113-{n}": service_ms(1, Arrival(n, 0, service), MEAN_S[service]) for n, service in enumerate(arrivals, 1)
    }
    for policy in ("issue", "call", "fifo"):
        replay(day, tmp_path / policy, "--windows", "3", "--policy", policy)
        assert services(tmp_path / policy) == expected
    called = [event.ticket for _, event in record(tmp_path / "fifo") if isinstance(event, e.TicketCalled)]
    assert called == [f"200113-{n}" for n in range(1, 61)]
    assert not any(isinstance(event, e.DrawRequested) for _, event in record(tmp_path / "fifo"))


def test_windows_open_and_close_as_the_polls_saw_and_stay_while_people_wait(day: Path, tmp_path: Path) -> None:
    report = replay(day, tmp_path / "out", "--policy", "fifo")
    assert (report["windows"], report["served"]) == ("polled", 60)
    assert report["actual_wait_s"]["mean"] == (6 + 4) * 300 / 60
    events = [*record(tmp_path / "out")]
    opened = {(at, event.counter) for at, event in events if isinstance(event, e.CounterOpened)}
    closed = {event.counter: at for at, event in events if isinstance(event, e.CounterClosed)}
    minute = 60_000
    assert {(at - EIGHT_MS) // minute for at, counter in opened if counter == "2"} == {10}
    assert closed["2"] >= EIGHT_MS + 35 * minute
    assert "1" not in closed and "3" not in closed
    issued = {event.ticket: event.service for _, event in events if isinstance(event, e.TicketIssued)}
    called = [(at, event) for at, event in events if isinstance(event, e.TicketCalled)]
    window = {"1": "11", "2": "11", "3": "12", "4": "13"}
    assert all(window[event.counter] == issued[event.ticket] for _, event in called)
    assert min(at for at, event in called if event.counter == "3") == EIGHT_MS + 10 * minute


def test_the_last_window_does_not_close_while_people_of_its_service_wait(tmp_path: Path) -> None:
    """The polls saw window 4 close at 8:20 and open again at 8:30; five people came just before it closed."""
    five = "at,service\n" + "".join(f"08:19:{n:02d},13\n" for n in range(5))
    replay(write_day(tmp_path, arrivals=five), tmp_path / "out")
    at_four = [(at, event) for at, event in record(tmp_path / "out") if getattr(event, "counter", "") == "4"]
    calls = [at for at, event in at_four if isinstance(event, e.TicketCalled)]
    closed = next(at for at, event in at_four if isinstance(event, e.CounterClosed))
    assert len(calls) == 5
    assert max(calls) > EIGHT_MS + 20 * 60_000
    assert closed > max(calls)


def test_a_round_begins_on_the_dot_where_nothing_else_happens(tmp_path: Path) -> None:
    """Three windows. While the first citizen is served, the second finds two free: no lot of three, so she waits."""
    two = "at,service\n08:10:00,11\n08:10:30,11\n"
    seed = next(seed for seed in count(1) if service_ms(seed, Arrival(1, 0, "11"), 120.0) > 200_000)
    folder, options = write_day(tmp_path, arrivals=two), ("--windows", "3", "--policy", "call", "--seed", str(seed))
    report = replay(folder, tmp_path / "out", *options)
    ten_past = EIGHT_MS + 600_000
    opened = [
        (at - ten_past, event.reason) for at, event in record(tmp_path / "out") if isinstance(event, e.RoundOpened)
    ]
    assert opened == [(0, "enough"), (30_000 + 120_000, "waited")]
    assert (report["served"], report["draws"]) == (2, 2)


def test_the_lots_of_rounds_are_counted_and_their_evenness_is_told(day: Path, tmp_path: Path) -> None:
    report = replay(day, tmp_path / "out", "--windows", "4", "--policy", "call")
    assert (report["policy"], report["tickets"], report["served"], report["draws"]) == ("call", 60, 60, 60)
    held = [event.main for _, event in record(tmp_path / "out") if isinstance(event, e.DrawResolved)]
    called = [event.counter for _, event in record(tmp_path / "out") if isinstance(event, e.TicketCalled)]
    assert held == called
    assert report["chi_square"]["dof"] == 3
    assert main(["verify", str(tmp_path / "out"), "--brief"]) == 0


@pytest.mark.parametrize("policy", ["issue", "call", "fifo"])
def test_a_hall_too_small_for_its_day_goes_on_over_midnight_and_loses_nobody(tmp_path: Path, policy: str) -> None:
    late = "at,service\n" + "".join(f"23:{50 + n // 6:02d}:{n % 6 * 10:02d},12\n" for n in range(40))
    report = replay(write_day(tmp_path, arrivals=late), tmp_path / "out", "--windows", "2", "--policy", policy)
    assert (report["tickets"], report["served"], report["called_twice"]) == (40, 40, 0)
    days = [event.day for _, event in record(tmp_path / "out") if isinstance(event, e.DayOpened)]
    assert [*dict.fromkeys(days)] == ["2020-01-13", "2020-01-14"]


def test_on_a_terminal_a_bar_shows_how_far_it_is(
    day: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    replay(day, tmp_path / "out", "--windows", "4")
    assert "60/60" in capsys.readouterr().out


def test_a_citizen_missing_from_the_record_is_told_and_exit_1(
    day: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def forgetful(*args: Any) -> Played:
        played = await play(*args)
        kept = [body for body in played.record if not ("service-finished" in body and '"200113-7"' in body)]
        return msgspec.structs.replace(played, record=kept)

    monkeypatch.setattr("shared.replay.run.play", forgetful)
    assert main(["replay", str(day), "--windows", "4", "--out", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().err
    assert "1 of the day's people were not served" in told
    assert "record.jsonl is not whole" in told
    assert json.loads((tmp_path / "out" / "report.json").read_text())["lost"] == 1


@pytest.mark.parametrize(
    ("table", "text", "what"),
    [
        ("arrivals", "at,service\n08:00,11\nsoon,11\n", "arrivals.csv, line 3: at is 'soon'"),
        ("services", None, "services.csv is missing"),
        ("polled", None, "polled.csv is missing: add it, or choose --windows N"),
    ],
)
def test_a_day_that_cannot_be_read_is_one_sentence_and_exit_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], table: str, text: str | None, what: str
) -> None:
    folder = write_day(tmp_path, **{table: text})
    assert main(["replay", str(folder), "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr()
    assert what in said.err and said.err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_place_for_the_report_that_is_a_file_is_told_before_anything_runs(
    day: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_text("mine")
    assert main(["replay", str(day), "--out", str(tmp_path / "out")]) == 1
    assert "is no folder that can be made" in capsys.readouterr().err
    assert (tmp_path / "out").read_text() == "mine"


@pytest.mark.parametrize(
    "options",
    [
        ["--windows", "0"],
        ["--windows", "many"],
        ["--windows", "-3"],
        ["--windows", "100000"],
        ["--speed", "0"],
        ["--speed", "fast"],
        ["--speed", "nan"],
        ["--policy", "lottery"],
        ["--seed", "x"],
    ],
)
def test_a_bad_option_is_exit_2(day: Path, capsys: pytest.CaptureFixture[str], options: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["replay", str(day), *options])
    assert ended.value.code == 2
    assert options[0] in capsys.readouterr().err


@pytest.mark.timeout(180)  # ten seconds on a machine that has nothing else to do
@pytest.mark.skipif(not REAL.is_dir(), reason="the real day is not beside this repository (../shared/data)")
def test_the_real_day_with_fourteen_windows_loses_nobody_and_waits_as_computed(tmp_path: Path) -> None:
    report = replay(REAL, tmp_path, "--windows", "14")
    assert (report["tickets"], report["served"], report["lost"]) == (1596, 1596, 0)
    assert (report["duplicate_numbers"], report["called_twice"]) == (0, 0)
    assert report["actual_wait_s"]["mean"] == pytest.approx(1140, abs=5)
    assert report["wait_s"]["mean"] == pytest.approx(132, abs=15)
    assert abs(report["estimate"]["bias_s"]) < 20
    assert 0.72 < report["estimate"]["p80_coverage"] < 0.88
    assert report["chi_square"]["dof"] == 13
    assert report["chi_square"]["p"] > 0.001
