"""A sheet of text to take home: what to bring for a service, line by line, as a picture like a slip's."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from PIL import Image

from hardware.printer.canvas import Canvas
from hardware.printer.fonts import Font, cjk, sign
from hardware.printer.lines import wrap
from hardware.printer.qr import QUIET, module_on, qr_image


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
    """The whole sheet; texts are printed as given. Without ``qr_text`` there is no code; ``foot`` stands last.
    ``large``: large type.
    """

    hall: str
    title: str
    items: tuple[Item, ...]
    qr_text: str = ""
    qr_words: str = ""
    foot: str = ""
    width_mm: Literal[58, 80] = 80
    large: bool = False


WIDTHS = {80: (576, 24), 58: (384, 12)}
SIZES = {(80, False): (44, 30, 26), (58, False): (36, 26, 24), (80, True): (60, 46, 34), (58, True): (44, 35, 28)}
"""Title, body and small type in dots, by width and whether large."""
LEAD = 1.42
COLUMN = 0.35
"""Of the paper's width, at most, is for captions beside their texts."""
TIGHT = 0.8
"""A title that is a little too long is set so much smaller: no single character on a line of its own."""


class Captions(NamedTuple):
    """How captions are set: beside their texts in a column so wide, 0 for over them."""

    font: Font
    column: int


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
    captions = _captions([item.caption for item in sheet.items if item.caption], canvas.span, body, small)
    for item in sheet.items:
        _draw_item(canvas, item, body, small, captions)
    if sheet.qr_text:
        _draw_code(canvas, sheet, small)
    if sheet.foot:
        canvas.y += round(small * 0.5)
        _draw_middle(canvas, sheet.foot, small)
    return canvas.finish(below=28)


def _captions(words: list[str], span: int, body: int, small: int) -> Captions:
    """As large as the column has room for; too long ones stand over their texts."""
    for size in (body, small):
        font = cjk(size)
        column = max((font.getlength(caption) for caption in words), default=0) + size * 0.6
        if column <= span * COLUMN:
            return Captions(font, round(column))
    return Captions(cjk(small), 0)


def _draw_item(canvas: Canvas, item: Item, body: int, small: int, captions: Captions) -> None:
    if item.head:
        canvas.y += body
        canvas.paragraph(item.head, cjk(body, bold=True), round(body * LEAD))
        canvas.y += 8
        canvas.rule()
        canvas.y += 4
    canvas.y += 10
    inset = round(body * 1.5) if item.mark else 0
    if item.mark == "check":
        canvas.box(canvas.left, canvas.y + body * 0.3, canvas.left + body - 1, canvas.y + body * 1.3, line=3)
    elif item.mark:
        canvas.text((canvas.left + body / 2, canvas.y + body * 1.1), item.mark, sign(body, 700), anchor="ms")
    if item.caption:
        canvas.text((canvas.left, canvas.y + body * (LEAD - 0.3)), item.caption, captions.font)
        inset = captions.column
        canvas.y += 0 if captions.column else round(captions.font.size * LEAD)
    bold = item.mark == "check" or bool(item.caption)
    for words, size, font in ((item.text, body, cjk(body, bold)), (item.note, small, cjk(small))):
        for line in wrap(words, font, canvas.span - inset) if words else ():
            canvas.y += round(size * LEAD)
            canvas.text((canvas.left + inset, canvas.y - size * 0.3), line, font)


def _draw_code(canvas: Canvas, sheet: Sheet, small: int) -> None:
    quiet = module_on(canvas.width) * QUIET
    code = qr_image(sheet.qr_text, canvas.width)
    canvas.y += max(quiet, round(small * 1.5))
    canvas.paste(code, (canvas.width - code.width) // 2)
    canvas.y += code.height + quiet
    _draw_middle(canvas, sheet.qr_words, small)


def _draw_middle(canvas: Canvas, words: str, small: int) -> None:
    font = cjk(small)
    for line in wrap(words, font, canvas.span):
        canvas.y += round(small * LEAD)
        canvas.text((canvas.width / 2, canvas.y - small * 0.3), line, font, anchor="ms")
