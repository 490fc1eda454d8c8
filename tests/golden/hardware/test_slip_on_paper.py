"""What is drawn is what comes out of the printer, read by an independent reading of the bytes."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageChops

from hardware.printer.escpos import slip_bytes
from hardware.printer.raster import render
from hardware.printer.slip import Slip
from hardware.simulated.paper import Cut, Interpreter, Rejected, Rows, Step
from tests.unit.hardware.slips import DRAWN, ELDER, OFFLINE, slip

SLIPS = {
    f"{name} {width} mm {language}": slip(content, width_mm=width, language=language, reprint=name == "reprint")
    for name, content in (("drawn", DRAWN), ("offline", OFFLINE), ("reprint", DRAWN), ("elder", ELDER))
    for width in (80, 58)
    for language in ("zh", "en")
}


def read(data: bytes, dots: int, piece: int = 4096) -> list[Step]:
    interpreter = Interpreter(dots)
    steps = [step for at in range(0, len(data), piece) for step in interpreter.feed(data[at : at + piece])]
    return steps + list(interpreter.end())


def paper_of(steps: list[Step]) -> Image.Image:
    rows = [step.dots for step in steps if isinstance(step, Rows)]
    paper = Image.new("1", (rows[0].width, sum(row.height for row in rows)), 1)
    y = 0
    for row in rows:
        paper.paste(row, (0, y))
        y += row.height
    return paper


@pytest.mark.parametrize("content", SLIPS.values(), ids=SLIPS.keys())
def test_the_paper_shows_the_picture_dot_for_dot_and_is_cut(content: Slip) -> None:
    picture = render(content)
    steps = read(slip_bytes(picture), picture.width)
    paper = paper_of(steps)
    assert not [step for step in steps if isinstance(step, Rejected)]
    assert isinstance(steps[-1], Cut)
    assert ImageChops.logical_xor(paper.crop((0, 0, *picture.size)), picture).getbbox() is None
    below = paper.crop((0, picture.height, paper.width, paper.height))
    assert set(below.convert("L").tobytes()) == {255}


@pytest.mark.parametrize("content", SLIPS.values(), ids=SLIPS.keys())
def test_the_code_on_the_paper_reads_back(content: Slip) -> None:
    picture = render(content)
    paper = paper_of(read(slip_bytes(picture), picture.width))
    text, corners, code = cv2.QRCodeDetector().detectAndDecode(np.array(paper.convert("L")))
    assert text == content.qr_text
    across = corners[0][1][0] - corners[0][0][0]
    module = {80: 6, 58: 5}[content.width_mm]
    assert across / code.shape[1] >= module - 0.1  # dots
    no_dots = {80: 4, 58: 5}[content.width_mm] * 8  # white paper beside the head
    assert corners[0][0][0] + no_dots >= 4 * module + 8, "four white modules at the left and a millimetre"


def test_the_bytes_mean_the_same_in_pieces_of_any_size() -> None:
    data = slip_bytes(render(OFFLINE))[-3000:]
    data = b"\x1b@\x1dv0\x00\x02\x00\x02\x00\xaa\x55\x0f\xf0" + b"\x1bd\x06\x1dV\x00" + data[-5:]
    assert read(data, 576, piece=1) == read(data, 576)


def test_text_mode_is_read_in_kanji_and_latin() -> None:
    data = b"\x1b@\x1ba\x01\x1d!\x11D047\n\x1c&" + "请到三号窗口".encode("gbk") + b"\n\x1c.\x1dV\x00"
    steps = read(data, 576)
    assert [type(step) for step in steps] == [Rows, Rows, Cut]
    assert ImageChops.invert(paper_of(steps).convert("L")).getbbox() is not None


@pytest.mark.parametrize(
    "data",
    [
        b"\x1b\x00",
        b"\x1dv0\x00\xff\x00\x01\x00",
        b"\x1d(k\x03\x001Q0",
        "号".encode("gb18030"),
        b"\x1c&\xfe\xff",
        b"\x1dv0\x00\x02\x00\x02\x00\xaa",
    ],
    ids=["unknown", "wider than the head", "native QR", "kanji mode off", "no such character", "truncated"],
)
def test_bytes_that_a_cheap_head_does_not_know_are_rejected(data: bytes) -> None:
    assert any(isinstance(step, Rejected) for step in read(data, 576))
