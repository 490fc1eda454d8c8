"""Words broken into lines: as few as hold them or one more, rather at a clause's end than in it, as even as may be, no
word in two and rarely a figure first.
"""

import importlib
from collections.abc import Iterator
from typing import Protocol

NOT_FIRST = "，。、：；！？）》」』”’·,.:;!?)%"
NOT_LAST = "（《「『“‘(¥"
RANGE = "–"
JOINING = "和与或及"
NOT_BROKEN = "\u00a0"
BETWEEN_WORDS = 0.1
BESIDE_A_SYLLABLE = 0.1
"""Prices of a break, where a line left empty costs 1: a mark ends a line for nothing, one syllable is seldom a word,
but a line may begin with an "and"."""
CLAUSE = "，；。！？：,;.!?:"
"""What a clause ends with. To break none one line more is taken."""
BEFORE_A_FIGURE = 2
"""Lines more are rather taken: what a figure counts stands in front of it, 换领 20 元."""


def load_words() -> None:
    """Load the dictionary now: a tenth of a second in which no other thread of Python goes on."""
    importlib.import_module("rjieba")


class Measure(Protocol):
    """What knows the length of words: a font, or the cells of a head's own font."""

    def getlength(self, text: str, /) -> float:
        """The length of a line."""


def wrap(words: str, font: Measure, width: float) -> list[str]:
    """Lines at most `width` long. Only a word longer than a line is broken."""
    lines: list[str] = []
    for paragraph in words.split("\n"):
        if font.getlength(paragraph.rstrip()) <= width:
            lines.append(paragraph.rstrip())
            continue
        parts = list(_fitting(paragraph, font, width))
        fewest, whole = (_balanced(parts, font, width, in_a_clause) for in_a_clause in (0, 1))
        lines += whole if len(whole) <= len(fewest) + 1 else fewest
    return lines


def _balanced(parts: list[str], font: Measure, width: float, in_a_clause: int) -> list[str]:
    """The parts in the fewest lines, of these ways the one with the least empty room and the best breaks. A break
    in a clause counts as ``in_a_clause`` lines.
    """
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(parts) + 1):
        price = _price(parts[end - 1], parts[end]) if end < len(parts) else 0.0
        more = _lines_more(parts[end - 1], parts[end], in_a_clause) if end < len(parts) else 0
        ways: list[tuple[int, float, int]] = []
        for start in range(end - 1, -1, -1):
            empty = 1 - font.getlength("".join(parts[start:end]).strip()) / width
            if empty < 0 and ways:
                break
            count, cost, _ = best[start]
            ways.append((count + 1 + more, cost + empty**2 + price, start))
        best.append(min(ways))
    lines, end = [], len(parts)
    while end:
        start = best[end][2]
        lines.append("".join(parts[start:end]).strip())
        end = start
    return lines[::-1]


def _fitting(paragraph: str, font: Measure, width: float) -> Iterator[str]:
    """The paragraph's parts; one longer than a line comes in characters."""
    for part in _parts(paragraph):
        yield from [part] if font.getlength(part.rstrip()) <= width else part


def _parts(words: str) -> list[str]:
    """What stays on one line: a word with its marks and the space behind it, a number with its unit."""
    import rjieba  # with its dictionary: not before a line is too long

    parts: list[str] = []
    for word in rjieba.cut(words, True):
        if parts and _joined(parts[-1], word):
            parts[-1] += word
        else:
            parts.append(word)
    return parts


def _joined(before: str, word: str) -> bool:
    last, first = before[-1], word[0]
    if NOT_BROKEN in (last, first) or first == " " or first in NOT_FIRST + RANGE or last in NOT_LAST + RANGE:
        return True
    if last == " ":
        return before[:-1][-1:].isdigit() and not first.isascii()
    return last.isascii() and (first.isascii() or last.isalnum())


def _lines_more(before: str, after: str, in_a_clause: int) -> int:
    """As bad as so many lines is a line's end between these two."""
    figured = BEFORE_A_FIGURE if _figured(before, after) else 0
    return figured + (0 if before.rstrip()[-1:] in CLAUSE else in_a_clause)


def _figured(before: str, after: str) -> bool:
    return before[-1] == " " and not before.rstrip()[-1:].isascii() and after[0].isdigit()


def _price(before: str, after: str) -> float:
    """Of a line's end between two parts."""
    if before.rstrip()[-1:] in NOT_FIRST:
        return 0.0
    beside = (before, "" if after in JOINING else after)
    syllables = sum(len(part.strip()) == 1 and not part.isascii() for part in beside)
    return BETWEEN_WORDS + BESIDE_A_SYLLABLE * syllables
