"""The two families of every screen: Overpass from its package, and a Chinese font of the machine."""

import logging
from pathlib import Path

import fontpkg_overpass
from PySide6.QtGui import QFont, QFontDatabase

from shared.ui import theme

log = logging.getLogger(__name__)

NO_CHINESE_FONT = (
    "No Chinese font on this machine: Chinese text shows as boxes. Install the Debian package fonts-noto-cjk."
)


def load_fonts() -> bool:
    """Make ``theme.SIGNS`` and ``theme.SANS`` usable; needs a QGuiApplication. False (and a warning in the log)
    when the machine has no font for simplified Chinese: numbers and English still show.
    """
    for file in sorted((Path(fontpkg_overpass.__file__).parent / "files").glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise RuntimeError(f"Qt cannot read {file}; install the package fontpkg-overpass again")
    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    if not chinese:
        log.warning(NO_CHINESE_FONT)
        return False
    if theme.SANS not in chinese:
        QFont.insertSubstitution(theme.SANS, chinese[0])
    QFont.insertSubstitution(theme.SIGNS, theme.SANS)
    return True
