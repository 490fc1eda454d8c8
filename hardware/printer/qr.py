"""QR codes of whole dots."""

import qrcode
from PIL import Image
from qrcode.exceptions import DataOverflowError

from hardware.errors import SlipUnprintable

MODULE = 5  # dots, 0.6 mm: read by a phone at arm's length
WIDE, WIDE_MODULE = 576, 6  # 80 mm paper has room for larger ones
QUIET = 4  # modules left white on every side


def module_on(paper: int) -> int:
    """Dots a module on paper so many dots wide."""
    return WIDE_MODULE if paper >= WIDE else MODULE


def qr_image(text: str, widest: int) -> Image.Image:
    """The code without its quiet zone; SlipUnprintable when it needs more than `widest` dots with it."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0, box_size=1)
    code.add_data(text)
    try:
        code.make(fit=True)
        modules = code.get_matrix()
    except (DataOverflowError, ValueError) as error:
        raise SlipUnprintable(f"the QR text of {len(text)} characters fits no QR code: shorten it") from error
    side, module = len(modules), module_on(widest)
    if (side + 2 * QUIET) * module > widest:
        raise SlipUnprintable(
            f"the QR code of {len(text)} characters needs {(side + 2 * QUIET) * module} dots and the paper has "
            f"{widest}: shorten its text or use 80 mm paper"
        )
    image = Image.new("L", (side, side), 255)
    image.putdata([0 if dark else 255 for row in modules for dark in row])
    return image.resize((side * module, side * module), Image.Resampling.NEAREST)
