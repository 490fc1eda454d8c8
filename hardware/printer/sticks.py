"""The draw on paper: one stick a window, the shortest of each tray marked."""

from itertools import groupby

from hardware.printer.canvas import WHITE, Canvas
from hardware.printer.fonts import sign
from hardware.printer.slip import Stick

TALLEST = 80  # dots above the ground line
SHORTEST = 22
LABEL = 24
LABEL_BAND = 34
CELL_LEAST = 36
CELL_MOST = 58
TRAY_GAP = 14


def draw_sticks(canvas: Canvas, sticks: tuple[Stick, ...]) -> None:
    """Draw the sticks from `y` down, in as many rows as the paper's width asks for; a tray stays together."""
    for row in _rows(canvas, sticks):
        gaps = (len(row) - 1) * TRAY_GAP
        count = sum(len(tray) for tray in row)
        cell = min(CELL_MOST, (canvas.span - gaps) / count)
        x = canvas.left + (canvas.span - gaps - cell * count) / 2
        ground = canvas.y + TALLEST
        for tray in row:
            canvas.box(x, ground, x + cell * len(tray) - 1, ground + 2)
            for stick in tray:
                _draw_stick(canvas, stick, x, cell, ground)
                x += cell
            x += TRAY_GAP
        canvas.y = ground + LABEL_BAND + 12


def _rows(canvas: Canvas, sticks: tuple[Stick, ...]) -> list[list[list[Stick]]]:
    """Trays of sticks packed into rows; a tray wider than the paper is cut."""
    most = canvas.span // CELL_LEAST
    rows: list[list[list[Stick]]] = []
    for _, members in groupby(sticks, key=lambda stick: stick.tray):
        tray = list(members)
        for start in range(0, len(tray), most):
            part = tray[start : start + most]
            used = sum(len(other) for other in rows[-1]) if rows else most
            needed = (used + len(part)) * CELL_LEAST + TRAY_GAP * (len(rows[-1]) if rows else 0)
            if rows and needed <= canvas.span:
                rows[-1].append(part)
            else:
                rows.append([part])
    return rows


def _draw_stick(canvas: Canvas, stick: Stick, x: float, cell: float, ground: float) -> None:
    """A main window is black with its label inverted, a reserve hatched with its label framed, others bare."""
    top = ground - SHORTEST - max(0.0, min(1.0, stick.length)) * (TALLEST - SHORTEST)
    left, right = x + cell * 0.24, x + cell * 0.76
    canvas.box(left, top, right, ground, line=0 if stick.named == "main" else 3)
    band = ground + 3, ground + LABEL_BAND
    ink = 0
    if stick.named == "main":
        canvas.box(x, band[0], x + cell - 1, band[1])
        ink = WHITE
    elif stick.named == "reserve":
        canvas.hatch(left, top, right, ground)
        canvas.box(x + 1, ground, x + cell - 2, band[1], line=3)
    font = sign(LABEL, 700)
    canvas.text((x + cell / 2, band[1] - 7), stick.window, font, anchor="ms", ink=ink)
