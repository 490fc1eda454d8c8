"""What a kiosk may be told about itself."""

from dataclasses import dataclass, field
from typing import Literal

from hardware.printer.output import Style
from shared.ui.texts import Language


@dataclass(frozen=True)
class KioskSettings:
    """Seconds: ``idle_s`` without a touch ends a visit, ``warn_s`` before that it asks; ``ticket_s`` the ticket page
    stays after its paper, ``screen_s`` while there is none, ``refused_s`` a refusal. ``settle_ms``: after a page
    change touches are ignored for so long. ``motion`` off shows the draw as two still frames. ``paper_mm`` and
    ``style`` are the printer's.
    """

    language: Language = "zh"
    paper_mm: Literal[58, 80] = 80
    style: Style = field(default_factory=Style)
    idle_s: int = 60
    warn_s: int = 15
    ticket_s: int = 12
    screen_s: int = 60
    refused_s: int = 30
    settle_ms: int = 300
    motion: bool = True
