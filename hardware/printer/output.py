"""A slip as the bytes for one printer."""

from dataclasses import dataclass
from typing import Literal

from PIL import Image

from hardware.printer.escpos import slip_bytes
from hardware.printer.raster import render
from hardware.printer.roll import CUT_MM, DOTS_PER_MM
from hardware.printer.sheet import Sheet, render_sheet
from hardware.printer.slip import Slip
from hardware.printer.textmode import OutsideGbk, text_bytes

LINE_MM = 5
CODE_MM = 25


@dataclass(frozen=True)
class Style:
    """How a printer takes its slips."""

    mode: Literal["raster", "text"] = "raster"
    native_qr: bool = False


def slip_data(slip: Slip, style: Style) -> tuple[bytes, int]:
    """The bytes and about how many millimetres of paper they take.

    In text mode a slip that the head cannot spell where it matters is a picture all the same. Raises FontMissing,
    SlipUnprintable.
    """
    if style.mode == "text":
        try:
            data = text_bytes(slip, style.native_qr)
            return data, data.count(b"\n") * LINE_MM + CODE_MM + CUT_MM
        except OutsideGbk:
            pass
    return _picture_data(render(slip))


def sheet_data(sheet: Sheet) -> tuple[bytes, int]:
    """The same for a sheet, which is always a picture."""
    return _picture_data(render_sheet(sheet))


def _picture_data(picture: Image.Image) -> tuple[bytes, int]:
    return slip_bytes(picture), picture.height // DOTS_PER_MM + CUT_MM
