"""The figures for people to read."""

from rich.console import Console
from rich.table import Table

from shared.replay.day import Day
from shared.replay.record import Told
from shared.replay.report import Report


def show(console: Console, day: Day, told: Told, report: Report) -> None:
    """Services, windows, and what holds for the whole day."""
    console.print(_services(day, report))
    console.print(_windows(told, report))
    console.print(_summary(report))


def _services(day: Day, report: Report) -> Table:
    table = Table(title=f"Waits of {day.date}, seconds")
    table.add_column("service", max_width=36)
    for heading in ("tickets", "mean", "p95", "that day"):
        table.add_column(heading, justify="right")
    for service in day.services:
        wait = report.wait_s.by_service.get(service.id)
        if wait is not None:
            actual = report.actual_wait_s.by_service.get(service.id)
            table.add_row(service.name, f"{wait.tickets:,}", _s(wait.mean), _s(wait.p95), _s(actual))
    table.add_section()
    whole = report.wait_s
    table.add_row("all", f"{report.served:,}", _s(whole.mean), _s(whole.p95), _s(report.actual_wait_s.mean))
    return table


def _windows(told: Told, report: Report) -> Table:
    table = Table(title="Windows")
    for heading in ("window", "served", "busy", "named by lot", "expected"):
        table.add_column(heading, justify="right")
    lots = {
        window: (str(named), f"{expected:.1f}")
        for pool in report.chi_square.pools
        for window, named, expected in zip(pool.windows, pool.named, pool.expected, strict=True)
    }
    for window in sorted(told.work, key=int):
        work = told.work[window]
        busy = f"{work.busy_ms / work.open_ms:.0%}" if work.open_ms else ""
        table.add_row(window, str(work.served), busy, *lots.get(window, ("", "")))
    return table


def _summary(report: Report) -> Table:
    table = Table(show_header=False, title=f"{report.windows} windows, policy {report.policy}, seed {report.seed}")
    issue, call = report.latency_ms.issue, report.latency_ms.call_to_display
    told, chi = report.estimate, report.chi_square
    table.add_row("tickets taken, served, lost", f"{report.tickets:,}, {report.served:,}, {report.lost:,}")
    table.add_row("numbers given twice, called twice", f"{report.duplicate_numbers}, {report.called_twice}")
    table.add_row("mean wait, p95", f"{_s(report.wait_s.mean)} s, {_s(report.wait_s.p95)} s")
    table.add_row("mean wait that day", f"{_s(report.actual_wait_s.mean)} s")
    table.add_row("estimate: mean error, bias", f"{told.mae_s:.0f} s, {told.bias_s:+.0f} s")
    table.add_row("waits inside the range told", "" if told.p80_coverage is None else f"{told.p80_coverage:.0%}")
    table.add_row("touch to ticket, p50, p99", f"{issue.p50} ms, {issue.p99} ms")
    table.add_row("press to display, p50, p99", f"{call.p50} ms, {call.p99} ms")
    table.add_row("draws", f"{report.draws:,}")
    if chi.dof:
        table.add_row("evenness of the lot", f"chi² {chi.statistic:.1f}, dof {chi.dof}, p {chi.p:.3f}")
    return table


def _s(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:,.0f}"
