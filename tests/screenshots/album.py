"""Where pictures go: small, and the same bytes for the same picture."""

import io
from collections.abc import Collection
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

EDGE = 960
COLOURS = 64


class Album:
    """The pictures of one part, in a folder of their own; ``whole``: as their screens show them, not made small."""

    def __init__(self, folder: Path, names: Collection[str], whole: bool = False) -> None:
        self._folder = folder
        self._whole = whole
        self._names = set(names)
        self._kept: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, name: str, picture: QImage | bytes | Path, edge: int = EDGE, colours: int = COLOURS) -> Path:
        """Keep it as ``name``.png, at most ``edge`` pixels long and of so many ``colours``; a name is used once."""
        if name in self._kept:
            raise ValueError(f"two pictures are called {name}")
        if name not in self._names:
            raise ValueError(f"the part's names() do not know {name}")
        self._kept.add(name)
        image = _opened(picture).convert("RGB")
        path = self._folder / f"{name}.png"
        if self._whole:
            image.save(path)
            return path
        image.thumbnail((edge, edge), Image.Resampling.LANCZOS)
        small = image.quantize(colours, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
        small.save(path, optimize=True)
        return path

    def tidy(self) -> int:
        """Delete what was kept by earlier runs alone; how many there are now. All that the part names must be there."""
        if missing := self._names - self._kept:
            raise ValueError(f"named and not made: {', '.join(sorted(missing))}")
        for path in self._folder.glob("*.png"):
            if path.stem not in self._kept:
                path.unlink()
        return len(self._kept)


def _opened(picture: QImage | bytes | Path) -> Image.Image:
    if isinstance(picture, QImage):
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")  # type: ignore[call-overload]
        picture = bytes(buffer.data().data())
    return Image.open(io.BytesIO(picture) if isinstance(picture, bytes) else picture)
