"""Displays in each state: the hall lying, upright and with pictures, a zone, one window; in Chinese and in English."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from counter.widgets.fonts import sans, signs
from shared.hall.config import Text
from shared.protocol.rows import (
    AnyRow,
    CounterRow,
    CounterState,
    CurveRow,
    GroupRow,
    LotRow,
    Missed,
    TodayRow,
    WarningRow,
)
from shared.settings import Direction, Screen, Settings
from shared.ui import theme
from shared.ui.texts import Language
from tests.screenshots.album import Album
from tests.ui.display_hall import Wall
from tests.ui.wall_hall import Manager
from tests.unit.display import wallday
from tests.unit.display.rows import GROUPS, MINUTE, NINE, counter, hall

ADDRESS = "https://yunxi.example"
MISSED = (
    Missed("B024", "12", "12", NINE, 3, "t1"),
    Missed("D039", "8", "8", NINE + MINUTE, 3, "t2"),
    Missed("D041", "8", "8", NINE + 2 * MINUTE, 3, "t3"),
)
LANGUAGES: tuple[Language, ...] = ("zh", "en")
ENGLISH = ("Business", "Property", "Social security", "ID cards", "Driving", "Tax", "Housing fund")
DIRECTIONS: dict[str, Direction] = {
    "8": "left",
    "3": "left",
    "12": "right",
    "15": "right",
    "5": "up-left",
}
NOTICE = Text(
    "周六上午照常办公，只办不动产登记和车辆驾驶证。", "Open on Saturday morning for property and driving only."
)
UPRIGHT = (1080, 1920)
EARLY = ((1, 3, 6), (2, 8, 14), (1, 4, 7), (2, 6, 10), (1, 5, 9), (0, 0, 0), (1, 0, 0))
"""Of each group at the doors: people, and how long about."""
POSTERS = {
    "zh": ("手机替您看着队", "扫号票上的码，叫到您时\n手机会响、会震。\n不用安装，也不用登记。"),
    "en": (
        "Your phone keeps watch",
        "Scan the code on your ticket:\nyour phone rings when\nyou are called. Nothing\nto install or sign up for.",
    ),
}
PHONE = (
    (theme.INK, (120, 130, 360, 640), 48),
    (theme.WHITE, (142, 190, 316, 520), 12),
    (theme.MIST, (142, 190, 316, 300), 12),
    (theme.LINE, (180, 540, 240, 24), 12),
    (theme.LINE, (180, 590, 180, 24), 12),
)
WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


def rows(**changes: object) -> list[AnyRow]:
    """The hall of the mockups, bilingual."""
    whole = hall(**changes)  # type: ignore[arg-type]
    groups = [
        replace(each, name=Text(each.name.zh, english), services=(each.letter,))
        for each, english in zip(GROUPS, ENGLISH, strict=True)
    ]
    counters = [counter(str(n), "idle") for n in range(1, 16)]
    missed = tuple(replace(each, after=3) for each in MISSED)
    return [
        replace(
            whole,
            name=Text("云溪市政务服务中心", "Yunxi Government Service Centre"),
            notice=NOTICE,
            missed=missed,
            public_url=ADDRESS,
            opens="8:00",
        ),
        *groups,
        *(replace(each, services=tuple("ABCDE"[int(each.id) % 5] + "D")) for each in counters),
    ]


def morning(wall: Wall) -> None:
    """Some calls, a minute apart."""
    for number, label in (("A012", "5"), ("E019", "15"), ("C058", "12"), ("B031", "3")):
        wall.call(number, label)
        wall.pass_time(60)


def one(wall: Wall) -> None:
    morning(wall)
    wall.call("D047", "8")


def two(wall: Wall) -> None:
    one(wall)
    wall.call("B032", "12")


def away(wall: Wall) -> None:
    one(wall)
    wall.pass_time(70)
    wall.link.set_state("away")


def closed(wall: Wall) -> None:
    """In the evening."""
    wall.link.at_ms += 31_200_000
    wall.link.feed([replace(*[*rows(open=False, counters_open=0)][:1], booked=True, missed=())])


def _foot(**changes: object) -> Callable[[Wall], None]:
    """A call, and one sentence of the foot."""

    def scene(wall: Wall) -> None:
        one(wall)
        plain = {"notice": Text("", ""), "missed": (), "reopened": "", "halted": False, **changes}
        wall.link.feed([replace(*[*rows()][:1], **plain)])

    return scene


def _witnesses(wall: Wall) -> None:
    """When it is their turn."""
    _foot(witnesses=2)(wall)
    wall.pass_time(theme.PAGE_MS / 1000)


def starting(wall: Wall) -> None:
    wall.link.mirror.hall = None


def wrong_clock(wall: Wall) -> None:
    one(wall)
    wall.link.at_ms -= 3_600_000


def welcome(wall: Wall) -> None:
    """A minute after the doors were opened: the first have their tickets, nobody is called yet."""
    wall.link.at_ms -= 59 * MINUTE
    early = zip(rows()[1 : 1 + len(GROUPS)], EARLY, strict=True)
    wall.link.feed([replace(*[*rows()][:1], missed=())])
    wall.link.feed([replace(row, waiting=n, low_min=low, high_min=high) for row, (n, low, high) in early])


HALL: dict[str, Callable[[Wall], None]] = {
    "one": one,
    "two": two,
    "welcome": welcome,
    "away": away,
    "closed": closed,
    "wrong-clock": wrong_clock,
    "starting": starting,
    "halted": _foot(halted=True),
    "reopened": _foot(reopened="lost", seal="4M8W 61TR"),
    "witnesses": _witnesses,
}
WINDOW_STATES = tuple(state for state in get_args(CounterState) if state != "ready")
UPRIGHT_SCENES = ("one", "two", "away", "closed")


def names() -> set[str]:
    """Of all pictures."""
    shown = [*(f"hall-{name}" for name in HALL), *(f"portrait-{name}" for name in UPRIGHT_SCENES)]
    shown += ["media", "notice", "media-portrait", "zone", "wall", "wall-away", "wall-quiet", "layout-broken"]
    shown += [f"window-{state}" for state in (*WINDOW_STATES, "away", "upright")]
    return {f"{name}-{language}" for name in shown for language in LANGUAGES}


def shots(album: Album) -> None:
    """Every display."""
    for language in LANGUAGES:
        _wall(album, language)
    with TemporaryDirectory() as folder:
        data = Path(folder)
        (data / "media").mkdir()
        for language in LANGUAGES:
            _poster(language).save(str(data / "media" / "1-poster.png"))
            for name, scene in HALL.items():
                _keep(album, f"hall-{name}-{language}", Screen(), language, scene, data)
            for name in UPRIGHT_SCENES:
                _keep(album, f"portrait-{name}-{language}", Screen(), language, HALL[name], data, UPRIGHT)
            for layout in ("media", "notice"):
                _keep(album, f"{layout}-{language}", Screen(layout=layout), language, one, data)
            upright = Screen(layout="media-portrait")
            _keep(album, f"media-portrait-{language}", upright, language, two, data, UPRIGHT)
            zone = Screen(zone=("8", "12", "3", "15", "5", "6", "14"), name="二楼东区", name_en="2nd floor, east")
            _keep(album, f"zone-{language}", zone, language, two, data)
            for state in WINDOW_STATES:
                _keep(album, f"window-{state}-{language}", Screen(window="8"), language, _window(state), data)
            _keep(album, f"window-away-{language}", Screen(window="8"), language, _window("serving", away=True), data)
            _keep(album, f"window-upright-{language}", Screen(window="8"), language, _window("calling"), data, UPRIGHT)
        (data / "mine.toml").write_text('[[part]]\nkind = "nwo"\nat = [0, 0, 1920, 400]\n', encoding="utf-8")
        for language in LANGUAGES:
            _keep(album, f"layout-broken-{language}", Screen(layout="mine.toml"), language, one, data, editing=True)


def _wall(album: Album, language: Language) -> None:
    """The manager's wall on a busy morning, without its hub, and as the doors are opened."""
    manager = Manager(language)
    if language == "en":
        taken = next(row for row in wallday.morning() if isinstance(row, WarningRow) and row.taken_by)
        manager.tell(replace(taken, taken_by="Wang Fang"))
    album.keep(f"wall-{language}", manager.look(), edge=1280, colours=256)
    manager.link.set_state("away")
    manager.link.advance(180_000)
    album.keep(f"wall-away-{language}", manager.look(), colours=256)
    manager.close()
    quiet = [row for row in wallday.morning() if not isinstance(row, WarningRow | LotRow | TodayRow)]
    quiet = [replace(row, waiting=0) if isinstance(row, GroupRow) else row for row in quiet]
    quiet = [replace(row, most=(0,)) if isinstance(row, CurveRow) else row for row in quiet]
    quiet = [
        replace(row, state="idle", number="", since_ms=wallday.FROM + int(row.label) % 4 * MINUTE)
        if isinstance(row, CounterRow)
        else row
        for row in quiet
    ]
    today = wallday.today(half_s=(-1,), ninety_s=(-1,), half_now_s=-1, ninety_now_s=-1, finished=0, rated=0, bad=0)
    manager = Manager(language, [*quiet, today], wallday.FROM + 6 * MINUTE)
    album.keep(f"wall-quiet-{language}", manager.look(), colours=256)
    manager.close()


def _window(state: CounterState, away: bool = False) -> Callable[[Wall], None]:
    def scene(wall: Wall) -> None:
        row = replace(counter("8", state, "D047" if state in ("calling", "serving") else ""), services=("D", "A"))
        wall.link.feed([row])
        if away:
            wall.link.set_state("away")

    return scene


def _keep(
    album: Album,
    name: str,
    screen: Screen,
    language: str,
    scene: Callable[[Wall], None],
    data: Path,
    size: tuple[int, int] = (1920, 1080),
    editing: bool = False,
) -> None:
    settings = Settings(display=screen, directions=DIRECTIONS, language=language)  # type: ignore[arg-type]
    wall = Wall(settings, rows(), data, editing)
    wall.display.window.resize(*size)
    QCoreApplication.processEvents()
    scene(wall)
    wall.pass_time(2)
    album.keep(name, wall.paint())
    wall.close()


def _poster(language: Language) -> QImage:
    """To stand beside the calls: what a phone can do here."""
    title, line = POSTERS[language]
    poster = QImage(1600, 900, QImage.Format.Format_RGB32)
    poster.fill(QColor(theme.PINE_2))
    painter = QPainter(poster)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, box, radius in PHONE:
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(*box), radius, radius)
    painter.setPen(QColor(theme.INK))
    painter.setFont(signs(96))
    painter.drawText(QRectF(150, 270, 300, 150), Qt.AlignmentFlag.AlignCenter, "D047")
    painter.setPen(QColor(theme.WHITE))
    fonts = (signs(80), signs(66, bold=False)) if language == "en" else (sans(128, bold=True), sans(66))
    for y, height, font, words in ((150, 220, fonts[0], title), (400, 370, fonts[1], line)):
        painter.setFont(font)
        painter.drawText(QRectF(570, y, 980, height), WRAPPED, words)
    painter.end()
    return poster
