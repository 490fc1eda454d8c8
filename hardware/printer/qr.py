"""QR codes of whole dots."""

import qrcode
from PIL import Image
from qrcode.exceptions import DataOverflowError

from hardware.errors import SlipUnprintable

MODULE = 5  # dots, 0.6 mm: read by a phone at arm's length
QUIET = 4  # modules left white on every side


def qr_image(text: str, widest: int) -> Image.Image:
    """The code without its quiet zone; SlipUnprintable when it needs more than `widest` dots with it."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0, box_size=1)
    code.add_data(text)
    try:
        code.make(fit=True)
        modules = code.get_matrix()
    except (DataOverflowError, ValueError) as error:
        raise SlipUnprintable(f"the QR text of {len(text)} characters fits no QR code: shorten it") from error
    side = len(modules)
    if (side + 2 * QUIET) * MODULE > widest:
        raise SlipUnprintable(
            f"the QR code of {len(text)} characters needs {(side + 2 * QUIET) * MODULE} dots and the paper has "
            f"{widest}: shorten its text or use 80 mm paper"
        )
    image = Image.new("L", (side, side), 255)
    image.putdata([0 if dark else 255 for row in modules for dark in row])
    return image.resize((side * MODULE, side * MODULE), Image.Resampling.NEAREST)
