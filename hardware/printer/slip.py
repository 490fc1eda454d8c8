"""What a slip says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["zh", "en"]
Named = Literal["main", "reserve", ""]


@dataclass(frozen=True)
class Stick:
    """One window's lot as a stick: its relative length 0–1, its tray, and whether it was the tray's shortest."""

    window: str
    length: float
    named: Named = ""
    tray: int = 0


@dataclass(frozen=True)
class Slip:
    """The content of one slip; texts are printed as given. `words` is the catalogue in the language of the slip.

    `main_window` is '' while no window is drawn. `people_ahead` and the estimate (minutes, low and high) are
    None where nobody knows them, as without a hub; high = 0 says that there is no wait. `estimate_at` is when that is
    on the clock, `today_only` says that the number is good today alone. `draw` is the number of the draw, 0 for
    none; `seal` the short code of the day's commitment. `reprint` marks a second paper for the same number,
    `offline` one taken without the hub, `halted` because its draws wait. `sticks` are in the order of the draw's trays.
    `logo` is a PNG for the head of the slip, `lines` are the hall's own, above the notice. `elder`: large type and
    few words, without sticks and notice.
    """

    hall: str
    number: str
    service_zh: str
    service_en: str
    kind: str
    issued_at: str
    qr_text: str
    words: Mapping[str, str] = field(repr=False, compare=False)
    main_window: str = ""
    reserves: tuple[str, ...] = ()
    people_ahead: int | None = None
    estimate_min: tuple[int, int] | None = None
    estimate_at: str = ""
    today_only: bool = False
    waiting_area: str = ""
    draw: int = 0
    seal: str = ""
    notice: str = ""
    logo: bytes = b""
    lines: tuple[str, ...] = ()
    sticks: tuple[Stick, ...] = ()
    language: Language = "zh"
    width_mm: Literal[58, 80] = 80
    reprint: bool = False
    offline: bool = False
    halted: bool = False
    elder: bool = False
