"""The sentences on a slip, put together from its words and its facts."""

from hardware.printer.slip import Slip


def said(slip: Slip, key: str, **blanks: str | int) -> str:
    """The words ``slip.<key>`` with their blanks filled."""
    return slip.words[f"slip.{key}"].format(**blanks)


def facts(slip: Slip) -> list[tuple[str, str]]:
    """The slip's rows as (label, value); unknown facts are left out, narrow paper says less."""
    service = f"{slip.service_en}\n{slip.service_zh}" if slip.language == "en" else slip.service_zh
    part = "narrow" if slip.width_mm == 58 else "fact"
    people, wait = _people(slip), _minutes(slip, part)
    if wait and slip.estimate_at:
        wait = said(slip, f"{part}.wait-at", wait=wait, clock=slip.estimate_at)
    if part == "narrow":
        rows = [
            ("narrow.service", service),
            ("fact.ahead", people),
            ("narrow.wait", wait),
            ("narrow.area", slip.waiting_area),
            ("narrow.issued", f"{slip.issued_at} {slip.kind}".strip()),
        ]
    else:
        rows = [
            ("fact.service", service),
            ("fact.kind", slip.kind),
            ("fact.ahead", people),
            ("fact.wait", wait),
            ("fact.area", slip.waiting_area),
            ("fact.issued", said(slip, "fact.today", issued=slip.issued_at) if slip.today_only else slip.issued_at),
        ]
    return [(said(slip, key), value) for key, value in rows if value]


def window_words(slip: Slip) -> tuple[str, str]:
    """What stands before and after the large window number: 抽到 8 号窗口, or Counter 8."""
    return _around(slip, "drawn" if slip.draw and not slip.elder else "window", "window", slip.main_window)


def reserve_words(slip: Slip) -> tuple[str, str]:
    """What stands before and after the reserves: 候补 3 12 号."""
    return _around(slip, "reserves", "reserves", " ".join(slip.reserves))


def elder_lines(slip: Slip) -> list[str]:
    """What an elder slip says in whole sentences: what for, where to sit, how long."""
    area = slip.waiting_area
    sit = said(slip, "elder.sit-in", area=area) if area else said(slip, "elder.sit")
    service = slip.service_en if slip.language == "en" else slip.service_zh
    return [line for line in (service, *sit.split("\n"), _minutes(slip, "elder")) if line]


def scan_lines(slip: Slip) -> tuple[str, list[str]]:
    """Title and lines beside the QR code: what it is good for. Nobody can check a draw that there was not."""
    if slip.elder:
        title, *more = said(slip, "elder.scan").split("\n")
        return title, [line for line in (*more, slip.issued_at, slip.kind) if line]
    part = "narrow" if slip.width_mm == 58 else "scan"
    if slip.offline:
        return said(slip, "scan.alone-title"), said(slip, f"{part}.{'halted' if slip.halted else 'alone'}").split("\n")
    uses = ("progress", "draw", "rate") if slip.draw else ("progress", "rate")
    return said(slip, "scan.title"), [said(slip, f"{part}.{use}") for use in uses]


def sticks_caption(slip: Slip) -> str:
    """The sentence over the sticks."""
    windows = len(slip.sticks)
    trays = len({stick.tray for stick in slip.sticks if stick.named})
    if trays > 1:
        return said(slip, "sticks-trays", windows=windows, trays=trays)
    return said(slip, "sticks", windows=windows)


def draw_line(slip: Slip) -> str:
    """The number of the draw."""
    return said(slip, "draw", draw=slip.draw) if slip.draw else ""


def _around(slip: Slip, key: str, blank: str, value: str) -> tuple[str, str]:
    """The words before a blank and behind it; all before it where the hall's own words leave it out."""
    before, _, after = slip.words[f"slip.{key}"].partition(f"{{{blank}}}")
    return before.format(**{blank: value}).strip(), after.format(**{blank: value}).strip()


def _people(slip: Slip) -> str:
    return "" if slip.people_ahead is None else said(slip, "fact.people", count=slip.people_ahead)


def _minutes(slip: Slip, part: str) -> str:
    if slip.estimate_min is None:
        return ""
    low, high = slip.estimate_min
    if high <= 0:
        return said(slip, f"{part}.no-wait")
    return said(slip, f"{part}.minutes", minutes=high if low == high else f"{low}–{high}")
