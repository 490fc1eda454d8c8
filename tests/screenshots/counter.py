"""The clerk's desk in every state, window and strip, in Chinese and in English."""

from collections.abc import Callable
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from shared.hall.commands import CloseCounter, Evaluate, Serve, Transfer
from shared.protocol.requests import ReportRequest
from shared.ui import theme
from tests.screenshots.album import Album
from tests.ui.counter_hall import DESK as DEVICE
from tests.ui.counter_hall import MATE, ME, Desk

F = {n: getattr(Qt.Key, f"Key_F{n}") for n in range(1, 13)}
WIDTH, HEIGHT = 1366, 768
ARRIVALS = (
    ("id", 130),
    ("lost", 200),
    ("tax", 60),
    ("id", 120),
    ("id", 70),
    ("lost", 40),
    ("id", 45),
    ("id", 30),
)
LACKING = {"zh": "缺户口本复印件，补齐盖章即可", "en": "Copy of household register missing; then just stamp it"}


def shots(album: Album) -> None:
    """Window and strip."""
    with TemporaryDirectory() as folder:
        for n, (language, name) in enumerate(product(("zh", "en"), (*SIGNED_OUT, *DESK, *SHEETS))):
            desk = Desk(language=language, data=Path(folder) / str(n))
            desk.counter.session.keypad_up = True
            story = (SIGNED_OUT | DESK | SHEETS)[name]
            if name not in SIGNED_OUT:
                morning(desk)
            story(desk)
            album.keep(f"{name}-{language}", _window(desk))
            if name in DESK:
                album.keep(f"strip-{name}-{language}", _strip(desk))
            desk.close()


def names() -> set[str]:
    """Of all pictures."""
    shown = [*SIGNED_OUT, *DESK, *SHEETS, *(f"strip-{name}" for name in DESK)]
    return {f"{name}-{language}" for name in shown for language in ("zh", "en")}


def morning(desk: Desk) -> None:
    """Some people served, one missed, one parked, some waiting; the colleague serves too. A board hangs there."""
    desk.open()
    board = ReportRequest(device="board", state="ok")
    desk.link.feed([row for row in [desk.devices.report(DEVICE, board)] if row is not None])
    desk.hall.open(MATE)
    for seconds in (410, 380, 470):
        desk.take("lost")
        _serve(desk, seconds)
    desk.take()
    _called(desk)
    _missed(desk)
    desk.take()
    _called(desk)
    desk.step()
    desk.wait(200)
    desk.key(F[6])
    desk.type("22")
    desk.hall.drain(MATE)
    desk.hall.fill(MATE, service="tax")
    desk.catch_up()
    for service, seconds in ARRIVALS:
        desk.take(service)
        desk.wait(seconds)


def _serve(desk: Desk, seconds: float) -> None:
    _called(desk)
    desk.step()
    desk.wait(seconds)
    desk.step()
    desk.wait(30)


def _called(desk: Desk) -> None:
    while not desk.number:
        desk.step()
        if not desk.number:
            desk.take()


def _missed(desk: Desk) -> None:
    for _ in range(2):
        desk.wait(20)
        desk.key(F[8])
    desk.wait(30)
    desk.key(F[10])
    desk.wait(60)


def _sign_in(desk: Desk) -> None:
    desk.type("0817")


def _wrong_password(desk: Desk) -> None:
    desk.sign_in(password="guess")


def _closed(desk: Desk) -> None:
    desk.hall.do(CloseCounter(counter=ME))
    desk.feed()


def _idle(desk: Desk) -> None:
    desk.wait(20)


def _ready(desk: Desk) -> None:
    """After an hour in which both windows served; who comes last is drawn for the colleague, who has somebody."""
    while desk.state != "ready":
        desk.step()
        if desk.number:
            desk.step()
            desk.wait(345)
            desk.step()
    desk.hall.drain(MATE)
    desk.hall.fill(MATE, service="tax")
    desk.catch_up()
    while desk.state == "ready" and desk.counter.session.waiting < 3:
        desk.take()
        desk.wait(40)
    assert desk.state == "ready"


def _calling(desk: Desk) -> None:
    _called(desk)
    desk.wait(9)


def _calling_long(desk: Desk) -> None:
    _called(desk)
    desk.wait(20)
    desk.key(F[8])
    desk.wait(40)


def _serving(desk: Desk) -> None:
    _called(desk)
    desk.step()
    desk.wait(252)


def _serving_late(desk: Desk) -> None:
    _serving(desk)
    desk.wait(500)


def _serving_very_late(desk: Desk) -> None:
    _serving(desk)
    desk.wait(760)


def _sent_on(desk: Desk) -> None:
    """By the colleague, who then closes."""
    desk.hall.fill(MATE, service="id")
    ticket = desk.hall.at(MATE)
    assert ticket is not None
    desk.hall.do(Serve(counter=MATE))
    desk.hall.wait(60)
    desk.hall.do(Transfer(counter=MATE, service="lost" if ticket.service == "id" else "id", note="missing"))
    desk.notes[ticket.id] = LACKING[desk.counter.texts.language]
    desk.hall.do(CloseCounter(counter=MATE))
    desk.hall.until_called(ticket, ME)
    desk.catch_up()
    desk.wait(8)
    desk.step()
    desk.wait(70)


def _other_service(desk: Desk) -> str:
    ticket = desk.hall.at(ME)
    return "jmsfzhl" if ticket is not None and ticket.service == "lost" else "jmsfzbl"


def _rating(desk: Desk) -> None:
    _serving(desk)
    desk.step()
    desk.wait(3)


def _rated(desk: Desk) -> None:
    _rating(desk)
    ticket = desk.hall.state.desks[ME].asked.partition("#")[0]
    desk.hall.do(Evaluate(ticket=ticket, grade=5, source="keypad"))
    desk.feed()
    desk.wait(4)


def _just_missed(desk: Desk) -> None:
    _called(desk)
    _missed(desk)


def _paused(desk: Desk) -> None:
    desk.key(F[5])
    desk.type("2")
    desk.wait(185)


def _away(desk: Desk) -> None:
    _serving(desk)
    desk.link.set_state("away")
    desk.wait(90)


def _away_idle(desk: Desk) -> None:
    desk.link.set_state("away")
    desk.wait(90)


def _kept(desk: Desk) -> None:
    _away(desk)
    desk.key(F[9])
    desk.wait(5)


def _manager_asked(desk: Desk) -> None:
    _serving(desk)
    desk.key(F[1], shift=True)
    desk.wait(20)


def _manager_coming(desk: Desk) -> None:
    _manager_asked(desk)
    desk.manager_goes()
    desk.wait(2)


def _refused(desk: Desk) -> None:
    _calling(desk)
    desk.key(F[8])


def _sheet(*keys: Qt.Key, shift: bool = False, typed: str = "", at_desk: bool = False) -> Callable[[Desk], None]:
    def story(desk: Desk) -> None:
        if at_desk:
            _serving(desk)
        for key in keys:
            desk.key(key, shift=shift)
        if typed:
            desk.type(typed)

    return story


def _send_on(desk: Desk) -> None:
    _serving(desk)
    desk.key(F[7])
    desk.type(_other_service(desk))
    desk.key(Qt.Key.Key_Return)


def _special_call(desk: Desk) -> None:
    """Of the one who is parked."""
    seen = desk.counter.session.desk
    assert seen is not None
    desk.key(F[3], shift=True)
    desk.type(seen.parked[0].number)


def _tablet(desk: Desk) -> None:
    desk.counter._show_tablet("https://192.168.1.20:7443/keypad#q5Tn0Zk2aH7fB9cD")


SIGNED_OUT: dict[str, Callable[[Desk], None]] = {"sign-in": _sign_in, "wrong-password": _wrong_password}
DESK: dict[str, Callable[[Desk], None]] = {
    "closed": _closed,
    "idle": _idle,
    "ready": _ready,
    "calling": _calling,
    "calling-long": _calling_long,
    "serving": _serving,
    "serving-late": _serving_late,
    "serving-very-late": _serving_very_late,
    "sent-on": _sent_on,
    "rating": _rating,
    "rated": _rated,
    "just-missed": _just_missed,
    "paused": _paused,
    "away": _away,
    "away-idle": _away_idle,
    "kept": _kept,
    "refused": _refused,
    "manager-asked": _manager_asked,
    "manager-coming": _manager_coming,
}
SHEETS: dict[str, Callable[[Desk], None]] = {
    "keys": _sheet(F[1]),
    "park": _sheet(F[6], at_desk=True),
    "park-until": _sheet(F[6], typed="3", at_desk=True),
    "transfer": _sheet(F[7], at_desk=True),
    "send-on": _send_on,
    "bring-back": _sheet(F[3]),
    "special-call": _special_call,
    "pause": _sheet(F[5]),
    "leave": _sheet(F[12]),
    "tablet": _tablet,
}


def _window(desk: Desk) -> QImage:
    desk.window.resize(WIDTH, HEIGHT)
    desk.texts()
    desk.counter.refresh()
    QApplication.processEvents()
    return desk.window.grab().toImage()


def _strip(desk: Desk) -> QImage:
    """On a grey desktop, as it floats over the clerk's other programs."""
    desk.key(F[11])
    desk.counter.refresh()
    QApplication.processEvents()
    strip = desk.counter.strip
    image = QImage(strip.width() + 32, strip.height() + 32, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.LINE))
    strip.render(image, QPoint(16, 16), QRegion(strip.rect()), QWidget.RenderFlag.DrawChildren)
    return image
