"""Slips of an ordinary morning, for the tests."""

from dataclasses import replace
from typing import Any

from hardware.printer.slip import Slip, Stick
from shared.catalogue import catalogue, said

DRAWN = Slip(
    hall="云溪市政务服务中心",
    number="D047",
    service_zh="居民身份证换领",
    service_en="ID card renewal",
    kind="普通",
    issued_at="11-25 9:41",
    qr_text="https://hall.example/t/7K3F92QDXW4M8RTY#7K3F92QD-93ab41",
    words=said(catalogue(), "zh"),
    main_window="7",
    reserves=("3", "12"),
    people_ahead=9,
    estimate_min=(9, 14),
    estimate_at="9:50–9:55",
    today_only=True,
    waiting_area="南等候区 · 右手边",
    draw=187,
    seal="7K3F 92QD",
    notice="叫到 3 次没来算过号，到窗口说一声，等 3 位后再叫。去哪个窗口，以大屏为准。",
    sticks=(
        Stick("5", 0.66, "", 0),
        Stick("7", 0.30, "main", 0),
        Stick("9", 0.90, "", 0),
        Stick("3", 0.42, "reserve", 1),
        Stick("6", 0.80, "", 1),
        Stick("11", 0.71, "", 1),
        Stick("14", 0.97, "", 2),
        Stick("12", 0.50, "reserve", 2),
        Stick("15", 0.62, "", 2),
    ),
)
OFFLINE = replace(
    DRAWN,
    number="D547",
    main_window="",
    reserves=(),
    people_ahead=None,
    estimate_min=None,
    estimate_at="",
    draw=0,
    sticks=(),
    offline=True,
)
ELDER = replace(DRAWN, kind="爱心", waiting_area="南等候区", elder=True)


def slip(of: Slip = DRAWN, **changes: Any) -> Slip:
    """The drawn slip, or another, with changes, in the catalogue's words of its language."""
    paper = replace(of, **changes)
    return replace(paper, words=said(catalogue(), paper.language))
