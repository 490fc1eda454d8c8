"""How the direction to a counter is drawn."""

from collections.abc import Mapping

from shared.settings import Direction

ARROWS: Mapping[Direction, str] = {
    "left": "M20 12H4M10 5.5L3.5 12L10 18.5",
    "up-left": "M19 19L5.5 5.5M5.5 15V5.5H15",
    "up": "M12 20V4M5.5 10L12 3.5L18.5 10",
    "up-right": "M5 19L18.5 5.5M9 5.5H18.5V15",
    "right": "M4 12H20M14 5.5L20.5 12L14 18.5",
}
"""SVG paths on a 24×24 grid."""


def arrow(directions: Mapping[str, Direction], counter: str) -> str:
    """The path for this counter, "" where no direction is set."""
    direction = directions.get(counter)
    return ARROWS[direction] if direction else ""
