"""The guide that a citizen takes home on paper."""

from pathlib import Path

import cv2
import numpy as np
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from hardware.printer.sheet import Sheet
from kiosk.printing import SlipPrinter
from shared.hall.config import Guide, Text
from shared.ui.clock import local_time
from tests.ui import kiosk_corner
from tests.ui.kiosk_hall import URL, configuration

GUIDE = Guide(materials=(Text("旧身份证 | 没带也能办", "Old card | Not needed"),), fees=Text("20 元", "20 yuan"))


class Corner(kiosk_corner.Corner):
    """Where somebody reads a guide."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        plain = configuration(1)
        super().__init__(
            qtbot, folder, replace(plain, services=(replace(plain.services[0], guide=GUIDE), *plain.services[1:]))
        )

    def opens_the_guide(self) -> None:
        self.person.touch("tile-d")
        self.person.touch("tile-id")
        self.person.touch("guide")

    def reads(self, text: str) -> None:
        self.person.qtbot.waitUntil(lambda: text in self.person.reads(), timeout=10_000)
        self.painted()

    def may_print(self) -> bool:
        self.person.settle()
        return "print" in {target.objectName() for target in self.person.targets()}


def test_the_guide_comes_on_paper_with_the_code_of_its_page_and_no_ticket(corner: Corner) -> None:
    corner.opens_the_guide()
    corner.person.touch("print")
    corner.reads("指南打好了，请拿好。")
    (paper,) = corner.head.slips
    text, _, _ = cv2.QRCodeDetector().detectAndDecode(np.array(paper.convert("L")))
    assert text == f"{URL}/guide/id"
    assert corner.person.hall.state.tickets == {}
    corner.person.touch("back")
    corner.person.touch("guide")
    assert "指南打好了" not in corner.person.reads(), "said once"


def test_it_says_when_it_was_printed_and_where_the_latest_one_is(corner: Corner, monkeypatch) -> None:
    sheets: list[Sheet] = []
    monkeypatch.setattr(SlipPrinter, "print_sheet", lambda self, key, sheet: sheets.append(sheet))
    corner.opens_the_guide()
    corner.person.touch("print")
    day = local_time(corner.person.link.now_ms(), "Asia/Shanghai")
    (sheet,) = sheets
    assert (sheet.qr_words, sheet.foot) == ("扫一扫，看最新指南", f"{day.year} 年 {day.month} 月 {day.day} 日打印")


def test_it_is_printed_a_few_times_a_visit_and_again_for_the_next_citizen(corner: Corner) -> None:
    corner.opens_the_guide()
    for n in range(1, 4):
        corner.person.touch("print")
        corner.person.qtbot.waitUntil(lambda n=n: len(corner.head.slips) == n, timeout=10_000)
        corner.reads("指南打好了，请拿好。")
    assert not corner.may_print()
    corner.person.desk.visit.leave()
    corner.opens_the_guide()
    assert corner.may_print()
    assert len(corner.head.slips) == 3


def test_a_printer_without_paper_prints_no_guide_and_says_so(corner: Corner) -> None:
    corner.opens_the_guide()
    corner.head.change(paper="out")
    if corner.may_print():  # the kiosk may not have looked yet
        corner.person.desk.printGuide()
    corner.person.qtbot.waitUntil(lambda: corner.person.desk.papers.trouble != "", timeout=10_000)
    assert not corner.may_print()
    assert corner.head.slips == []
