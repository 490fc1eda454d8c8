"""The two families at a size: Overpass for numbers and English, Noto Sans CJK for Chinese."""

from PySide6.QtGui import QFont

from shared.ui import theme

REGULAR, BOLD = 400, 700


def signs(px: int, bold: bool = True) -> QFont:
    """Numbers and letters, digits of one width so that clocks stand still."""
    font = QFont([theme.SIGNS, theme.SANS])
    font.setPixelSize(px)
    font.setVariableAxis(QFont.Tag("wght"), BOLD if bold else REGULAR)  # one variable file: setBold only smears it
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def sans(px: int, bold: bool = False) -> QFont:
    """Words."""
    font = QFont([theme.SANS])
    font.setPixelSize(px)
    font.setBold(bold)
    return font
