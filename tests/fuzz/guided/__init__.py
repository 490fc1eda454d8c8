"""Coverage-guided fuzzing of all that reads what others wrote: ``python -m tests.fuzz.guided --seconds 180``.

Each target is a function of bytes in one of these modules. It raises where the promise of what it tries is broken.
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

CORPUS = Path(__file__).with_name("corpus")
"""By target: inputs that broke something once, and the few that a short run could not find by itself."""

MODULES = {
    "devices": ("keypad", "reader", "scanner", "wedge", "board", "printer"),
    "texts": ("token", "paper", "announcement", "address"),
    "files": ("hall", "layout", "settings", "profile", "clip", "logo"),
    "records": ("record", "day"),
    "frames": ("from_terminal", "from_hub", "terminal"),
    "session": ("hub",),
}
"""By module of this package. Known without importing any: the loop imports it under instruments."""
TARGETS = {target: module for module, targets in MODULES.items() for target in targets}


class Target(NamedTuple):
    """``run`` raises on a finding; ``seeds`` begin the search; no input is longer than ``longest``."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]
    longest: int


def target(name: str) -> Target:
    """The target of this name, imported."""
    found: Target = getattr(import_module(f"{__name__}.{TARGETS[name]}"), name)
    return found


def kept(name: str) -> list[Path]:
    """What is kept of its inputs."""
    return sorted((CORPUS / name).glob("*"))
