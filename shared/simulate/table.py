"""The comparison for people to read."""

from rich.console import Console
from rich.table import Table

from shared.simulate.guesses import Guessed
from shared.simulate.work import Row

NAMES = {"fifo": "fifo, the common line"}


def show(console: Console, rows: list[Row]) -> None:
    """One line a hall and policy, in the columns of docs/waits.md."""
    table = Table(title="Waits in seconds")
    table.add_column("hall")
    table.add_column("policy")
    for heading in (
        "mean (common)",
        "×",
        "above",
        "p95 above",
        "overtaken",
        "again",
        "idle",
        "told",
        "on page",
        "insider (bound)",
    ):
        table.add_column(heading, justify="right")
    for row in rows:
        table.add_row(
            _hall(row),
            NAMES.get(row.policy, row.policy),
            f"{row.mean_s:,.0f} ({row.common_s:,.0f})",
            f"{row.ratio:.2f}",
            f"{row.above_s:+,.0f} ± {row.above_error_s:.0f}",
            f"{row.p95_above_s:+,.0f}",
            f"{row.overtaken_mean:.1f} / {row.overtaken_max}",
            f"{row.redrawn:.1%}",
            f"{row.idle:.1%}",
            _guess(row.on_tickets),
            _guess(row.on_pages),
            _steering(row),
        )
    console.print(table)


def _hall(row: Row) -> str:
    windows = "as polled" if row.windows is None else f"{row.windows} windows"
    return f"{windows}, load {row.load:g}" if row.load else windows


def _guess(guessed: Guessed) -> str:
    """Mean error, and how many waits were inside the range."""
    return f"±{guessed.mae_s:,.0f}, {guessed.inside:.0%}"


def _steering(row: Row) -> str:
    if row.steering is None:
        return ""
    bound = f" ({row.steering.bound:.2f})" if row.steering.bound < 1 else ""
    return f"{row.steering.met:.2f} ± {row.steering.error:.2f}{bound}"
