"""A strip of paper that is drawn from the top down."""

from PIL import Image, ImageDraw

from hardware.errors import SlipUnprintable
from hardware.printer.fonts import Font
from hardware.printer.lines import wrap

LONGEST = 4000  # dots: half a metre of paper
WHITE, BLACK = 255, 0
THRESHOLD = 140  # of 255: keeps thin strokes of small Chinese characters whole


class Canvas:
    """Paper `width` dots wide with a margin on both sides; `y` is where the next thing goes."""

    def __init__(self, width: int, margin: int) -> None:
        self.width = width
        self.left = margin
        self.right = width - margin
        self.y = 0
        self._image = Image.new("L", (width, LONGEST), WHITE)
        self._draw = ImageDraw.Draw(self._image)

    @property
    def span(self) -> int:
        """Dots between the margins."""
        return self.right - self.left

    def finish(self, below: int) -> Image.Image:
        """The paper so far and `below` blank rows, as pure black and white."""
        height = self.y + below
        if height > LONGEST:
            raise SlipUnprintable(f"the slip is {height} dots long, at most {LONGEST}: shorten its texts")
        return self._image.crop((0, 0, self.width, height)).point(lambda v: 255 if v > THRESHOLD else 0, mode="1")

    def text(self, at: tuple[float, float], words: str, font: Font, anchor: str = "ls", ink: int = BLACK) -> None:
        """Words at a point; the anchor is Pillow's, on the baseline by default."""
        self._draw.text(at, words, font=font, anchor=anchor, fill=ink)

    def box(self, left: float, top: float, right: float, bottom: float, line: int = 0) -> None:
        """A rectangle, edges inclusive: filled, or only outlined `line` dots thick."""
        corners = (round(left), round(top), round(right), round(bottom))
        self._draw.rectangle(corners, fill=WHITE if line else BLACK, outline=BLACK, width=max(line, 1))

    def hatch(self, left: float, top: float, right: float, bottom: float) -> None:
        """Horizontal lines inside a rectangle: grey for paper that has none."""
        for y in range(round(bottom), round(top), -6):
            self._draw.line((round(left), y, round(right), y), fill=BLACK, width=2)

    def rule(self, dashed: bool = False) -> None:
        """A line from margin to margin, three dots thick, at `y`."""
        step = 9 if dashed else self.span
        for x in range(self.left, self.right, step):
            self._draw.rectangle((x, self.y, min(x + (5 if dashed else step), self.right) - 1, self.y + 2), fill=BLACK)
        self.y += 3

    def paste(self, picture: Image.Image, x: int) -> None:
        """A picture with its top at `y`."""
        self._image.paste(picture, (x, self.y))

    def paragraph(self, words: str, font: Font, leading: int) -> None:
        """Words wrapped between the margins."""
        for line in wrap(words, font, self.span):
            self.y += leading
            self.text((self.left, self.y - leading * 0.22), line, font)
