"""A sheet of text to take home: what to bring for a service, line by line, as a picture like a slip's."""

from dataclasses import dataclass
from typing import Literal

from PIL import Image

from hardware.printer.canvas import Canvas, wrap
from hardware.printer.fonts import cjk, sign
from hardware.printer.qr import MODULE, QUIET, qr_image


@dataclass(frozen=True)
class Item:
    """One line: ``head`` over it where a part begins; ``mark`` "check" is a box to tick, else a number or ''."""

    text: str
    head: str = ""
    mark: str = ""
    caption: str = ""
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """The whole sheet; texts are printed as given. Without ``qr_text`` there is no code; ``large``: large type."""

    hall: str
    title: str
    items: tuple[Item, ...]
    qr_text: str = ""
    qr_words: str = ""
    width_mm: Literal[58, 80] = 80
    large: bool = False


WIDTHS = {80: (576, 24), 58: (384, 12)}
SIZES = {(80, False): (44, 30, 26), (58, False): (36, 26, 24), (80, True): (60, 46, 34), (58, True): (44, 35, 28)}
"""Title, body and small type in dots, by width and whether large."""
LEAD = 1.42
TIGHT = 0.8
"""A title that is a little too long is set so much smaller: no single character on a line of its own."""


def render_sheet(sheet: Sheet) -> Image.Image:
    """A mode '1' image like ``raster.render``'s. Raises FontMissing or SlipUnprintable."""
    width, margin = WIDTHS[sheet.width_mm]
    title, body, small = SIZES[sheet.width_mm, sheet.large]
    canvas = Canvas(width, margin)
    canvas.y = 16
    canvas.paragraph(sheet.hall, cjk(small), round(small * LEAD))
    if TIGHT <= canvas.span / cjk(title, bold=True).getlength(sheet.title) < 1:
        title = int(title * TIGHT)
    canvas.paragraph(sheet.title, cjk(title, bold=True), round(title * 1.3))
    for item in sheet.items:
        _draw_item(canvas, item, body, small)
    if sheet.qr_text:
        _draw_code(canvas, sheet, small)
    return canvas.finish(below=28)


def _draw_item(canvas: Canvas, item: Item, body: int, small: int) -> None:
    if item.head:
        canvas.y += body // 2
        canvas.paragraph(item.head, cjk(body, bold=True), round(body * LEAD))
        canvas.y += 8
        canvas.rule()
    canvas.y += 10
    inset = round(body * 1.5) if item.mark else 0
    if item.mark == "check":
        canvas.box(canvas.left, canvas.y + body * 0.3, canvas.left + body - 1, canvas.y + body * 1.3, line=3)
    elif item.mark:
        canvas.text((canvas.left + body / 2, canvas.y + body * 1.1), item.mark, sign(body, 700), anchor="ms")
    text = f"{item.caption}  {item.text}" if item.caption else item.text
    for words, size, bold in ((text, body, item.mark == "check"), (item.note, small, False)):
        font = cjk(size, bold=bold)
        for line in wrap(words, font, canvas.span - inset) if words else ():
            canvas.y += round(size * LEAD)
            canvas.text((canvas.left + inset, canvas.y - size * 0.3), line, font)


def _draw_code(canvas: Canvas, sheet: Sheet, small: int) -> None:
    quiet = MODULE * QUIET
    code = qr_image(sheet.qr_text, canvas.width)
    canvas.y += max(quiet, small)
    canvas.paste(code, (canvas.width - code.width) // 2)
    canvas.y += code.height + quiet
    font = cjk(small)
    for line in wrap(sheet.qr_words, font, canvas.span):
        canvas.y += round(small * LEAD)
        canvas.text((canvas.width / 2, canvas.y - small * 0.3), line, font, anchor="ms")
