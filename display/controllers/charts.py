"""Numbers → the lines of charts, as SVG paths in the chart's own pixels. Pure."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Frame(NamedTuple):
    """A chart: its size, how many steps its width has, how much its height is, and the step where now lies."""

    width: float
    height: float
    steps: float
    most: float
    end: float

    def x(self, step: float) -> float:
        """Where a step begins; nothing lies after now."""
        return self.width * min(step, self.end) / self.steps

    def y(self, value: float) -> float:
        """Where a value stands; what is more than the most stands at the top."""
        return self.height * (1 - min(1.0, value / self.most))


def steps(frame: Frame, values: Sequence[float]) -> str:
    """A step line: each value holds for its step."""
    if not values:
        return ""
    parts = [f"M0 {frame.y(values[0]):.1f}"]
    parts += [f"V{frame.y(value):.1f}H{frame.x(n + 1):.1f}" for n, value in enumerate(values)]
    return "".join(parts)


def area(frame: Frame, values: Sequence[float]) -> str:
    """What lies under a step line."""
    line = steps(frame, values)
    return f"{line}V{frame.height:.1f}H0Z" if line else ""


def line(frame: Frame, values: Iterable[float | None]) -> str:
    """A line through the ends of the steps, with a gap where there is no value."""
    parts = []
    open_ = False
    for n, value in enumerate(values, 1):
        if value is not None:
            parts.append(f"{'L' if open_ else 'M'}{frame.x(n):.1f} {frame.y(value):.1f}")
        open_ = value is not None
    return "".join(parts)


def level(frame: Frame, value: float) -> str:
    """A limit over the whole width."""
    return f"M0 {frame.y(value):.1f}H{frame.width:.1f}" if value <= frame.most else ""
