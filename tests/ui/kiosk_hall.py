"""A kiosk before the real hall: real decisions, real draws and rows behind a simulated link, real touches."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import msgspec
import numpy as np
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.alone import Alone
from kiosk.app import Kiosk
from kiosk.controllers.aloud import Voice
from kiosk.controllers.ticks import Sounds
from kiosk.printing import PrinterPort
from kiosk.settings import KioskSettings
from shared.client.outbox import Outbox
from shared.client.simulated import SimulatedLink
from shared.hall.config import Group, Guide, HallConfig, Hours, Service, Text
from shared.hall.refusals import Refused
from shared.hub.access.people import People
from shared.hub.actor import Actor, command_for
from shared.hub.answer import answer_from
from shared.hub.feed.rows import counter_row, group_row, guide_row, hall_row, service_row
from shared.hub.find import find
from shared.protocol.answers import Answer, Problem
from shared.protocol.requests import FindRequest, IssueRequest, ReportRequest, Request
from shared.protocol.rows import AnyRow
from shared.settings import Reader
from shared.ui import theme
from tests.hall import Hall, config

URL = "https://hall.example"
PEOPLE = People(b"s" * 32, "2026-01-05")
QUICK = KioskSettings(settle_ms=20)


def _service(id: str, group: str, zh: str, en: str, **options: object) -> Service:
    return Service(id=id, group=group, name=Text(zh, en), short=Text(zh, en), **options)  # type: ignore[arg-type]


SERVICES = (
    _service(
        "id",
        "d",
        "居民身份证换领",
        "ID card renewal",
        about=Text("到期、损坏、信息变更都在这里办理", "Expired, damaged, a new name or new home"),
    ),
    _service("lost", "d", "居民身份证补领", "Lost ID card"),
    _service("rare", "d", "临时身份证", "Temporary ID card", quota=1),
    _service("tax", "f", "个人所得税", "Income tax"),
)
GROUPS = (
    Group("d", "D", Text("户籍身份证", "ID cards"), area=Text("南等候区", "South Area")),
    Group("f", "F", Text("税务", "Tax"), "fifo", Text("北等候区", "North Area")),
)


def configuration(windows: int) -> HallConfig:
    """Group D (issue) with three services, one of them with a single ticket a day; F (fifo) with one."""
    return config(
        windows,
        services=SERVICES,
        groups=GROUPS,
        name=Text("云溪市政务服务中心", "Yunxi Government Service Centre"),
        hours=Hours(7 * 60, 17 * 60),
    )


def waits(number: str = "") -> Problem:
    """The hub's word while the lot waits, with the number of a ticket that waits for it."""
    return Problem("lot-waits", 503, "lot waits", params={"number": number} if number else {})


class Visitor:
    """A person at the kiosk, who touches what is on the screen and reads it."""

    def __init__(
        self,
        qtbot: QtBot,
        windows: int = 6,
        printer: PrinterPort | None = None,
        settings: KioskSettings = QUICK,
        outbox: Outbox | None = None,
        reader: Reader | None = None,
        hall: HallConfig | None = None,
        wide: bool = False,
        voice: Voice | None = None,
        alone: Path | None = None,
        sounds: Sounds | None = None,
        witnesses: tuple[str, ...] = (),
    ) -> None:
        self.qtbot = qtbot
        self.settings = settings
        self.hall = Hall(hall or configuration(windows), witnesses=witnesses)
        self.hall.open(*self.hall.state.desks)
        self.reports: list[ReportRequest] = []
        self.link = SimulatedLink("kiosk", on_request=self.decide)
        self.link.at_ms = self.hall.at_ms
        self.alone = Alone(self.link, outbox, alone) if outbox is not None and alone is not None else None
        self.kiosk = Kiosk(self.link, printer, settings, outbox, reader, voice, self.alone, sounds)
        size = QSize(theme.KIOSK_WIDTH, theme.KIOSK_HEIGHT)
        self.kiosk.window.resize(size.transposed() if wide else size)
        self.desk = self.kiosk.desk
        self.finger = QTest.createTouchDevice()
        with qtbot.waitExposed(self.kiosk.window):
            self.kiosk.show()
        self.feed(fresh=True)

    def decide(self, name: str, request: Request) -> Answer | Problem | None:
        """The hub, as it is."""
        if isinstance(request, ReportRequest):
            self.reports.append(request)
            return Answer(request_id="", seq=1)
        actor = Actor(role="kiosk", device="device", name="kiosk-1")
        try:
            if isinstance(request, FindRequest):
                tokens = {f"token-of-{ticket}": ticket for ticket in (*self.hall.state.tickets, *self.hall.state.over)}
                return find(self.hall.state, request, tokens.get, lambda ticket: f"token-of-{ticket}", PEOPLE.person)
            events = self.hall.do(command_for(actor, request, PEOPLE))
        except Refused as refused:
            return Problem(refused.code, 409, refused.code, params=refused.params)
        seen = [(n, self.hall.at_ms, event) for n, event in enumerate(events, 1)]
        return answer_from("", seen, self.hall.state, lambda ticket: f"token-of-{ticket}")

    def feed(self, fresh: bool = False, halted: bool = False) -> None:
        """The hub sends what it knows; ``halted`` while the lot waits."""
        state = self.hall.state
        rows: list[AnyRow] = [
            msgspec.structs.replace(hall_row(state, self.hall.facts, URL, halted), seal="7K3F 92QD"),
            *(group_row(state, group) for group in state.groups),
            *(service_row(state, service) for service in state.services),
            *(guide_row(state, service.id) for service in state.services.values() if service.guide != Guide()),
            *(counter_row(state, counter) for counter in state.counters),
        ]
        self.link.feed(rows, fresh)

    def spend(self, *services: str) -> None:
        """The hub is away, and all numbers that this kiosk may give for these services are given."""
        self.link.set_state("away")
        assert self.alone is not None
        for service in services:
            while self.alone.take(IssueRequest(service=service)) is not None:
                pass

    def items(self, under: QQuickItem | None = None) -> Iterator[QQuickItem]:
        """Everything that can be seen now."""
        for item in (under or self.kiosk.window.contentItem()).childItems():
            if item.isVisible() and item.opacity() > 0:
                yield item
                yield from self.items(item)

    def find(self, name: str) -> QQuickItem:
        """What is called so on this page, once it is there."""
        found: list[QQuickItem] = []

        def there() -> None:
            found[:] = [item for item in self.items() if item.objectName() == name]
            assert len(found) == 1, (
                f"{name}: {len(found)} of {sorted(i.objectName() for i in self.items())}; {self.page}"
            )

        self.qtbot.waitUntil(there, timeout=5000)
        return found[0]

    def targets(self) -> list[QQuickItem]:
        """What may be touched now."""
        targets = [item for item in self.items() if item.property("isTarget")]
        return [item for item in targets if item.isEnabled() and item.property("enabled")]

    def reads(self) -> str:
        """All words on the screen, without what only holds them together at the end of a line."""
        words = "\n".join(str(item.property("text")) for item in self.items() if item.property("text"))
        return words.replace("\u2060", "").replace("\u00a0", " ")

    def scans(self) -> str:
        """What a phone held before the screen reads."""
        image = self.kiosk.window.grabWindow().convertToFormat(QImage.Format.Format_Grayscale8)
        pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        return str(cv2.QRCodeDetectorAruco().detectAndDecode(pixels[:, : image.width()].copy())[0])

    def touch(self, name: str, times: int = 1) -> None:
        """Touch it in its middle once the page stands still; ``times`` in quick succession."""
        asked = len(self.link.asked)
        self.only_touch(name, times)
        self.qtbot.waitUntil(lambda: not self.desk.visit.busy or len(self.link.asked) > asked)  # on disk first

    def only_touch(self, name: str, times: int = 1) -> None:
        """Touch, and do not wait for what was touched off."""
        self.settle()
        item = self.find(name)
        self.touch_at(item.mapToScene(QPointF(item.width() / 2, item.height() / 2)), times)

    def touch_at(self, point: QPointF, times: int = 1) -> None:
        for _ in range(times):
            QTest.touchEvent(self.kiosk.window, self.finger).press(0, point.toPoint(), self.kiosk.window).commit()
            QTest.touchEvent(self.kiosk.window, self.finger).release(0, point.toPoint(), self.kiosk.window).commit()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.desk.visit.settled)

    def asks(self, service: str = "id", kind: str = "normal", group: str = "d") -> None:
        """From home to the touch that takes the ticket."""
        self.touch(f"tile-{group}")
        if self.page == "services":
            self.touch(f"tile-{service}")
        self.touch(f"kind-{kind}")

    def sees_the_draw(self) -> None:
        """Touch through the draw, if there is one."""
        while self.page == "draw":
            self.settle()
            self.touch_at(QPointF(540, 1000))

    @property
    def page(self) -> str:
        return self.desk.visit.page

    @property
    def requests(self) -> list[str]:
        """The request ids the hub has heard, in order."""
        return [asked.request_id for asked in self.link.asked if asked.name == "issue"]
