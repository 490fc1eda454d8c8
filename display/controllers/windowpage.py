"""What the screen over one counter shows, as one plain value: pure, from the rows."""

from dataclasses import dataclass
from typing import Literal

from display.controllers.page import GAP
from display.controllers.zone import Zone
from shared.client.mirror import Mirror
from shared.protocol.messages import LinkState
from shared.ui.texts import Texts

MISSED_SHOWN = 3
BETWEEN = " / "

Mode = Literal["starting", "stranger", "idle", "calling", "serving", "paused", "closed"]


@dataclass(frozen=True, slots=True)
class WindowPage:
    """``mode`` chooses the colours; ``lead`` stands over the ``number`` or, without one, the ``title``.

    ``trouble`` ("" for none) says that the picture is old.
    """

    mode: Mode = "starting"
    label: str = ""
    lead: str = ""
    number: str = ""
    title: str = ""
    line: str = ""
    english: str = ""
    services: str = ""
    missed: str = ""
    trouble: str = ""
    trouble_english: str = ""


def compose(counter: str, mirror: Mirror, state: LinkState, zh: Texts, en: Texts) -> WindowPage:
    """The screen of this counter in ``zh``, with ``en`` under it."""
    hall, row = mirror.hall, mirror.counters.get(counter)
    if hall is None:
        key = "link.refused" if state == "refused" else "display.starting.title"
        return WindowPage(label=counter, title=zh.t(key), english=en.t(key))
    if row is None:
        key = "display.strangers"
        return WindowPage("stranger", counter, title=zh.t(key, counters=counter), english=en.t(key, counters=counter))
    trouble = trouble_english = ""
    if state != "live":
        key = "link.refused" if state == "refused" else "display.away.window"
        trouble, trouble_english = zh.t(key), en.t(key)
    mode: Mode = "idle" if row.state == "ready" else row.state
    called = mode in ("calling", "serving")
    missed = [each for each in reversed(hall.missed) if each.counter == counter and mode != "closed"]
    return WindowPage(
        mode=mode,
        label=row.label,
        lead=zh.t(f"display.window.{mode}") if called else "",
        number=row.number if called else "",
        title="" if called else zh.t(f"display.window.{mode}"),
        line=zh.t(f"display.window.{mode}-line"),
        english=en.t(f"display.window.{mode}-line" if mode == "calling" else f"display.window.{mode}"),
        services=BETWEEN.join(zh.pick(group.name) for group in Zone([counter]).groups(mirror)),
        missed=GAP.join(each.number for each in missed[:MISSED_SHOWN]),
        trouble=trouble,
        trouble_english=trouble_english,
    )
