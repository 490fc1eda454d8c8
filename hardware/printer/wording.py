"""The sentences on a slip, put together from its words and its facts."""

from hardware.printer.slip import Slip


def said(slip: Slip, key: str, **blanks: str | int) -> str:
    """The words ``slip.<key>`` with their blanks filled."""
    return slip.words[f"slip.{key}"].format(**blanks)


def facts(slip: Slip) -> list[tuple[str, str]]:
    """The slip's rows as (label, value); unknown facts are left out, narrow paper puts two facts in a row."""
    service = f"{slip.service_en}\n{slip.service_zh}" if slip.language == "en" else slip.service_zh
    people, minutes = _people(slip), _minutes(slip, "fact")
    if slip.width_mm == 58:
        both = said(slip, "narrow.people-minutes", people=people, minutes=minutes)
        rows = [
            ("narrow.service", service),
            ("narrow.ahead", both if people and minutes else people or minutes),
            ("narrow.area", slip.waiting_area),
            ("narrow.issued", f"{slip.issued_at} {slip.kind}".strip()),
        ]
    else:
        rows = [
            ("fact.service", service),
            ("fact.kind", slip.kind),
            ("fact.ahead", people),
            ("fact.wait", minutes),
            ("fact.area", slip.waiting_area),
            ("fact.issued", slip.issued_at),
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
        lines = (slip.issued_at, slip.kind, draw_line(slip), slip.seal)
        return said(slip, "elder.scan"), [line for line in lines if line]
    if slip.offline:
        return said(slip, "scan.alone-title"), said(slip, "scan.alone").split("\n")
    part = "narrow" if slip.width_mm == 58 else "scan"
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
