"""A counter before the real hall: real decisions and rows behind a simulated link, real keys, a clock by hand."""

from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from counter.app import Counter
from counter.controllers.desk import Key
from counter.devices import Device
from counter.widgets.label import Label
from shared.client.outbox import Outbox
from shared.client.simulated import SimulatedLink
from shared.clock import ManualClock
from shared.hall.config import Counter as CounterConfig
from shared.hall.config import Group, HallConfig, Rules, Service, Text
from shared.hall.refusals import Refused
from shared.hub.access.people import People
from shared.hub.actor import Actor, command_for
from shared.hub.answer import answer_from
from shared.hub.devices import Devices
from shared.hub.feed.rows import counter_row, desk_row, group_row, hall_row, service_row
from shared.hub.find import find, for_clerk
from shared.protocol.answers import Answer, Problem
from shared.protocol.requests import FindRequest, ReportRequest, Request, SpecialCallRequest, TransferRequest
from shared.settings import Settings
from tests.hall import Hall

ME, MATE = "8", "9"
PASSWORD = "correct horse"
GROUPS = (
    Group("d", "D", Text("户籍身份证", "ID cards")),
    Group("f", "F", Text("税务", "Tax"), "fifo"),
)
PEOPLE = People(b"s" * 32, "2026-01-05")


def _service(id: str, group: str, zh: str, en: str, pinyin: str) -> Service:
    return Service(id=id, group=group, name=Text(zh, en), short=Text(zh, en), pinyin=pinyin)


SERVICES = (
    _service("id", "d", "居民身份证换领", "ID card renewal", "jmsfzhl"),
    _service("lost", "d", "居民身份证补领", "Lost ID card", "jmsfzbl"),
    _service("tax", "f", "个人所得税", "Income tax", "grsds"),
)
MINE = ("id", "lost")


def configuration() -> HallConfig:
    """Counter 8 takes ID cards (policy issue), counter 9 everything, tax by fifo."""
    return HallConfig(
        id="yunxi",
        name=Text("云溪市政务服务中心", "Yunxi Government Service Centre"),
        timezone="Asia/Shanghai",
        groups=GROUPS,
        services=SERVICES,
        counters=(CounterConfig(ME, ME, MINE), CounterConfig(MATE, MATE, (*MINE, "tax"))),
        rules=Rules(no_show_calls=2, no_show_after_s=30),
    )


DESK = Actor(role="counter", device="device", name="counter-8", counter=ME)


class Desk:
    """Counter 8: its screen, its keys and the hall behind it."""

    def __init__(
        self, *devices: Device, language: str = "zh", wrong: tuple[str, ...] = (), data: Path | None = None
    ) -> None:
        self.hall = Hall(configuration())
        self.notes: dict[str, str] = {}
        self.said: list[str] = []
        """With special calls, for managers."""
        self.link = SimulatedLink("counter", ME, self._decide)
        self.link.at_ms = self.hall.at_ms
        self.link.on_sign_in = self._sign_in
        self.asked: list[str] = []
        self.clock = ManualClock()
        self.devices = Devices(self.clock)
        self.reports: list[ReportRequest] = []
        self.outbox = Outbox(data / "outbox.sqlite3") if data else None
        self.counter = Counter(self.link, devices, Settings(language=language), wrong, self.outbox, data)  # type: ignore[arg-type]
        self.window = self.counter.window
        self.counter.show()
        self.feed(fresh=True)

    def _sign_in(self, clerk: str, password: str) -> Problem | None:
        return None if (clerk, password) == ("0817", PASSWORD) else Problem("wrong-password", 401, "wrong")

    def _decide(self, name: str, request: Request) -> Answer | Problem:
        if isinstance(request, ReportRequest):
            self.reports.append(request)
            self.clock.set(self.link.now_ms())
            if row := self.devices.report(DESK, request):
                self.link.feed([row])
            return Answer("", 1)
        if isinstance(request, FindRequest):
            try:
                return for_clerk(find(self.hall.state, request, lambda token: None, str, lambda person: None))
            except Refused as refused:
                return Problem(refused.code, 409, refused.code, params=refused.params)
        self.asked.append(name)
        if isinstance(request, TransferRequest) and (ticket := self.hall.at(ME)):
            self.notes[ticket.id] = request.text
        if isinstance(request, SpecialCallRequest):
            self.said.append(request.text)
        try:
            events = self.hall.do(command_for(msgspec.structs.replace(DESK, clerk=self.link.clerk), request, PEOPLE))
        except Refused as refused:
            return Problem(refused.code, 409, refused.code, params=refused.params)
        self.feed()
        return answer_from("", [(n, self.hall.at_ms, it) for n, it in enumerate(events, 1)], self.hall.state, str)

    def feed(self, fresh: bool = False) -> None:
        """The hub sends what it knows."""
        state = self.hall.state
        self.link.feed(
            [
                hall_row(state, self.hall.facts, ""),
                *(group_row(state, it.id) for it in GROUPS),
                *(service_row(state, it.id) for it in SERVICES),
                *(counter_row(state, it) for it in (ME, MATE)),
                desk_row(state, ME, self.notes),
            ],
            fresh,
        )

    def wait(self, seconds: float) -> None:
        """Time goes by in the hall and on the screen."""
        self.hall.wait(seconds)
        self.link.advance(round(seconds * 1000))
        self.counter.refresh()

    def catch_up(self) -> None:
        """The screen hears what the hall alone went through, and when."""
        self.link.advance(self.hall.at_ms - self.link.now_ms())
        self.feed()
        self.counter.refresh()

    def key(self, *keys: Qt.Key, shift: bool = False) -> None:
        """Real key presses, to whatever has the focus."""
        held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        for key in keys:
            QTest.keyClick(self._cursor, key, held)

    @property
    def _cursor(self) -> QWidget:
        return self.window.focusWidget() or self.window

    def step(self) -> None:
        """F9, not in a hurry."""
        self.wait(2)
        self.key(Qt.Key.Key_F9)

    def type(self, text: str) -> None:
        """Letters, to whatever has the focus."""
        QTest.keyClicks(self._cursor, text)

    def sign_in(self, clerk: str = "0817", password: str = PASSWORD) -> None:
        """By keyboard alone."""
        self.type(clerk)
        self.key(Qt.Key.Key_Return)
        self.type(password)
        self.key(Qt.Key.Key_Return)

    def open(self) -> "Desk":
        """Signed in, counter open."""
        self.sign_in()
        self.step()
        return self

    def manager_goes(self) -> None:
        """Somebody at the wall takes the call."""
        self.clock.set(self.link.now_ms())
        row = self.devices.heard("device/help")
        assert row is not None
        self.link.feed([row])

    def take(self, service: str = "id") -> str:
        """A citizen takes a ticket at the kiosk; its number."""
        number = self.hall.take(service).number
        self.feed()
        return number

    def close(self) -> None:
        """The end of the program."""
        self.counter.close()
        if self.outbox is not None:
            self.outbox.close()

    def texts(self) -> list[str]:
        """Everything that can be read on the window now."""
        QApplication.processEvents()
        labels = [label.text() for label in self.window.findChildren(Label) if label.isVisible()]
        return [text for text in labels if text]

    def strip(self) -> list[str]:
        """Everything that can be read on the strip now."""
        return [label.text() for label in self.counter.strip.findChildren(Label) if label.isVisible()]

    def reads(self, piece: str) -> bool:
        """Whether this can be read."""
        return any(piece in text for text in self.texts())

    def button(self, key: Key) -> str:
        """The label of a key's button."""
        return self.window.desk.buttons[key].text()

    def enabled(self, key: Key) -> bool:
        """Whether a key's button can be pressed."""
        return self.window.desk.buttons[key].isEnabled()

    @property
    def state(self) -> str:
        """How the hall sees this counter."""
        return desk_row(self.hall.state, ME).state

    @property
    def number(self) -> str:
        """Who is at this counter, "" for nobody."""
        ticket = self.hall.at(ME)
        return ticket.number if ticket else ""
