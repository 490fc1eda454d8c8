"""Figures with their targets, gathered in sections, shown as one table."""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any

import msgspec
from rich.table import Table


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One measured number. ``most`` or ``least`` is its target; ``floors`` how many times its floor it is."""

    name: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None
    floors: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.most is not None:
            return self.value <= self.most
        return None if self.least is None else self.value >= self.least

    @property
    def target(self) -> str:
        """The target as people read it."""
        if self.most is not None:
            return f"≤ {self.most:g}"
        return "" if self.least is None else f"≥ {self.least:g}"


class Section(msgspec.Struct, frozen=True):
    """The figures of one measurement."""

    title: str
    figures: tuple[Figure, ...]


def percentile(values: Iterable[float], share: float) -> float:
    """The nearest-rank percentile, ``share`` from 0 to 1; ValueError of nothing."""
    ordered = sorted(values)
    if not ordered:
        raise ValueError("no values")
    return ordered[max(1, ceil(share * len(ordered))) - 1]


def spread(
    name: str, seconds: Sequence[float], *, floor_ms: float | None = None, most_p99: float | None = None, note: str = ""
) -> tuple[Figure, Figure]:
    """p50 and p99 of spans in seconds, as milliseconds; the target and the note belong to the p99."""
    p50, p99 = (percentile(seconds, share) * 1000 for share in (0.5, 0.99))
    floors = [p / floor_ms if floor_ms else None for p in (p50, p99)]
    return (
        Figure(name=f"{name}, p50", value=p50, unit="ms", floors=floors[0]),
        Figure(name=f"{name}, p99", value=p99, unit="ms", floors=floors[1], most=most_p99, note=note),
    )


def value_of(sections: Iterable[Section], name: str) -> float:
    """A figure measured before, by name. KeyError."""
    for section in sections:
        for figure in section.figures:
            if figure.name == name:
                return figure.value
    raise KeyError(name)


def report(sections: Iterable[Section]) -> list[dict[str, Any]]:
    """All sections as plain values, each figure with its verdict."""
    return [
        {"title": each.title, "figures": [msgspec.to_builtins(figure) | {"met": figure.met} for figure in each.figures]}
        for each in sections
    ]


def rounded(value: float) -> str:
    """Three digits that say something."""
    places = next(n for n, least in enumerate((100, 10, 1, 0)) if abs(value) >= least)
    return f"{value:,.{places}f}"


def table(sections: Iterable[Section]) -> Table:
    """All sections in one table, for the terminal."""
    shown = Table(title="Fairhall bench", title_justify="left", pad_edge=False)
    shown.add_column("", no_wrap=True)
    for heading in ("figure", "", "× floor", "target"):
        shown.add_column(heading, justify="left" if heading == "" else "right", no_wrap=True)
    shown.add_column("met")
    shown.add_column("note", overflow="fold")
    verdict = {None: "", True: "[green]met[/]", False: "[red]not met[/]"}
    for section in sections:
        shown.add_section()
        shown.add_row(f"[bold]{section.title}[/]")
        for each in section.figures:
            floors = rounded(each.floors) if each.floors is not None else ""
            shown.add_row(
                each.name,
                rounded(each.value),
                each.unit,
                floors,
                each.target,
                verdict[each.met],
                f"[dim]{each.note}[/]",
            )
    return shown
