"""A scene measured as a person sees it: where ink is, what lies under it, how strong the contrast is."""

from collections import Counter
from itertools import combinations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem

from tests.ui.display_hall import scene_rect


def readable(items: list[QQuickItem]) -> list[QQuickItem]:
    """The texts among these."""
    return [item for item in items if item.property("text") and item.property("contentWidth") is not None]


def core(item: QQuickItem) -> QRectF:
    """Where a text has ink, within its line box: from the metrics of Overpass and of Noto Sans CJK."""
    rect = scene_rect(item)
    rect.translate((item.width() - item.property("contentWidth")) * _aligned(item) * rect.width() / _wide(item), 0)
    above, below = (0.16, 0.24) if item.property("latin") else (0.18, 0.12)
    lines = item.property("lineCount")
    return rect.adjusted(0, rect.height() * above / lines, 0, -rect.height() * below / lines)


def _aligned(item: QQuickItem) -> float:
    """0 for a text at the left of its item, 0.5 in the middle, 1 at the right."""
    found = QQmlExpression(qmlContext(item), item, "horizontalAlignment").evaluate()
    return {Qt.AlignmentFlag.AlignHCenter.value: 0.5, Qt.AlignmentFlag.AlignRight.value: 1.0}.get(found[0], 0.0)


def _wide(item: QQuickItem) -> float:
    return max(1.0, item.property("contentWidth"))


def luminance(colour: QColor) -> float:
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    """As WCAG says."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ground(picture: QImage, rect: QRectF, ink: QColor) -> QColor:
    """The commonest colour around a text that is not its ink."""
    box = rect.toRect().adjusted(-2, 0, 2, 0).intersected(picture.rect())
    seen: Counter[int] = Counter()
    for y in range(box.top(), box.bottom() + 1, 3):
        for x in range(box.left(), box.right() + 1, 3):
            seen[picture.pixel(x, y)] += 1
    return next(QColor(pixel) for pixel, _ in seen.most_common() if QColor(pixel) != ink)


def weak(items: list[QQuickItem], picture: QImage, least: float = 7.0) -> list[tuple[str, float]]:
    """Texts with less contrast than that."""
    found = []
    for item in readable(items):
        ink = QColor(item.property("color"))
        ratio = contrast(ink, ground(picture, scene_rect(item), ink))
        if ratio < least:
            found.append((item.property("text"), round(ratio, 2)))
    return found


def clashes(items: list[QQuickItem], width: int, height: int) -> list[str]:
    """Texts that leave the screen or lie over another."""
    screen = QRectF(0, 0, width, height)
    inks = [(item.property("text"), core(item)) for item in readable(items)]
    out = [f"{text} leaves the screen: {rect}" for text, rect in inks if not screen.contains(rect)]
    over = [
        f"{text} {rect} lies over {other} {other_rect}"
        for (text, rect), (other, other_rect) in combinations(inks, 2)
        if rect.intersects(other_rect)
    ]
    return out + over
