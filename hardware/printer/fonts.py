"""The two families slips are set in: Overpass for numbers, Noto Sans CJK for everything else."""

from functools import cache
from pathlib import Path

import fontpkg_overpass
from PIL import ImageFont

from hardware.errors import FontMissing

CJK_FOLDERS = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/truetype/noto",
    "/usr/local/share/fonts",
)
CJK_FAMILY = "Noto Sans CJK SC"
OVERPASS = Path(fontpkg_overpass.ROOT, "files", "Overpass[wght].ttf")

Font = ImageFont.FreeTypeFont


@cache
def cjk(size: int, bold: bool = False) -> Font:
    """Noto Sans CJK SC, regular or bold, `size` dots an em; FontMissing names the Debian package."""
    name = f"NotoSansCJK-{'Bold' if bold else 'Regular'}.ttc"
    path = next((p for folder in CJK_FOLDERS if (p := Path(folder, name)).exists()), None)
    if path is None:
        raise FontMissing(
            f"no Chinese font for slips: {name} is in none of {', '.join(CJK_FOLDERS)}; apt install fonts-noto-cjk"
        )
    for face in range(10):
        font = ImageFont.truetype(path, size, index=face)
        if font.getname()[0] == CJK_FAMILY:
            return font
    raise FontMissing(f"{path} holds no face {CJK_FAMILY}; reinstall it: apt install --reinstall fonts-noto-cjk")


@cache
def sign(size: int, weight: int = 800) -> Font:
    """Overpass, the road-sign face, `size` dots an em at weight 100–900."""
    if not OVERPASS.exists():
        raise FontMissing(f"the sign font is not at {OVERPASS}; reinstall the package fontpkg-overpass")
    font = ImageFont.truetype(OVERPASS, size)
    font.set_variation_by_axes([weight])
    return font
