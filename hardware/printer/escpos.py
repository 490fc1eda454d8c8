"""Printer bytes, built by python-escpos; nothing is sent here."""

from PIL import Image

PROFILES = {576: "TM-T20II", 384: "POS-5890"}  # heads of these widths; the bytes are the same for all such
BAND_ROWS = 256  # rows in one GS v 0: more overflows the buffers of cheap heads


def slip_bytes(picture: Image.Image) -> bytes:
    """One whole slip: reset, the picture as GS v 0 raster bands, feed and cut. Width must be 576 or 384."""
    from escpos.printer import Dummy  # loads its printer database, half a second: not before the first slip

    printer = Dummy(profile=PROFILES[picture.width])
    printer.hw("INIT")
    printer.image(picture, impl="bitImageRaster", fragment_height=BAND_ROWS)
    printer.cut()
    return bytes(printer.output)
