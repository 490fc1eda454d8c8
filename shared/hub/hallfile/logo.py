"""The hall's logo for its paper: a small picture of black and white dots."""

from base64 import b64encode
from io import BytesIO
from pathlib import Path

BYTES = 6_000
"""At most 8 kB as base64: it goes into the record and to every kiosk."""
WIDE, HIGH = 360, 200
"""Dots; fits 58 mm paper too."""


class BadLogo(Exception):
    """The file is no such picture; ``remedy`` says what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.remedy = remedy


def read_logo(path: Path) -> str:
    """The PNG in base64. Raises BadLogo."""
    from PIL import Image, UnidentifiedImageError  # a hall without a logo does not pay for it

    try:
        with path.open("rb") as file:
            raw = file.read(BYTES + 1)
    except OSError as error:
        raise BadLogo(f"{path} cannot be read: {error.strerror}", "put the picture beside the hall file") from None
    if len(raw) > BYTES:
        raise BadLogo(
            f"{path.name} has more than {BYTES} bytes", f"save it with at most {WIDE} × {HIGH} dots, 1 bit each"
        )
    try:
        with Image.open(BytesIO(raw), formats=["PNG"]) as picture:
            if picture.width > WIDE or picture.height > HIGH:
                size = f"{picture.width} × {picture.height}"
                raise BadLogo(f"{path.name} has {size} dots", f"make it at most {WIDE} × {HIGH} dots")
            if picture.mode != "1":
                raise BadLogo(f"{path.name} has greys or colours", "save it in black and white, 1 bit a dot")
            picture.load()
    except Image.DecompressionBombError:
        raise BadLogo(f"{path.name} says that it has millions of dots", f"make it at most {WIDE} × {HIGH}") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise BadLogo(f"{path.name} is no whole PNG picture", "save it as PNG, black and white") from None
    return b64encode(raw).decode()
