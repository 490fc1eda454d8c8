"""What hands and eyes need, measured on what is really on the kiosk's screen."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QTextLayout, QTextOption
from PySide6.QtQuick import QQuickItem

from shared.ui import theme
from tests.ui.kiosk_hall import Visitor

CANVAS = QRectF(0, 0, theme.KIOSK_WIDTH, theme.KIOSK_HEIGHT)
LEAST_CONTRAST = 7.0
DESK = 640
MOST_GROUND = 270
CLOSING = "，。、：；！？）》」』”’·,.:;!?)%"
OPENING = "（《「『“‘("
TERMS = (
    *(
        "窗口",
        "号码",
        "服务",
        "预约",
        "身份证",
        "取号",
        "叫号",
        "号票",
        "抽签",
        "广播",
        "大屏",
        "机器",
        "工作人员",
        "居民",
        "登记",
    ),
    *(
        "养老",
        "保险",
        "驾驶证",
        "机动车",
        "住房",
        "公积金",
        "许可",
        "转移",
        "继承",
        "离婚",
        "运输",
        "诊所",
        "居住",
        "使用",
        "设备",
    ),
)
"""Words that a reader takes in whole: the hall's, and those of services."""
SHORT_WORD = 4
AIR, LETTER = 6, 132
"""Least room between words and the edge of what is larger than a plate with one letter, px."""


def place(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(item.boundingRect())


def check(person: Visitor, page: str) -> None:
    """All of it, in the way that this person has chosen."""
    check_texts(person, page)  # paints, so that everything stands in its place
    check_ground(person, page)
    check_lines(person, page)
    check_targets(person, page)
    check_feet(person, page)


def check_lines(person: Visitor, page: str) -> None:
    """Lines end where a reader would pause: before no closing mark, in no word, with no orphan on the last."""
    for item in person.items():
        if (item.property("lineCount") or 0) > 1 and not _drawn(item):
            lines = lines_of(item)
            assert len(lines) == item.property("lineCount"), f"{page}: {lines} are {item.property('lineCount')} lines"
            for before, after in pairwise(lines):
                assert after[0] not in CLOSING, f"{page}: {after!r} begins with a mark"
                assert before[-1] not in OPENING, f"{page}: {before!r} ends with a mark that opens"
                for term in TERMS:
                    cut = [n for n in range(1, len(term)) if before.endswith(term[:n]) and after.startswith(term[n:])]
                    assert not cut, f"{page}: {term} is broken: {before!r} / {after!r}"
                whole = before + after in str(item.property("text")) and (before[-1] + after[0]).isascii()
                assert not (whole and (before[-1] + after[0]).isalnum()), f"{page}: {before!r} / {after!r} is one word"
            last = lines[-1].strip("".join(CLOSING)).strip()
            orphan = len(last) <= (1 if last[0] > "\u2e80" else SHORT_WORD) and last.isalpha()
            assert not orphan, f"{page}: {last!r} stands alone under {lines}"


def lines_of(item: QQuickItem) -> list[str]:
    """A text's lines as they stand there, from its own font and width."""
    font = item.property("font")
    font.setPixelSize(round(item.property("fontInfo").property("pixelSize").toNumber()))
    lines: list[str] = []
    for paragraph in str(item.property("text")).split("\n"):
        layout = QTextLayout(paragraph, font)
        layout.setTextOption(QTextOption())
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(item.width() - item.property("leftPadding"), item.property("contentWidth")))
            lines.append(paragraph[line.textStart() : line.textStart() + line.textLength()].strip())
        layout.endLayout()
    return lines


def check_ground(person: Visitor, page: str) -> None:
    """No large part of an upright desk lies waste between what is said and what is touched."""
    window = person.kiosk.window
    if window.width() > window.height() or person.page in ("search", "guide", "draw"):
        return  # as long as what is found or told; sticks rise there
    shown = sorted((where.top(), where.bottom()) for where in map(place, _shown(person)) if where.top() >= DESK)
    low = DESK
    for top, bottom in shown:
        assert top - low <= MOST_GROUND, f"{page}: nothing from {low:.0f} to {top:.0f}"
        low = max(low, bottom)


def _shown(person: Visitor) -> Iterator[QQuickItem]:
    """Texts, pictures and panels."""
    for item in person.items():
        panel = item.inherits("QQuickRectangle") and item.height() < DESK and item.property("color").alpha() > 0
        if item.property("text") or item.inherits("QQuickImage") or panel:
            yield item


def check_targets(person: Visitor, page: str) -> None:
    """Large, apart, and on the desk: below the line on an upright screen, at the right on a wide one."""
    window = person.kiosk.window
    least = theme.KIOSK_ELDER_TARGET if person.desk.elder else theme.KIOSK_TARGET
    canvas = QRectF(0, 0, window.width(), window.height())
    wide = window.width() > window.height()
    reach = canvas.adjusted(840, 0, 0, 0) if wide else canvas.adjusted(0, theme.KIOSK_REACH, 0, 0)
    rects = {target.objectName(): place(target) for target in person.targets()}
    assert rects or person.page == "draw", page
    for name, rect in rects.items():
        assert min(rect.width(), rect.height()) >= least, f"{page}: {name} is small: {rect}"
        assert reach.contains(rect), f"{page}: {name} is out of reach: {rect}"
        for other, near in rects.items():
            if other != name:
                assert not rect.adjusted(-11, -11, 11, 11).intersects(near), f"{page}: {name} and {other} are too near"


def check_feet(person: Visitor, page: str) -> None:
    """Back is at the left and help at the right of one row, on every page the same."""
    rects = {target.objectName(): place(target) for target in person.targets()}
    if "back" not in rects or "help" not in rects:
        return
    back, help_ = rects["back"], rects["help"]
    left, right = person.kiosk.window.width() - 1020, person.kiosk.window.width() - 60
    assert (back.left(), help_.right()) == pytest.approx((left, right)), page
    assert back.top() == help_.top(), page


def check_texts(person: Visitor, page: str) -> None:
    """Whole, large enough, where it belongs, and standing out from the ground that is really there."""
    window = person.kiosk.window
    canvas = QRectF(0, 0, window.width(), window.height())
    image = window.grabWindow().convertToFormat(QImage.Format.Format_RGB32)
    under_sheet = person.desk.asking or person.desk.help.state
    least = theme.KIOSK_ELDER_LEAST if person.desk.elder else theme.KIOSK_LEAST
    texts = [item for item in person.items() if item.property("text") and item.property("lineCount")]
    assert texts, page
    for item in texts:
        words, where = item.property("text"), place(item)
        assert canvas.contains(where), f"{page}: {words!r} leaves the screen: {where}"
        assert not item.property("truncated"), f"{page}: {words!r} is cut"
        assert item.property("contentWidth") <= item.width() + 1, f"{page}: {words!r} is wider than its place"
        for card in _cards(item):
            air = AIR if card.width() > LETTER > size(item) else 0
            inner = card.adjusted(0, air, 0, -air)
            assert inner.contains(_core(item)), f"{page}: {words!r} {where} leaves its card {card} or touches its edge"
        if not under_sheet:
            found = size(item)
            assert found >= least or _drawn(item), f"{page}: {words!r} is {found} px small"
            ground = _ground(image, where.toRect())
            stands = contrast(item.property("color"), ground)
            assert stands >= LEAST_CONTRAST, f"{page}: {words!r} on {ground.name()}: {stands:.1f}:1"
    if not under_sheet:
        _check_apart(person, texts, page)


def _check_apart(person: Visitor, texts: list[QQuickItem], page: str) -> None:
    """No words lie over others, or over what is touched."""
    cores = [(item.property("text"), _core(item)) for item in texts]
    for n, (words, core) in enumerate(cores):
        for other, near in cores[n + 1 :]:
            assert not core.intersects(near), f"{page}: {words!r} lies over {other!r}"
    targets = [(target, place(target)) for target in person.targets()]
    for item, (words, core) in zip(texts, cores, strict=True):
        above = set(_above(item))
        for target, near in targets:
            assert target in above or not core.intersects(near), f"{page}: {words!r} lies over {target.objectName()}"


def _core(item: QQuickItem) -> QRectF:
    """Where its letters are: the lines of a font are higher than they."""
    where = place(item)
    lines = item.property("lineCount")
    spare = 0.2 * where.height() / lines
    return where.adjusted(4, spare, -4, -spare)


def _above(item: QQuickItem) -> Iterator[QQuickItem]:
    parent = item.parentItem()
    while parent is not None:
        yield parent
        parent = parent.parentItem()


def _cards(item: QQuickItem) -> Iterator[QRectF]:
    """What it stands on, but for pictures, which may show a part of something."""
    if not _drawn(item):
        for parent in _above(item):
            if parent.property("isTarget") or parent.inherits("QQuickRectangle"):
                yield place(parent)


def _drawn(item: QQuickItem) -> bool:
    """Part of a picture or of a stick, not something to read."""
    return any("Specimen" in parent.metaObject().className() for parent in _above(item))


def size(item: QQuickItem) -> float:
    """Pixels of its type as it is painted, which may be less than was asked for."""
    asked: float = item.property("fontInfo").property("pixelSize").toNumber()
    return asked * item.mapRectToScene(QRectF(0, 0, 100, 100)).height() / 100


def contrast(one: QColor, other: QColor) -> float:
    """As WCAG 2 reckons it."""

    def light(colour: QColor) -> float:
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _ground(image: QImage, where: QRect) -> QColor:
    """The colour that there is most of around the letters."""
    part = image.copy(where.adjusted(-4, 0, 4, 0))
    pixels = np.frombuffer(part.constBits(), np.uint32).reshape(part.height(), -1)[:, : part.width()]
    values, counts = np.unique(pixels, return_counts=True)
    return QColor.fromRgb(int(values[counts.argmax()]) | 0xFF000000)
