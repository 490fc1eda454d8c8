"""QR codes on screens."""

import base64

import qrcode
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

from shared.ui import theme

QUIET = 4
"""Modules left white on every side."""


def qr_image(text: str) -> QImage:
    """A QR code, one pixel a module, quiet zone and all. Raises ValueError for text that fits no code."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    modules = code.get_matrix()
    image = QImage(len(modules), len(modules), QImage.Format.Format_RGB32)
    image.fill(QColor(theme.WHITE))
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if dark:
                image.setPixelColor(x, y, QColor(theme.INK))
    return image


def qr_source(text: str) -> str:
    """The same as the source of a QML Image, to be shown with ``smooth: false``; "" for no text."""
    if not text:
        return ""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    qr_image(text).save(buffer, "PNG")  # type: ignore[call-overload]
    return "data:image/png;base64," + base64.b64encode(data.data()).decode()
