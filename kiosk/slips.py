"""The slip of an answer, in the words of its citizen."""

from base64 import b64decode
from datetime import datetime

from hardware.printer.slip import Slip
from hardware.printer.slip import Stick as SlipStick
from kiosk.lots import Stick
from kiosk.settings import KioskSettings
from shared.client.block import OWN
from shared.client.mirror import Mirror
from shared.clock import clock_at
from shared.protocol.answers import Answer
from shared.protocol.paper import fragment
from shared.ui.clock import local_time
from shared.ui.texts import Texts

LONG_ON_58 = {"zh": 22, "en": 34}
"""A longer name would take three lines beside its caption."""


def counter_label(mirror: Mirror, counter: str) -> str:
    """What people read at a window; its id while nothing is known about it."""
    row = mirror.counters.get(counter)
    return row.label if row is not None else counter


def public_url(mirror: Mirror, answer: Answer) -> str:
    """The citizen's own page, "" where the hall has none; behind # what the paper can be held against the record by."""
    base = mirror.hall.public_url.rstrip("/") if mirror.hall is not None else ""
    if not base or not answer.token:
        return ""
    marks = f"#{fragment(answer.commitment, answer.leaf)}" if answer.commitment and answer.leaf else ""
    return f"{base}/t/{answer.token}{marks}"


def expected_at(answer: Answer, at_ms: int, timezone: str) -> str:
    """When its wait ends on the clock if it is asked for now, as "9:50–9:59"; "" where it is at once."""
    if not answer.high_min:
        return ""
    clocks = [clock_at(at_ms + wait * 60_000, timezone) for wait in (answer.low_min, answer.high_min)]
    return "–".join(dict.fromkeys(clocks))


def slip_of(
    answer: Answer,
    mirror: Mirror,
    texts: Texts,
    sticks: list[Stick],
    settings: KioskSettings,
    at_ms: int,
    elder: bool = False,
) -> Slip:
    """Everything the paper says about this ticket ``at_ms``; ``elder``: in large type, under the service's short name.
    The mirror must have had its first snapshot.
    """
    hall, service, layout = mirror.hall, mirror.services[answer.service], mirror.slip
    assert hall is not None
    issued = local_time(answer.issued_ms, hall.timezone)
    offline = answer.request_id.startswith(OWN)
    long = settings.paper_mm == 58 and len(texts.pick(service.name)) > LONG_ON_58[texts.language]
    name = service.short if elder or long else service.name
    return Slip(
        hall=texts.pick(hall.name),
        number=answer.number,
        service_zh=name.zh,
        service_en=name.en,
        kind=texts.t(f"kind.{answer.kind}") if layout.kind else "",
        issued_at=_issued(issued, texts),
        qr_text=public_url(mirror, answer) or answer.number,
        words=texts.said,
        main_window=counter_label(mirror, answer.main) if answer.main else "",
        reserves=tuple(counter_label(mirror, counter) for counter in answer.reserves),
        people_ahead=None if offline else answer.ahead,
        estimate_min=(answer.low_min, answer.high_min) if layout.wait and not offline else None,
        estimate_at="" if offline else expected_at(answer, at_ms, hall.timezone),
        today_only=bool(hall.opens),
        waiting_area=texts.pick(mirror.groups[service.group].area) if layout.area else "",
        draw=answer.drawn.i if answer.drawn is not None else 0,
        seal=hall.seal if layout.seal else "",
        notice=texts.pick(layout.notice) or texts.pick(hall.notice),
        logo=b64decode(layout.logo),
        lines=tuple(map(texts.pick, layout.lines)),
        sticks=tuple(SlipStick(stick.label, stick.length, stick.named, stick.tray) for stick in sticks * layout.sticks),
        language=texts.language,
        width_mm=settings.paper_mm,
        elder=elder,
        offline=offline,
        halted=hall.halted,
    )


def _issued(moment: datetime, texts: Texts) -> str:
    """No mere figures: in English nobody knows which of two is the month."""
    time = f"{moment.hour}:{moment.minute:02d}"
    return texts.t("slip.issued", date=texts.date(moment), time=time)
