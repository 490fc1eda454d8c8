"""The desk measured as it stands there: the longest names in both languages, contrast, and what is pressed."""

from collections import Counter as Tally
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPalette, QRegion
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from counter.widgets.button import KeyButton
from counter.widgets.field import Field
from counter.widgets.fonts import sans, signs
from counter.widgets.label import Figure, Label, Line
from shared.hall.config import Group, Service, Text
from shared.ui import theme
from shared.ui.fonts import load_fonts
from tests.screenshots.counter import DESK, SHEETS, SIGNED_OUT, morning
from tests.ui.counter_hall import Desk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every least size
LONGEST = Text(
    "城乡居民基本养老保险关系转移接续及待遇领取资格认证申请事项核",
    "Transfer of Basic Pension Insurance for Urban Rural Dwellers",
)
GROUP = Text("城乡居民社会保险经办服务", "Social Insurance, all residents")
STORIES = {**SIGNED_OUT, **DESK, **SHEETS}
SHOWN = [
    *product(("zh", "en"), ("idle", "serving-very-late", "sent-on", "kept")),
    *(("zh", "rating"), ("en", "calling-long"), ("en", "paused")),
]
ON_SHEETS = [("zh", "send-on"), ("en", "send-on"), ("en", "leave"), ("en", "bring-back"), ("zh", "special-call")]


@pytest.fixture
def made(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> Iterator[Callable[..., Desk]]:
    """A desk in one of the stories of the pictures, ``long``: everything is called by the longest names allowed."""
    load_fonts()
    desks: list[Desk] = []

    def make(language: str, story: str, long: bool = False) -> Desk:
        if long:
            assert (len(LONGEST.zh), len(LONGEST.en), len(GROUP.zh), len(GROUP.en)) == (30, 60, 12, 31)
            groups = (Group("d", "D", GROUP), Group("f", "F", GROUP, "fifo"))
            monkeypatch.setattr("tests.ui.counter_hall.GROUPS", groups)
            services = tuple(
                Service(id=id, group=group, name=LONGEST, short=Text(id, id), pinyin=pinyin)
                for id, group, pinyin in (("id", "d", "jmsfzhl"), ("lost", "d", "jmsfzbl"), ("tax", "f", "grsds"))
            )
            monkeypatch.setattr("tests.ui.counter_hall.SERVICES", services)
        desk = Desk(language=language, data=tmp_path if story in ("away", "kept") else None)  # type: ignore[arg-type]
        desks.append(desk)
        desk.counter.session.keypad_up = True
        if story not in SIGNED_OUT:
            morning(desk)
        STORIES[story](desk)
        desk.window.resize(theme.COUNTER_WIDTH, theme.COUNTER_HEIGHT)
        desk.counter.refresh()
        desk.texts()
        return desk

    yield make
    for desk in desks:
        desk.close()


def visible(root: QWidget, kind: type) -> list[QWidget]:
    return [widget for widget in root.findChildren(kind) if widget.isVisible() and widget.width() and widget.height()]


def place(widget: QWidget, root: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def cut_off(root: QWidget) -> list[str]:
    """What cannot be read whole."""
    wrong = []
    for label in visible(root, Label):
        assert isinstance(label, Label)
        if not root.rect().contains(place(label, root)):
            wrong.append(f"outside: {label.text()}")
        if label.wordWrap():
            if label.heightForWidth(label.width()) > label.height() + 1:
                wrong.append(f"too low: {label.text()}")
        elif (
            not isinstance(label, Line)
            and max(map(QFontMetricsF(label.font()).horizontalAdvance, label.text().split("\n"))) > label.width() + 1
        ):
            wrong.append(f"too narrow: {label.text()}")
    return wrong + [
        f"too narrow: {it.text()}" for it in visible(root, KeyButton) if it.width() < it.minimumSizeHint().width()
    ]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("language", "story"), [*SHOWN, *ON_SHEETS])
def test_the_longest_names_of_both_languages_fit(made: Callable[..., Desk], language: str, story: str) -> None:
    desk = made(language, story, long=True)
    root: QWidget = desk.window.sheet if story in SHEETS else desk.window
    assert cut_off(root) == []
    assert desk.window.size().toTuple() == (theme.COUNTER_WIDTH, theme.COUNTER_HEIGHT), "no wider than a small screen"
    if story in DESK:
        desk.key(Qt.Key.Key_F11)
        desk.counter.refresh()
        desk.texts()
        assert desk.counter.strip.isVisible()
        assert cut_off(desk.counter.strip) == []
        assert desk.counter.strip.size().toTuple() == (1116, 72)


@pytest.mark.parametrize("story", ["sent-on", "just-missed"])
def test_on_a_large_screen_the_card_is_larger_and_nothing_is_cut(made: Callable[..., Desk], story: str) -> None:
    desk = made("en", story, long=True)
    card = desk.window.desk.card

    def largest() -> int:
        return max(it.font().pixelSize() for it in visible(card, Figure))

    before = largest()
    desk.window.resize(1920, 1080)
    for _ in range(2):  # the card learns its height, then draws itself by it
        desk.texts()
        desk.counter.refresh()
    desk.texts()
    assert largest() >= 1.5 * before
    assert cut_off(desk.window) == []
    desk.window.resize(theme.COUNTER_WIDTH, theme.COUNTER_HEIGHT)
    for _ in range(2):
        desk.texts()
        desk.counter.refresh()
    desk.texts()
    assert desk.window.size().toTuple() == (theme.COUNTER_WIDTH, theme.COUNTER_HEIGHT), "and back again"
    assert largest() == before


def luminance(colour: QColor) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]  # type: ignore[index]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ground(picture: QImage, box: QRect) -> QColor:
    """The colour that most of a place has."""
    seen = Tally(
        picture.pixel(x, y) for x in range(box.left(), box.right(), 3) for y in range(box.top(), box.bottom(), 3)
    )
    return QColor(seen.most_common(1)[0][0])


@pytest.mark.parametrize(("language", "story"), [*SHOWN, ("zh", "sign-in"), ("zh", "away-idle"), ("en", "refused")])
def test_everything_is_read_at_seven_to_one(made: Callable[..., Desk], language: str, story: str) -> None:
    desk = made(language, story)
    picture = desk.window.grab().toImage()
    for label in visible(desk.window, Label):
        assert isinstance(label, Label)
        if label.text():
            ink = label.palette().color(QPalette.ColorRole.WindowText)
            ratio = contrast(ink, ground(picture, place(label, desk.window)))
            assert ratio >= 7, f"{label.text()}: {ratio:.1f}"
            assert label.font().pixelSize() >= theme.COUNTER_LEAST
    for button in visible(desk.window, KeyButton):
        assert isinstance(button, KeyButton)
        if button.isEnabled():
            fill, ink, _ = button._colours()
            assert contrast(QColor(ink), QColor(fill)) >= 7


@pytest.mark.parametrize("story", ["sign-in", "serving", "just-missed", "send-on", "bring-back"])
def test_what_is_pressed_is_44_pixels_and_more(made: Callable[..., Desk], story: str) -> None:
    desk = made("zh", story)
    pressed = [*visible(desk.window, KeyButton), *visible(desk.window, QLineEdit)]
    assert pressed
    for widget in pressed:
        assert min(widget.width(), widget.height()) >= 44, widget
    assert all(isinstance(it, Figure) is False for it in pressed)


@pytest.mark.parametrize(("language", "foot", "strip"), [
    ("zh", "办结已记在本机，连上自动补报", ["网络断了，已办结", "已记在本机，连上自动补报"]),
    ("en", "What you finished is kept here", ["Finished; network down", "Kept here, sent when it is back"]),
])  # fmt: skip
def test_what_was_finished_without_the_hub_is_not_offered_once_more(made, language, foot, strip):
    desk = made(language, "kept")
    assert desk.reads(foot)
    assert not desk.reads("可以办结") and not desk.reads("You can finish")
    desk.key(Qt.Key.Key_F11)
    assert set(strip) <= set(desk.strip())


def test_what_is_known_of_a_ticket_sent_on_stands_on_the_strip_until_it_is_late(made):
    desk = made("zh", "sent-on")
    desk.key(Qt.Key.Key_F11)
    assert "还缺材料 · 说明按 F11" in desk.strip()
    desk.wait(720)
    assert "▲ 办理中 13:10 · 常规 8 分" in desk.strip()


def test_standing_by_and_waiting_citizens_are_two_words(made):
    desk = made("zh", "ready")
    desk.key(Qt.Key.Key_F11)
    assert "就绪" in desk.strip() and desk.strip().count("等候") == 1


@pytest.mark.parametrize(("language", "whole"), [("zh", "全窗"), ("en", "Window")])
def test_on_the_strip_the_next_step_and_the_way_back_keep_their_places(made, language, whole):
    places = set()
    for story in (
        "closed",
        "idle",
        "ready",
        "calling",
        "calling-long",
        "serving",
        "sent-on",
        "rating",
        "paused",
        "kept",
    ):
        desk = made(language, story)
        desk.key(Qt.Key.Key_F11)
        desk.counter.refresh()
        desk.texts()
        buttons = {it.key: it for it in visible(desk.counter.strip, KeyButton)}
        assert buttons["F11"].text() == whole
        assert cut_off(desk.counter.strip) == []
        for line in visible(desk.counter.strip, Line):
            assert QFontMetricsF(line.font()).horizontalAdvance(line.text()) <= line.width(), line.text()
        places.add((buttons["F9"].geometry().getRect(), buttons["F11"].geometry().getRect()))
    assert len(places) == 1


@pytest.mark.parametrize(("language", "first", "then"), [
    ("zh", "第 1 次呼叫 · 6 秒后可以重呼", "▲ 第 1 次呼叫 · 再呼 1 次可以过号"),
    ("en", "Call 1 · recall in 6 s", "▲ Call 1 · no-show after 1 more"),
])  # fmt: skip
def test_the_strip_says_why_a_call_cannot_be_repeated_yet(made, language, first, then):
    desk = made(language, "calling")
    desk.key(Qt.Key.Key_F11)
    assert first in desk.strip()
    desk.wait(10)
    assert then in desk.strip()


@pytest.mark.parametrize(("language", "today"), [("zh", ["4", "1 件待补报"]), ("en", ["4", "1 not sent yet"])])
def test_what_was_finished_without_the_hub_counts_at_once(made, language, today):
    desk = made(language, "away")
    assert "3" in desk.texts() and not desk.reads(today[-1])
    assert set(today) <= set(made(language, "kept").texts())


def test_a_pause_names_the_halls_own_limit(made):
    desk = made("zh", "paused")
    assert desk.reads("停满 5 分钟")
    desk.key(Qt.Key.Key_F11)
    assert any("停满 5 分钟" in text for text in desk.strip())


def test_the_tablets_address_is_large_enough_to_be_copied_and_under_its_code(made):
    desk = made("zh", "tablet")
    [address] = [label for label in visible(desk.window.sheet, Label) if label.text().startswith("https://")]
    assert address.font().pixelSize() >= 22
    assert address.alignment() & Qt.AlignmentFlag.AlignHCenter


@pytest.mark.parametrize(("language", "said"), [("zh", "■ 再过 6 秒可以重呼"), ("en", "■ You can recall in 6 s")])
def test_a_refusal_is_read_whole_on_the_strip(made, language, said):
    desk = made(language, "refused")
    desk.key(Qt.Key.Key_F11)
    assert said in desk.strip()
    strip = desk.counter.strip
    for sentence in (said, "■ D013 is at the desk. Finish first"):
        strip.show_notice(sentence, stop=True)
        QApplication.processEvents()
        [notice] = [label for label in visible(strip, Label) if label.text() == sentence]
        assert not isinstance(notice, Line), "a line may be cut"
        assert cut_off(strip) == []
    assert notice.palette().color(QPalette.ColorRole.WindowText) == QColor(theme.STOP)


@pytest.mark.parametrize(("face", "px"), [(signs, 34), (signs, 26), (sans, 22)])
def test_what_is_typed_stands_in_the_middle_of_its_field(qapp, face, px):
    load_fonts()
    font = face(px)
    field = Field("D012")
    field.write_in(font)
    field.setFrame(False)
    field.resize(160, 64)
    image = QImage(field.size(), QImage.Format.Format_Grayscale8)
    image.fill(255)
    field.render(image)
    rows = [y for y in range(64) if any(image.pixelColor(x, y).value() < 128 for x in range(160))]
    assert abs(rows[0] + rows[-1] - 63) <= 2
    assert rows[-1] - rows[0] + 1 >= 0.6 * px, "whole"


def test_figures_stand_on_whole_pixels_and_begin_where_the_words_do(qapp):
    load_fonts()
    for height in (60, 61, 62):
        figure = Figure(80)
        figure.setText("1")
        figure.resize(120, height + 40)
        image = QImage(figure.size(), QImage.Format.Format_Grayscale8)
        image.fill(255)
        figure.render(image, QPoint(), QRegion(), QWidget.RenderFlag(0))
        inked = [[image.pixelColor(x, y).value() < 128 for x in range(120)] for y in range(height + 40)]
        bottom = max(y for y, row in enumerate(inked) if any(row))
        assert sum(inked[bottom]) == sum(inked[bottom - 2]) > 30, "no stem sticks out under its foot"
        assert any(row[x] for row in inked for x in (0, 1, 2)), "no gap at the left"
