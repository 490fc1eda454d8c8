"""How long what takes after each kind of fault (after one of the database alone: once it is back), as a table."""

from collections import defaultdict
from collections.abc import Iterator
from statistics import median

HEADER = "| fault | times | somebody leads after, s: median | longest | a terminal is live after, s: median | longest |"


class Spans:
    """Seconds from the fault, by its kind."""

    def __init__(self) -> None:
        self._leads: defaultdict[str, list[float]] = defaultdict(list)
        self._live: defaultdict[str, list[float]] = defaultdict(list)

    def leads(self, fault: str, took_s: float) -> None:
        """One answers as the leader."""
        self._leads[fault].append(took_s)

    def live(self, fault: str, took_s: float) -> None:
        """One terminal is with it; 0 for one that never had to part."""
        self._live[fault].append(took_s)

    def add(self, other: "Spans") -> None:
        """Those of another hall."""
        for fault, spans in other._leads.items():
            self._leads[fault] += spans
        for fault, spans in other._live.items():
            self._live[fault] += spans

    def table(self) -> Iterator[str]:
        """Lines of Markdown: each kind, and all."""
        yield HEADER
        yield "|---|---|---|---|---|---|"
        for fault, leads in self._leads.items():
            yield _line(fault, leads, self._live[fault])
        yield _line("all", _flat(self._leads), _flat(self._live))


def _flat(spans: dict[str, list[float]]) -> list[float]:
    return [span for each in spans.values() for span in each]


def _line(name: str, leads: list[float], live: list[float]) -> str:
    return f"| {name} | {len(leads)} | {_told(leads)} | {_told(live)} |"


def _told(spans: list[float]) -> str:
    return f"{median(spans):.1f} | {max(spans):.1f}" if spans else "– | –"
