"""The slip as a picture of black and white dots, 203 to the inch."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from hardware.errors import SlipUnprintable
from hardware.printer import wording
from hardware.printer.canvas import WHITE, Canvas
from hardware.printer.fonts import Font, cjk, sign
from hardware.printer.lines import wrap
from hardware.printer.qr import QUIET, module_on, qr_image
from hardware.printer.slip import Slip
from hardware.printer.sticks import draw_sticks


@dataclass(frozen=True)
class Sizes:
    """Measures of one paper width, in dots."""

    width: int
    margin: int
    hall: int
    number: int
    number_band: int
    number_label: int
    window: int
    window_words: int
    drawn_word: int
    reserve: int
    body: int
    small: int
    row: int


SIZES = {
    80: Sizes(576, 24, 32, 172, 190, 30, 186, 60, 34, 50, 30, 27, 46),
    58: Sizes(384, 12, 26, 134, 140, 0, 140, 44, 28, 40, 26, 24, 40),
}
HALF_EMPTY = "，、；："
"""Marks whose right half is blank: at a right margin it is the ink that stands in line."""
TIGHT = 0.88
"""A name or a sentence that is a little too long is set so much smaller before it takes a second line."""
ELDER_SIZES = {
    80: Sizes(576, 24, 36, 230, 232, 0, 252, 84, 40, 60, 50, 32, 74),
    58: Sizes(384, 12, 28, 150, 156, 0, 180, 56, 32, 44, 35, 26, 54),
}


def render(slip: Slip) -> Image.Image:
    """A mode '1' image, 576 (80 mm) or 384 (58 mm) dots wide, white 255.

    Raises FontMissing or SlipUnprintable.
    """
    sizes = (ELDER_SIZES if slip.elder else SIZES)[slip.width_mm]
    canvas = Canvas(sizes.width, sizes.margin)
    _draw_head(canvas, slip, sizes)
    _draw_number(canvas, slip, sizes)
    _draw_window(canvas, slip, sizes)
    if slip.elder:
        _draw_sentences(canvas, slip, sizes)
        _draw_code(canvas, slip, sizes)
        _draw_foot(canvas, slip, sizes)
        return canvas.finish(below=28)
    _draw_facts(canvas, slip, sizes)
    _draw_code(canvas, slip, sizes)
    if slip.sticks:
        canvas.paragraph(wording.sticks_caption(slip), cjk(sizes.small), sizes.small + 13)
        canvas.y += 12
        draw_sticks(canvas, slip.sticks)
    _draw_foot(canvas, slip, sizes)
    return canvas.finish(below=28)


def _draw_head(canvas: Canvas, slip: Slip, sizes: Sizes) -> None:
    canvas.y = sizes.hall // 2
    if slip.logo:
        logo = _logo(slip.logo, canvas.span)
        canvas.paste(logo, (sizes.width - logo.width) // 2)
        canvas.y += logo.height
    font = _snug(slip.hall, sizes.hall, canvas.span)
    for line in wrap(slip.hall, font, canvas.span):
        canvas.y += round(sizes.hall * 1.35)
        canvas.text((sizes.width / 2, canvas.y - sizes.hall * 0.12), line, font, anchor="ms")
    canvas.y += sizes.hall // 2
    if slip.reprint:
        band = sizes.body + 18
        canvas.box(canvas.left, canvas.y, canvas.right - 1, canvas.y + band, line=3)
        baseline = canvas.y + band - 0.36 * sizes.body - 2
        words = wording.said(slip, "reprint")
        canvas.text((sizes.width / 2, baseline), words, _bold(words, sizes.body, canvas.span - 20), anchor="ms")
        canvas.y += band + 8


def _draw_number(canvas: Canvas, slip: Slip, sizes: Sizes) -> None:
    """The number, white on a black band; on wide paper with its label at the left."""
    top, middle = canvas.y, canvas.y + sizes.number_band / 2
    canvas.box(canvas.left, top, canvas.right - 1, top + sizes.number_band - 1)
    left = canvas.left + 14
    if sizes.number_label:
        label = wording.said(slip, "number")
        stacked = label.split() if label.isascii() else list(label)
        widest = max(stacked, key=cjk(sizes.number_label, bold=True).getlength)
        font = _bold(widest, min(sizes.number_label, sizes.number_band // (len(stacked) + 2)), 62)
        leading = font.size * 1.22
        first = middle - leading * (len(stacked) - 1) / 2
        for i, part in enumerate(stacked):
            canvas.text((left + 31, first + i * leading), part, font, anchor="mm", ink=WHITE)
        left += 72
    right = canvas.right - 20
    font = _fitting(slip.number, sizes.number, right - left)
    canvas.text(((left + right) / 2, middle + font.size * 0.355), slip.number, font, anchor="ms", ink=WHITE)
    canvas.y = top + sizes.number_band


def _draw_window(canvas: Canvas, slip: Slip, sizes: Sizes) -> None:
    """The main window large, its reserves small and framed; or when the window will be known."""
    if not slip.main_window:
        words = wording.said(slip, "no-window")
        font = _bold(words, sizes.window_words, canvas.span)
        canvas.y += round(font.size * 0.88) + 30
        canvas.text((sizes.width / 2, canvas.y), words, font, anchor="ms")
        canvas.y += 30
        return
    before, after = wording.window_words(slip)
    gap = sizes.window * 0.14
    before_size = sizes.drawn_word if after else sizes.window_words
    before_font = _bold(before, before_size, canvas.span * (0.3 if after else 0.7))
    after_font = _bold(after, sizes.window_words, canvas.span * (0.4 if before else 0.7))
    texts = ((before, before_font), (after, after_font))
    words_width = sum(font.getlength(text) + gap for text, font in texts if text)
    number_font = _fitting(slip.main_window, sizes.window, canvas.span - words_width)
    left, number_width = _ink(slip.main_window, number_font)
    baseline = canvas.y + number_font.size * 0.71 + 28
    x = (sizes.width - words_width - number_width) / 2
    if before:
        canvas.text((x, baseline - 8), before, before_font)
        x += before_font.getlength(before) + gap
    canvas.text((x - left, baseline), slip.main_window, number_font)
    if after:
        canvas.text((x + number_width + gap, baseline - 10), after, after_font)
    canvas.y = round(baseline) + 26
    if slip.reserves:
        _draw_reserves(canvas, slip, sizes)


def _draw_reserves(canvas: Canvas, slip: Slip, sizes: Sizes) -> None:
    before, after = wording.reserve_words(slip)
    words, labels = cjk(sizes.drawn_word, bold=True), sign(sizes.reserve, 700)
    gap, pad = 14, 14
    boxes = [max(labels.getlength(label), sizes.reserve * 0.62) + 2 * pad for label in slip.reserves]
    total = words.getlength(before) + sum(box + gap for box in boxes)
    total += gap + words.getlength(after) if after else 0
    if total > canvas.span:  # six reserves on narrow paper
        shrink = canvas.span / total
        words, labels = cjk(int(words.size * shrink), bold=True), sign(int(labels.size * shrink), 700)
        gap, pad, total = int(gap * shrink), int(pad * shrink), canvas.span
        boxes = [box * shrink for box in boxes]
    height = labels.size * 1.12
    middle = canvas.y + height / 2
    x = (sizes.width - total) / 2
    canvas.text((x, middle), before, words, anchor="lm")
    x += words.getlength(before) + gap
    for label, width in zip(slip.reserves, boxes, strict=True):
        canvas.box(x, canvas.y, x + width, canvas.y + height, line=3)
        canvas.text((x + width / 2, middle + labels.size * 0.35), label, labels, anchor="ms")
        x += width + gap
    canvas.text((x, middle), after, words, anchor="lm")
    canvas.y = round(canvas.y + height) + sizes.body + 20
    free = wording.said(slip, "first-free")
    canvas.text((sizes.width / 2, canvas.y - 6), free, _bold(free, sizes.body, canvas.span), anchor="ms")
    canvas.y += 6 + sizes.body // 3


def _draw_sentences(canvas: Canvas, slip: Slip, sizes: Sizes) -> None:
    """An elder slip's few lines, large."""
    canvas.rule()
    canvas.y += 12
    for line in wording.elder_lines(slip):
        canvas.paragraph(line, _snug(line, sizes.body, canvas.span), sizes.row)
    canvas.y += 22
    canvas.rule()
    canvas.y += 24


def _draw_facts(canvas: Canvas, slip: Slip, sizes: Sizes) -> None:
    canvas.rule()
    canvas.y += 12
    body_font, least_font, second_font = cjk(sizes.body, bold=True), cjk(sizes.small, bold=True), cjk(sizes.small)
    for label, value in wording.facts(slip):
        first, _, second = value.partition("\n")
        beside = canvas.span - 20 - body_font.getlength(first)
        label_font = _plain(label, sizes.body, max(canvas.span * 0.4, beside))
        room = canvas.span - label_font.getlength(label) - 20
        value_font = _bold(first, sizes.body, room)
        if value_font.size < sizes.small:
            value_font = min(body_font, least_font, key=lambda font: len(wrap(first, font, room)))
        canvas.text((canvas.left, canvas.y + sizes.row * 0.75), label, label_font)
        lines = [(line, value_font) for line in wrap(first, value_font, room)]
        lines += [(line, second_font) for line in wrap(second, second_font, canvas.span) if line]
        for line, font in lines:
            empty = font.size / 2 if line[-1] in HALF_EMPTY else 0
            canvas.text((canvas.right + empty, canvas.y + sizes.row * 0.75), line, font, anchor="rs")
            canvas.y += sizes.row
    canvas.y += 10
    canvas.rule()
    canvas.y += 24


def _draw_code(canvas: Canvas, slip: Slip, sizes: Sizes) -> None:
    """The QR code and, beside it or under a large one, what it is for. At the left the paper that no dot reaches is
    part of its quiet zone: 4 or 5 mm.
    """
    code = qr_image(slip.qr_text, sizes.width)
    quiet = module_on(sizes.width) * QUIET
    x, top = canvas.left, canvas.y
    beside: float = x + code.width + max(quiet, sizes.margin + 12)
    title, lines = wording.scan_lines(slip)
    title_font = _snug(title, sizes.small if slip.elder else sizes.body, canvas.right - beside)
    font = cjk(sizes.small)
    level = code.height // (len(lines) + 1)  # no line of a few stands lower than the code
    leading = max(round(sizes.small * 1.35), min(level, round(sizes.small * 1.5)))
    height = leading * (len(lines) + 1)
    widest = max(title_font.getlength(title), *(font.getlength(line) for line in lines))
    under = beside + widest > canvas.right
    if under:
        x = (sizes.width - code.width) // 2
        beside, text_top, anchor = sizes.width / 2, top + code.height + quiet, "ms"
    else:
        text_top, anchor = top + max(0, (code.height - height) // 2), "ls"
    canvas.paste(code, x)
    room = canvas.span if under else canvas.right - beside
    canvas.text((beside, text_top + leading * 0.75), title, _bold(title, int(title_font.size), room), anchor)
    for i, line in enumerate(lines, 1):
        canvas.text((beside, text_top + leading * (i + 0.75)), line, _plain(line, sizes.small, room), anchor)
    canvas.y = max(top + code.height + quiet, text_top + height + 8)


def _draw_foot(canvas: Canvas, slip: Slip, sizes: Sizes) -> None:
    draw = wording.draw_line(slip)
    if draw or slip.seal:
        canvas.y += sizes.small + 6
        seal_font, label_font = sign(sizes.small, 800), cjk(sizes.small)
        label_right = canvas.right - seal_font.getlength(slip.seal) - 10
        label = wording.said(slip, "seal")
        first = draw or label
        first_font = _plain(first, sizes.small, label_right - canvas.left)
        canvas.text((canvas.left, canvas.y), first, first_font)
        canvas.text((canvas.right, canvas.y), slip.seal, seal_font, anchor="rs")
        both = first_font.getlength(first) + 20 + label_font.getlength(label)
        if draw and slip.seal and canvas.left + both < label_right:
            canvas.text((label_right, canvas.y), label, label_font, anchor="rs")
        canvas.y += 16
    own = [words for words in (*slip.lines, "" if slip.elder else slip.notice) if words]
    if own:
        canvas.rule(dashed=True)
        canvas.y += 8
    for words in own:
        canvas.paragraph(words, cjk(sizes.small), round(sizes.small * 1.42))


def _logo(png: bytes, widest: int) -> Image.Image:
    """The hall's logo; SlipUnprintable when it is no picture or too wide."""
    try:
        with Image.open(BytesIO(png)) as picture:
            logo = picture.convert("L")
    except (OSError, SyntaxError, ValueError) as error:
        raise SlipUnprintable(f"the logo is no picture: {error}; put another one into the hall file") from error
    if logo.width > widest:
        raise SlipUnprintable(f"the logo is {logo.width} dots wide, the paper {widest}: make it smaller")
    return logo


def _fitting(words: str, size: int, room: float) -> Font:
    """The sign face at `size`, or as much smaller as the room asks."""
    length = sign(size).getlength(words)
    return sign(size) if length <= room else sign(int(size * room / length))


def _ink(words: str, font: Font) -> tuple[int, int]:
    """Where their ink begins and how wide it is: figures alike wide leave much room around a 1."""
    mask, (x, _) = font.getmask2(words)
    left, _, right, _ = mask.getbbox() or (0, 0, 0, 0)
    return x + left, right - left


def _bold(words: str, size: int, room: float) -> Font:
    """The bold Chinese face at `size`, or as much smaller as the room asks."""
    length = cjk(size, bold=True).getlength(words)
    return cjk(size if length <= room else int(size * (room - 1) / length), bold=True)  # steps are not quite even


def _snug(words: str, size: int, room: float) -> Font:
    """The bold Chinese face at `size`, or a little smaller where that saves a line."""
    font = _bold(words, size, room)
    return font if font.size >= size * TIGHT else cjk(size, bold=True)


def _plain(words: str, size: int, room: float) -> Font:
    """The same of the plain face."""
    length = cjk(size).getlength(words)
    return cjk(size if length <= room else int(size * room / length))
