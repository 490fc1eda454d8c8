"""The words on a slip, in the language its citizen chose."""

from hardware.printer.slip import Slip

NUMBER_LABEL = {"zh": "排队号", "en": "No."}
DRAWN_LABEL = {"zh": "抽到", "en": ""}
RESERVE_LABEL = {"zh": ("候补", "号"), "en": ("or", "")}
FIRST_FREE = {"zh": "哪个先空，哪个叫您。", "en": "The first one free calls you."}
NOT_DRAWN_YET = {"zh": "窗口叫号时公布", "en": "Counter shown when called"}
REPRINT = {"zh": "补打 · 号码不变", "en": "Reprint · same number"}
SEAL_LABEL = {"zh": "封签号", "en": "Seal"}

SCAN_TITLE = {"zh": "扫码", "en": "Scan"}
SCAN_LINES = {
    ("zh", 80): ("看排队进度", "看窗口和候补"),
    ("zh", 58): ("看进度", "看窗口"),
    ("en", 80): ("Your place in line", "Your counters"),
    ("en", 58): ("Your place", "Your counters"),
}
SCAN_TITLE_OFFLINE = {"zh": "扫码看进度", "en": "Scan to follow"}
SCAN_OFFLINE = {
    "zh": ("您的号照样有效，", "去哪个窗口，", "叫号时公布。"),
    "en": ("Your number is valid.", "Watch the screens."),
}
SCAN_TITLE_ELDER = {"zh": "给家里人扫一扫", "en": "For your family"}


def facts(slip: Slip) -> list[tuple[str, str]]:
    """The slip's rows as (label, value); unknown facts are left out, narrow paper puts two facts in a row."""
    rows = _narrow(slip) if slip.width_mm == 58 else _wide(slip)
    return [(label, value) for label, value in rows if value]


def window_words(slip: Slip) -> tuple[str, str]:
    """What stands before and after the large window number: 抽到 8 号窗口, or Counter 8."""
    if slip.language == "en":
        return "Counter", ""
    return ("抽到" if slip.draw and not slip.elder else ""), "号窗口"


def elder_lines(slip: Slip) -> list[str]:
    """What an elder slip says in whole sentences: what for, where to sit, how long."""
    area = slip.waiting_area
    if slip.language == "en":
        sit = f"Please sit in {area}." if area else "Please take a seat."
        lines = [slip.service_en, sit, "We call your number.", _wait(slip).capitalize()]
    else:
        sit = f"请到{area}坐着等，会喊您的号" if area else "请坐着等，会喊您的号"
        lines = [slip.service_zh, sit, _wait(slip).replace("约", "大约", 1)]
    return [line for line in lines if line]


def scan_lines(slip: Slip) -> tuple[str, tuple[str, ...]]:
    """Title and lines beside the QR code: what it is good for."""
    if slip.elder:
        lines = (f"{slip.issued_at} {slip.kind}".strip(), draw_line(slip), slip.seal)
        return SCAN_TITLE_ELDER[slip.language], tuple(line for line in lines if line)
    if slip.offline:
        return SCAN_TITLE_OFFLINE[slip.language], SCAN_OFFLINE[slip.language]
    return SCAN_TITLE[slip.language], SCAN_LINES[slip.language, slip.width_mm]


def sticks_caption(slip: Slip) -> str:
    """The sentence over the sticks."""
    windows = len(slip.sticks)
    trays = len({stick.tray for stick in slip.sticks if stick.named})
    if slip.language == "en":
        if trays > 1:
            return f"{windows} counters in {trays} groups, shortest wins:"
        return f"{windows} counters, a stick each, the shortest is yours:"
    if trays > 1:
        return f"{windows} 个窗口分 {trays} 组，各取最短："
    return f"{windows} 个窗口各一根签，最短的是您的："


def draw_line(slip: Slip) -> str:
    """The number of the draw."""
    if not slip.draw:
        return ""
    return f"第 {slip.draw} 签" if slip.language == "zh" else f"Draw {slip.draw}"


def _wide(slip: Slip) -> list[tuple[str, str]]:
    if slip.language == "en":
        return [
            ("Service", f"{slip.service_en}\n{slip.service_zh}"),
            ("Type", slip.kind),
            ("People ahead", _people(slip)),
            ("Estimated wait", _wait(slip)),
            ("Waiting area", slip.waiting_area),
            ("Issued", slip.issued_at),
        ]
    return [
        ("办理事项", slip.service_zh),
        ("种类", slip.kind),
        ("当前等候人数", _people(slip)),
        ("预计等候", _wait(slip)),
        ("等候区", slip.waiting_area),
        ("取号时间", slip.issued_at),
    ]


def _narrow(slip: Slip) -> list[tuple[str, str]]:
    comma = "，" if slip.language == "zh" else ", "
    ahead = comma.join(fact for fact in (_people(slip), _wait(slip)) if fact)
    issued = f"{slip.issued_at} {slip.kind}".strip()
    if slip.language == "en":
        service = f"{slip.service_en}\n{slip.service_zh}"
        return [("Service", service), ("Ahead", ahead), ("Area", slip.waiting_area), ("Issued", issued)]
    return [("事项", slip.service_zh), ("前面", ahead), ("等候区", slip.waiting_area), ("取号", issued)]


def _people(slip: Slip) -> str:
    if slip.people_ahead is None:
        return ""
    return f"{slip.people_ahead} 人" if slip.language == "zh" else str(slip.people_ahead)


def _wait(slip: Slip) -> str:
    if slip.estimate_min is None:
        return ""
    low, high = slip.estimate_min
    if high <= 0:
        return "现在不用等" if slip.language == "zh" else "no wait now"
    minutes = str(high) if low == high else f"{low}–{high}"
    return f"约 {minutes} 分钟" if slip.language == "zh" else f"about {minutes} min"
