"""Which part of a display stands where: a TOML file, checked as a whole before it takes effect."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from shared.toml import Document, Flaw, TomlError
from shared.ui import theme

LAYOUTS = Path(__file__).parents[1] / "layouts"
Kind = Literal["head", "clock", "now", "recent", "waiting", "notice", "media", "foot"]
Pixel = Annotated[int, Meta(ge=0, le=8000)]

SIZES: Mapping[Kind, int] = {
    "head": 40,
    "clock": 120,
    "now": theme.HALL_NOW,
    "recent": theme.HALL_RECENT,
    "waiting": theme.HALL_LIST,
    "notice": 60,
    "media": 60,
    "foot": theme.HALL_FOOT,
}
"""Type sizes where a layout says none."""
LEAST: Mapping[Kind, tuple[int, int]] = {
    "head": (600, 64),
    "clock": (280, 140),
    "now": (800, 300),
    "recent": (760, 90),
    "waiting": (640, 160),
    "notice": (480, 160),
    "media": (320, 180),
    "foot": (900, 72),
}
"""Width and height below which a part cannot be read."""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[[part]]: one part of the screen; ``size`` is that of its letters (0: as usual)."""

    kind: Annotated[Kind, Meta(description='"head", "clock", "now", "recent", "waiting", "notice", "media" or "foot"')]
    at: Annotated[
        tuple[Pixel, Pixel, Pixel, Pixel],
        Meta(description="[x, y, width, height] in pixels of the canvas, such as [40, 96, 1840, 400]"),
    ]
    size: Annotated[int, Meta(ge=0, le=900, description="a letter size in pixels, such as 92")] = 0

    @property
    def letters(self) -> int:
        """The letter size in pixels."""
        return self.size or SIZES[self.kind]


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A screen of ``canvas`` pixels, scaled to whatever panel shows it."""

    part: tuple[Part, ...]
    canvas: Annotated[tuple[Pixel, Pixel], Meta(description="[width, height] in pixels, such as [1920, 1080]")] = (
        theme.HALL_WIDTH,
        theme.HALL_HEIGHT,
    )

    def find(self, kind: Kind) -> Part | None:
        """The part of this kind, if it is there."""
        return next((part for part in self.part if part.kind == kind), None)


def built_in() -> list[str]:
    """The names of the layouts that come along."""
    return sorted(file.stem for file in LAYOUTS.glob("*.toml"))


def file_of(name: str, data: Path) -> Path:
    """The file of a layout: one that comes along by its name, else a file (beside ``terminal.toml`` or anywhere)."""
    return LAYOUTS / f"{name}.toml" if name in built_in() else data / name


def read(path: Path) -> Layout:
    """The layout in this file. Raises TomlError with every mistake."""
    document = Document(path)
    layout = document.convert(Layout)
    if flaws := list(_flaws(document, layout)):
        raise TomlError(flaws)
    return layout


def _flaws(document: Document, layout: Layout) -> Iterator[Flaw]:
    width, height = layout.canvas
    if layout.find("now") is None:
        yield document.flaw(("part",), "no part shows the calls", 'add a [[part]] with kind = "now"')
    for n, part in enumerate(layout.part):
        x, y, w, h = part.at
        if x + w > width or y + h > height:
            what = f"{part.kind} ends at {x + w}, {y + h}, outside of the canvas"
            yield document.flaw(("part", n, "at"), what, f"keep it within {width} × {height}")
        least_w, least_h = LEAST[part.kind]
        if w < least_w or h < least_h:
            what = f"{part.kind} of {w} × {h} is too small to be read"
            yield document.flaw(("part", n, "at"), what, f"give it {least_w} × {least_h} or more")
        if part.letters < theme.HALL_LEAST:
            what = f"letters of {part.letters} are too small to be read"
            yield document.flaw(("part", n, "size"), what, f"give them {theme.HALL_LEAST} or more")
        for other in layout.part[:n]:
            if other.kind == part.kind:
                yield document.flaw(("part", n), f"{part.kind} stands there twice", "remove one of them")
            elif _meet(part, other):
                what = f"{part.kind} lies over {other.kind}"
                yield document.flaw(("part", n, "at"), what, "move one of them aside")


def _meet(one: Part, other: Part) -> bool:
    (x, y, w, h), (x2, y2, w2, h2) = one.at, other.at
    return x < x2 + w2 and x2 < x + w and y < y2 + h2 and y2 < y + h
