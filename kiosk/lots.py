"""The draw as sticks: recomputed from the answer's own fields, and placed on the screen. Pure."""

from collections.abc import Callable
from math import ceil, sqrt
from typing import Literal, NamedTuple

from shared.hall.draw.issue import Named, choose
from shared.hall.draw.lots import mix
from shared.protocol.answers import Drawn

RISE_PX = 490
"""How far a stick of length 1 rises where all stand in one row."""
CLOSE_PX = 8
WIDTH = 960
GAP = 20
ROW_MOST = 12
CELL_MOST = 240


class NotAsDrawn(ValueError):
    """The answer's fields do not give the result it names: nothing may be shown as a draw."""


class Stick(NamedTuple):
    """One window's lot. ``length`` 0–1 keeps the order of the lots; ``value`` is set where eyes cannot tell."""

    key: str
    label: str
    length: float
    named: Literal["main", "reserve", ""]
    tray: int
    value: str = ""
    row: int = 0
    x: float = 0.0
    width: float = 0.0


class Cup(NamedTuple):
    """The holder of one tray, or its part in one row; the first one's is the main window's."""

    key: int
    tray: int
    row: int
    x: float
    width: float


def recompute(drawn: Drawn) -> Named:
    """The whole draw again. Raises ``NotAsDrawn`` unless main window, reserves and lot come out the same."""
    try:
        ys = [(witness, bytes.fromhex(y)) for witness, y in drawn.ys]
        u = mix(drawn.algorithm, drawn.i, bytes.fromhex(drawn.x), ys)
        named = choose(drawn.algorithm, u, drawn.ticket, drawn.windows, drawn.stratum, drawn.most)
    except ValueError as error:
        raise NotAsDrawn(f"draw {drawn.i} cannot be computed: {error}") from error
    if (named.main, named.reserves, named.lot.hex()) == (drawn.main, drawn.reserves, drawn.lot):
        return named
    raise NotAsDrawn(f"draw {drawn.i} gives another result than the answer says")


def sticks_of(named: Named, label: Callable[[str], str]) -> list[Stick]:
    """Every stick of the draw, tray by tray, in the order people count windows."""
    chosen = {named.main: "main", **dict.fromkeys(named.reserves, "reserve")}
    sticks: list[Stick] = []
    for number, tray in enumerate(named.trays):
        lots = sorted(sqrt(int.from_bytes(lot, "big") / 2**256) for _, lot in tray)
        close = len(lots) > 1 and (lots[1] - lots[0]) * RISE_PX < CLOSE_PX
        for window, lot in sorted(tray, key=lambda pair: _as_counted(label(pair[0]))):
            length = sqrt(int.from_bytes(lot, "big") / 2**256)
            value = f"{length:.4f}" if close and length <= lots[1] else ""
            sticks.append(Stick(window, label(window), length, chosen.get(window, ""), number, value))  # type: ignore[arg-type]
    return sticks


def place(sticks: list[Stick]) -> tuple[list[Stick], list[Cup]]:
    """Give every stick its row, x and width (design pixels from the left margin), and each tray its cup.

    Trays stay whole unless one alone is wider than a row; rows begin at one place.
    """
    rows = _rows(sticks)
    most = max(sum(len(tray) for tray in row) for row in rows)
    gaps = max(len(row) - 1 for row in rows) * GAP
    cell = min(CELL_MOST, (WIDTH - gaps) / most)
    widest = max(cell * sum(len(tray) for tray in row) + GAP * (len(row) - 1) for row in rows)
    placed: list[Stick] = []
    cups: list[Cup] = []
    for number, row in enumerate(rows):
        x = (WIDTH - widest) / 2
        for tray in row:
            cups.append(Cup(len(cups), tray[0].tray, number, x, cell * len(tray)))
            for stick in tray:
                placed.append(stick._replace(row=number, x=x, width=cell))
                x += cell
            x += GAP
    return placed, cups


def _rows(sticks: list[Stick]) -> list[list[list[Stick]]]:
    trays: dict[int, list[Stick]] = {}
    for stick in sticks:
        trays.setdefault(stick.tray, []).append(stick)
    rows = ceil(len(sticks) / ROW_MOST)
    if len(trays) == 1:
        each = ceil(len(sticks) / rows)
        return [[sticks[start : start + each]] for start in range(0, len(sticks), each)]
    each = ceil(len(trays) / rows)
    whole = list(trays.values())
    return [whole[start : start + each] for start in range(0, len(whole), each)]


def _as_counted(label: str) -> tuple[int, str]:
    return (int(label), "") if label.isdecimal() else (10**9, label)
