"""The hall and its days."""

from typing import Any

from shared.hall.commands import EpochReason
from shared.hall.config import Algorithm, HallConfig
from shared.hall.events.base import Event


class HallConfigured(Event, tag="hall-configured", frozen=True, kw_only=True):
    """The configuration in force from here on."""

    config: HallConfig


class DayOpened(Event, tag="day-opened", frozen=True, kw_only=True):
    """The opening record of draw.md. Tickets nobody can serve any more ended with the day before.

    ``links`` is the length of each chain, ``key`` the Ed25519 key that signs the day's heads, ``rules`` the version of
    the hall's rules (0: from before they were counted). ``sealed_ms`` is when the commitment was recorded beforehand
    (0: at this opening), ``reason`` why a further epoch of the day was needed ("": it is the first).
    """

    day: str
    epoch: int
    algorithm: Algorithm
    hub_anchor: str
    witnesses: tuple[tuple[str, str], ...]
    commitment: str
    witness_keys: tuple[tuple[str, str], ...] = ()
    hall: str = ""
    links: int = 1 << 16
    key: str = ""
    rules: int = 0
    sealed_ms: int = 0
    reason: EpochReason = ""


class DaySealed(Event, tag="day-sealed", frozen=True, kw_only=True):
    """The evening before: what a day will be opened with; ``epoch`` 99 is the spare, for a day whose seed is lost.
    ``witness_keys`` as in the opening.
    """

    day: str
    epoch: int
    algorithm: Algorithm
    hub_anchor: str
    witnesses: tuple[tuple[str, str], ...]
    commitment: str
    witness_keys: tuple[tuple[str, str], ...] = ()


class StateCarried(Event, tag="state-carried", frozen=True, kw_only=True):
    """What a new day begins with, whole: the configuration, and everything that was left from the days before."""

    config: HallConfig
    state: dict[str, Any]
