"""The manager's wall: a sentence first, then what it rests on; a press says that somebody goes."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtQuick import QQuickItem

from display.controllers.wall import CURVE, GATHER_MS, WAITS
from shared.hall.config import Text
from shared.protocol.rows import AnyRow, CurveRow, GroupRow, HallRow, WarningRow
from shared.ui import theme
from tests.ui.scene import clashes, core, readable, weak
from tests.ui.wall_hall import Manager
from tests.unit.display.rows import MINUTE
from tests.unit.display.wallday import FROM, NOW, counters, lots, morning, today, warning

SIZE = (theme.HALL_WIDTH, theme.HALL_HEIGHT)
COUNTERS = {"zh": "窗口 · 现状和分钟数", "en": "Counters and minutes"}


@pytest.fixture
def manager(qapp) -> Iterator[Manager]:
    manager = Manager()
    yield manager
    manager.close()


def test_the_sentence_says_how_many_where_and_what_to_do(manager: Manager) -> None:
    assert manager.texts("sentence") == ["现在 34 人在等，最挤的是车辆驾驶证，12 人。"]
    assert manager.texts("advice") == ["可开 4 号或恢复 16 号窗口，都能办车辆驾驶证。"]
    four, sixteen = (row for row in counters() if row.label in ("4", "16"))
    manager.tell(replace(four, state="serving"))
    assert manager.texts("advice") == ["可恢复 16 号窗口，能办车辆驾驶证。"]
    manager.tell(four, replace(sixteen, state="serving"))
    assert manager.texts("advice") == ["可开 4 号窗口，能办车辆驾驶证。"]
    manager.tell(*(replace(row, state="serving") for row in counters()))
    assert manager.texts("advice") == ["能办车辆驾驶证的窗口都开着。"]


def test_the_windows_to_open_are_counted_up_as_english_does(qapp) -> None:  # type: ignore[no-untyped-def]
    manager = Manager("en")
    try:
        manager.tell(*(replace(row, state="closed") for row in counters()))
        assert manager.texts("advice") == ["Open Counter 4, 7 or 16 to help Driving."]
        manager.tell(*(replace(row, state="paused") for row in counters() if row.label in ("7", "16")))
        assert manager.texts("advice") == ["Open Counter 4 or resume 7 or 16 to help Driving."]
    finally:
        manager.close()


def test_a_calm_hall_needs_nothing(manager: Manager) -> None:
    for row in morning():
        if isinstance(row, GroupRow):
            manager.link.feed([replace(row, waiting=0)])
        elif isinstance(row, WarningRow):
            manager.link.feed([replace(row, level="")])
    manager.look()
    assert manager.texts("sentence") == ["现在没有人在等。"]
    manager.tell(*(replace(row, most=()) for row in CURVES.values()))
    assert all(row.warn and row.alarm for row in manager.wall.screen.curves.rows), "the limits that the note tells of"
    assert manager.texts("advice") == ["都在限度以内，不用做什么。"]
    assert "没有预警" in manager.texts()


def test_every_group_has_its_day_at_one_scale_and_its_number_now(manager: Manager) -> None:
    assert manager.texts("groupNow") == ["6", "1", "0", "10", "12", "5", "0", "0", "0"]
    rows = manager.wall.screen.curves.rows
    assert [row.mark for row in rows if row.mark] == ["▲ 黄", "▲ 黄"], "D and E"
    assert len({row.warn for row in rows}) == 1, "one scale: the limit lies at one height"
    assert all(row.alarm for row in rows)
    line = rows[4].line
    assert line.startswith("M0 ") and line.count("H") == len(CURVES["E"].most) + 1


@pytest.mark.parametrize("minutes", [0, 2, 4])
def test_the_charts_end_now_and_not_with_the_step_that_is_under_way(qapp, minutes: int) -> None:  # type: ignore[no-untyped-def]
    manager = Manager(at_ms=NOW + minutes * MINUTE)
    try:
        screen = manager.wall.screen
        assert all(abs(row.end - CURVE[0]) < 0.1 and row.line.endswith("H296.0") for row in screen.curves.rows)
        hours = {tick.text: tick.x for tick in screen.ticks.rows}
        assert abs(hours["11:00"] - WAITS[0] * 180 / (220 + minutes)) < 0.1, "220 minutes until 11:40"
    finally:
        manager.close()


def test_a_young_morning_ends_where_it_is_and_says_that_nobody_was_called(qapp) -> None:  # type: ignore[no-untyped-def]
    young = [replace(row, most=(0,)) for row in CURVES.values()]
    none = today(half_s=(-1,), ninety_s=(-1,), half_now_s=-1, ninety_now_s=-1)
    manager = Manager(rows=[*morning(), *young, none], at_ms=FROM + 6 * MINUTE)
    try:
        assert all(abs(row.end - CURVE[0] * 6 / 120) < 0.1 for row in manager.wall.screen.curves.rows)
        assert manager.texts("noWaits") == ["今天还没有叫号"]
        manager.tell(today())
        assert not manager.items("noWaits")
    finally:
        manager.close()


def test_a_warned_window_has_the_mark_of_its_warning(manager: Manager) -> None:
    marked = [cell.property("model").property("label") for cell in manager.items("cell") if said(cell, "mark")]
    assert marked == ["11"] and manager.texts("mark") == ["■"]


def said(cell: QQuickItem, name: str) -> str:
    found = cell.findChild(QQuickItem, name)
    return str(found.property("text")) if found is not None else ""


def test_windows_have_their_place_their_state_and_minutes(manager: Manager) -> None:
    cells = {cell.label: (cell.look, cell.minutes) for cell in manager.wall.screen.cells.rows}
    assert cells["11"] == ("serving", 26) and cells["16"] == ("paused", 12) and cells["4"] == ("closed", 0)
    assert "14 开 · 1 暂停 · 1 未开" in manager.texts()
    assert len(manager.items("cell")) == 16
    shown = dict(zip(manager.texts("state"), manager.items("state"), strict=False))
    assert {"办理", "呼叫", "暂停", "空闲", "未开"} == set(shown)
    minutes = {each.property("text"): each for each in manager.items("minutes") if each.property("text")}
    assert len(manager.texts("minutes")) == 13 and {"26", "12", "11"} < set(minutes)
    for least, items in ((17, shown.values()), (24, minutes.values())):
        sizes = [each.property("fontInfo").property("pixelSize").toInt() for each in items]
        assert min(sizes) >= least, "two figures are as large as one"


@pytest.mark.parametrize("many", [24, 40])
def test_where_there_is_no_room_for_words_a_pause_and_a_closed_window_have_a_sign(manager: Manager, many: int) -> None:
    assert not manager.items("sign")
    manager.tell(*(replace(counters()[n % 16], id=f"x{n}", label=str(20 + n)) for n in range(many - 16)))
    looks = [cell.look for cell in manager.wall.screen.cells.rows]
    assert len(manager.items("cell")) == len(looks) == many and not manager.items("state")
    assert len(manager.items("sign")) == looks.count("paused") + looks.count("closed") > 2
    assert not clashes(manager.items(), *SIZE)


def test_ratings_are_three_figures(manager: Manager) -> None:
    assert manager.texts("rating") == ["71%", "98.6%", "4.82"]
    assert "402 件评了 286" in manager.texts() and "差评 4 条" in manager.texts()


def test_before_the_first_rating_the_wall_says_so(manager: Manager) -> None:
    manager.tell(today(finished=12, rated=0, bad=0, points=0))
    assert manager.texts("rating") == ["0%", "—", "—"] and "还没有人评价" in manager.texts()
    assert not {"差评 0 条", "满分 5"} & set(manager.texts())


def test_waits_end_in_figures_and_have_gaps_where_nobody_was_called(manager: Manager) -> None:
    waits = manager.wall.screen.property("waits")
    assert (waits["ninety_now"], waits["half_now"]) == ("20", "3")
    assert waits["half"].count("M") == 1
    manager.tell(today(half_s=(60, -1, 120, 180), ninety_s=(60, -1, 120, 180)))
    assert manager.wall.screen.property("waits")["half"].count("M") == 2, "a gap is a gap"


def test_a_window_outside_of_what_chance_allows_is_marked(manager: Manager) -> None:
    assert not any(dot.outside for dot in manager.wall.screen.dots.rows)
    manager.tell(replace(lots()[0], drawn=60))
    (odd,) = [dot for dot in manager.wall.screen.dots.rows if dot.outside]
    assert odd.label == "1" and odd.off > odd.band


def test_a_closed_window_is_told_by_its_dashes(manager: Manager) -> None:
    shut = [cell for cell in manager.items("cell") if cell.findChild(QQuickItem, "dashes").isVisible()]
    (four,) = [cell for cell in manager.items("cell") if cell.property("model").property("label") == "4"]
    assert shut == [four]


def test_pressing_a_warning_tells_the_hub_that_somebody_goes(manager: Manager) -> None:
    assert manager.texts("taken") == ["王芳 11:38 接手", "11:32 待接手", "11:35 待接手"]
    assert "点一条即接手；另有 1 条" in manager.texts()
    manager.press(manager.items("warning")[0])
    assert manager.link.asked == [], "it is taken already"
    manager.press(manager.items("warning")[1])
    (asked,) = manager.link.asked
    assert (asked.name, asked.request.warning) == ("take-warning", "waiting/E")  # type: ignore[attr-defined]
    named = warning("waiting/E", "yellow", "E", 12, ago_min=8, taken_by="W1", name=Text("车辆驾驶证", ""))
    manager.tell(named)
    assert "11:39 待接手" in manager.texts("taken"), "the next one that nobody has taken"
    assert "11:32 待接手" not in manager.texts("taken")


def test_a_device_in_trouble_says_what_to_do(manager: Manager) -> None:
    for row in morning():
        if isinstance(row, WarningRow):
            manager.link.feed([replace(row, level="" if row.code != "warn" else "red")])
    manager.look()
    assert manager.texts("warningWords") == ["K2 的打印机：纸不多了，约剩 40 张"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_warnings_are_read_in_passing_and_end_above_the_windows(qapp, language) -> None:  # type: ignore[no-untyped-def]
    low = [warning(f"device/k{n}", "red", f"K{n}", 40, detail="printer/near_end", code="warn") for n in (1, 2, 3)]
    manager = Manager(language, [*morning(), *low])
    try:
        rows, said = manager.items("warning"), manager.items("warningWords")
        assert len(rows) == len(said) == 3
        for row, words in zip(rows, said, strict=True):
            assert words.property("lineCount") == {"zh": 1, "en": 2}[language] and high(words) <= row.height()
            assert words.property("fontInfo").property("pixelSize").toInt() == 28
        ends = max(row.mapRectToScene(row.boundingRect()).bottom() for row in rows)
        (heading,) = [each for each in manager.items() if each.property("text") == COUNTERS[language]]
        assert ends < core(heading).top()
        assert not clashes(manager.items(), *SIZE)
    finally:
        manager.close()


def high(words: QQuickItem) -> float:
    """How high its lines are together."""
    return float(words.property("lineCount") * words.property("lineHeight"))


def test_without_the_hub_nobody_is_asked_to_press(manager: Manager) -> None:
    manager.link.set_state("away")
    manager.look()
    assert "另有 1 条" in manager.texts()


@pytest.mark.parametrize(("language", "mark"), [("zh", "▲ 黄"), ("en", "▲ yellow")])
def test_a_warned_group_says_its_level_in_a_word_whatever_its_name(qapp, language, mark) -> None:  # type: ignore[no-untyped-def]
    manager = Manager(language)
    try:
        assert manager.texts("groupMark") == [mark, mark]
    finally:
        manager.close()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "code",
    ["few", "overdue", "struck", "alone", "seed", "lost", "abandoned", "take-overs", "take-over-in-draw"],
)
def test_what_is_wrong_with_the_lot_is_read_to_its_end(qapp, language, code) -> None:  # type: ignore[no-untyped-def]
    one = warning(f"{code}/hub", "red", "K1", 12, name=Text("户籍身份证", "ID cards"))
    manager = Manager(language, [*(row for row in morning() if not isinstance(row, WarningRow)), one])
    try:
        ((words,), (row,)) = manager.items("warningWords"), manager.items("warning")
        assert words.property("text") and high(words) <= row.height(), words.property("text")
    finally:
        manager.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_numbers_that_could_not_join_are_read_to_their_end(qapp, language) -> None:  # type: ignore[no-untyped-def]
    named = Text("…、A500、B501、F1502", "…, A500, B501, F1502")
    one = warning("not-joined/K10", "yellow", "K10", 12, name=named)
    manager = Manager(language, [*(row for row in morning() if not isinstance(row, WarningRow)), one])
    try:
        ((words,), (row,)) = manager.items("warningWords"), manager.items("warning")
        assert "F1502" in words.property("text") and high(words) <= row.height()
    finally:
        manager.close()


def test_without_the_hub_the_last_picture_stays_and_says_since_when(manager: Manager) -> None:
    manager.link.set_state("away")
    manager.look()
    manager.link.advance(20 * 60_000)
    manager.look()
    assert manager.texts("advice") == ["▲ 网络断了，这一屏停在 11:40。"]
    assert manager.texts("sentence") == ["11:40 时 34 人在等，最挤的是车辆驾驶证，12 人。"]
    assert manager.texts("groupNow")[4] == "12"
    assert "26" in manager.texts("minutes"), "nobody knows how long counter 11 has gone on since"


def test_a_hundred_changes_in_a_moment_are_drawn_once(manager: Manager, qtbot) -> None:  # type: ignore[no-untyped-def]
    drawn = []
    manager.wall.screen.changed.connect(lambda: drawn.append(1))
    group = next(row for row in morning() if isinstance(row, GroupRow))
    for n in range(100):
        manager.link.feed([replace(group, waiting=n)])
    assert drawn == []
    qtbot.waitUntil(lambda: len(drawn) == 1, timeout=5_000)
    assert GATHER_MS == 500 and manager.texts("groupNow")[0] == "99"


def big() -> list[AnyRow]:
    """Sixty windows, twelve groups with the longest names a hall file takes, and every warning at once."""
    name = Text("建设工程规划许可与施工审", "Construction planning permission")
    place = Text("云溪市高新技术产业开发区行政审批与政务服务中心", "Yunxi High-Tech Zone Public Service Center, East")
    hall = replace(next(row for row in morning() if isinstance(row, HallRow)), name=place)
    group = next(row for row in morning() if isinstance(row, GroupRow))
    groups = [replace(group, id=f"g{n}", letter=f"A{'ABCDEFGHJKLM'[n]}", name=name, waiting=n * 12) for n in range(12)]
    window = replace(counters()[0], since_ms=NOW - 99 * 60_000)
    windows = [replace(window, id=str(n), label=f"A{n}") for n in range(1, 61)]
    lot = replace(lots()[0], expected=4.0, deviation=1.9)
    drawn = [replace(lot, id=row.id, label=row.label, drawn=n % 9) for n, row in enumerate(windows)]
    start = NOW - 9 * 3_600_000
    curves = [CurveRow(id=each.id, from_ms=start, step_s=300, most=(40,) * 108) for each in groups]
    warnings = [warning(f"waiting/{each.id}", "red", each.letter, 99, taken_by="欧阳建", name=name) for each in groups]
    figures = {"finished": 12345, "rated": 12000, "bad": 1234}
    whole = today(half_s=(1200,) * 108, ninety_s=(5400,) * 108, from_ms=start, **figures)
    return [hall, *groups, *windows, *drawn, *curves, *warnings, whole]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("rows", [morning, big], ids=["a morning", "the largest hall"])
def test_no_text_leaves_the_wall_or_lies_over_another(qapp, language, rows) -> None:  # type: ignore[no-untyped-def]
    manager = Manager(language, rows())
    try:
        assert not clashes(manager.items(), *SIZE)
    finally:
        manager.close()


def test_a_hundred_waiting_stay_in_their_column_and_all_windows_have_labels_of_one_size(qapp) -> None:  # type: ignore[no-untyped-def]
    manager = Manager("zh", big())
    try:
        ends = [core(item).right() for item in manager.items("groupNow")]
        assert max(ends) < 1240 - 40, "the windows begin there"
        assert len({item.property("font").pixelSize() for item in manager.items("label")}) == 1
    finally:
        manager.close()


def test_contrast_is_seven_to_one_everywhere(manager: Manager) -> None:
    assert len(readable(manager.items())) > 60
    assert not weak(manager.items(), manager.look())


def test_before_the_hub_is_heard_it_says_so(qapp) -> None:  # type: ignore[no-untyped-def]
    manager = Manager(rows=())
    try:
        assert manager.texts("sentence") == ["正在连接大厅"]
    finally:
        manager.close()


def test_what_the_wall_shows_keeps_one_shape(manager: Manager) -> None:
    for part in (manager.wall.screen, *manager.wall.screen.findChildren(QObject)):
        assert "__METAOBJECT__" not in vars(part), f"{part}: a connected method lacks @Slot"


CURVES = {row.id: row for row in morning() if isinstance(row, CurveRow)}
