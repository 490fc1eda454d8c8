"""A layout as QML wants it: for every kind of part where it stands at this moment. Pure."""

from typing import Any, get_args

from display.controllers.layout import Kind, Layout, Part
from display.controllers.page import Mode

LIST_HEAD = 48
"""Above the first row of the waiting list."""
ROWS = {"recent": 1.26, "waiting": 1.56}
"""A row's height, in letter sizes."""
KINDS: tuple[Kind, ...] = get_args(Kind)
Place = dict[str, Any]
NOWHERE: Place = {"x": 0, "y": 0, "width": 0, "height": 0, "size": 1, "pitch": 1, "shown": False}
STRIP = 120


def pitch(part: Part) -> int:
    """The height of one of its rows: as many as there is room for fill it."""
    least = round(part.letters * ROWS.get(part.kind, 1))
    return max(least, _room(part) // max(1, _room(part) // least))


def rows(layout: Layout, kind: Kind) -> int:
    """How many rows a list has room for; 0 where the layout has no such list."""
    part = layout.find(kind)
    if part is None:
        return 0
    return max(1, _room(part) // pitch(part))


def _room(part: Part) -> int:
    return part.at[3] - (LIST_HEAD if part.kind == "waiting" else 0)


def places(layout: Layout, mode: Mode, trouble: bool) -> dict[str, Place]:
    """Every kind's place; "told" is where a sentence stands in place of calls, "trouble" where the hub's absence is
    told: over what would be old by then.
    """
    found = {part.kind: part for part in layout.part}
    shown: dict[str, Place] = {kind: _place(found[kind]) if kind in found else NOWHERE for kind in KINDS}
    told = shown["now"]
    if mode == "closed":
        told = {**told, **_closed(layout)}
        for kind in ("recent", "waiting"):
            shown[kind] = NOWHERE
    shown["told"] = {**told, "shown": mode != "calls"}
    if mode != "calls":
        shown["now"] = {**shown["now"], "shown": False}
    shown["trouble"] = NOWHERE
    if trouble:
        over = next((kind for kind in ("waiting", "notice", "media") if kind in found), None)
        shown["trouble"] = {**(_place(found[over]) if over else _strip(layout)), "shown": True}
        if over:
            shown[over] = NOWHERE
    return shown


def _place(part: Part) -> Place:
    x, y, width, height = part.at
    return {
        "x": x,
        "y": y,
        "width": width,
        "height": height,
        "size": part.letters,
        "pitch": pitch(part),
        "shown": True,
    }


def _strip(layout: Layout) -> Place:
    """No part can give way: the foot of the canvas."""
    width, height = layout.canvas
    return {**NOWHERE, "y": height - STRIP, "width": width, "height": STRIP}


def _closed(layout: Layout) -> dict[str, int]:
    """A closed hall needs no lists: their room, as far as nothing else stands in it."""
    own = [part for part in layout.part if part.kind in ("now", "recent", "waiting")]
    left, top = min(part.at[0] for part in own), min(part.at[1] for part in own)
    right, bottom = max(part.at[0] + part.at[2] for part in own), max(part.at[1] + part.at[3] for part in own)
    for other in layout.part:
        x, y, width, height = other.at
        if other not in own and left < x + width and x < right and top < y + height and y < bottom:
            return {}
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}
