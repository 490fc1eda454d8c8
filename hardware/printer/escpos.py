"""Printer bytes, built by python-escpos; nothing is sent here."""

from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from escpos.printer import Dummy

HEAD = "TM-T20II"  # 576 dots and a knife; narrower slips use its left part
BAND_ROWS = 256  # rows in one GS v 0: more overflows the buffers of cheap heads


def slip_bytes(picture: Image.Image) -> bytes:
    """One whole slip: reset, the picture as GS v 0 raster bands, feed and cut. At most 576 dots wide."""
    printer = text_printer()
    printer.hw("INIT")
    printer.image(picture, impl="bitImageRaster", fragment_height=BAND_ROWS)
    printer.cut()
    return bytes(printer.output)


def text_printer() -> "Dummy":
    """A printer that only collects its bytes."""
    from escpos.printer import Dummy  # loads its printer database, half a second: not before the first slip

    return Dummy(profile=HEAD)
