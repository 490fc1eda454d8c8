"""The clerk opens the keypad page on the desk's tablet: F4 shows its address, as a code and in letters."""

from collections.abc import Iterator

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from shared.client.simulated import SimulatedLink
from shared.protocol.answers import Answer, Problem
from shared.protocol.requests import Request
from shared.ui.fonts import load_fonts
from tests.ui.counter_hall import Desk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every least size
URL = "https://192.168.10.5:7443/keypad#2026-01-05.8.ABCDEFGHIJKLMNOPQRST"
F4, F9, ESC = Qt.Key.Key_F4, Qt.Key.Key_F9, Qt.Key.Key_Escape


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    load_fonts()
    desk = Desk()
    hall = desk.link.on_request
    assert isinstance(desk.link, SimulatedLink) and hall is not None

    def answer(name: str, request: Request) -> Answer | Problem | None:
        if name != "tablet":
            return hall(name, request)
        desk.asked.append(name)
        return Answer("tablet-1", 1, counter="8", url=URL)

    desk.link.on_request = answer
    yield desk
    desk.counter.close()


def code(desk: Desk) -> str:
    """What a camera before the window reads."""
    QApplication.processEvents()
    image = desk.window.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return str(cv2.QRCodeDetectorAruco().detectAndDecode(np.ascontiguousarray(rows[:, : image.width()]))[0])


def test_f4_shows_the_address_for_a_camera_and_for_a_reader(desk: Desk) -> None:
    desk.open()
    desk.key(F4)
    assert desk.window.sheet.isVisible()
    assert desk.reads("评价平板")
    assert code(desk) == URL
    assert URL in "".join(desk.texts())
    desk.key(F9)
    assert desk.state == "idle", "no key reaches the desk under the sheet"
    desk.key(ESC)
    assert not desk.window.sheet.isVisible()
    desk.key(Qt.Key.Key_F1)
    assert not desk.reads(URL)


def test_after_a_look_at_the_address_the_strip_is_there_again(desk: Desk) -> None:
    desk.open()
    desk.key(Qt.Key.Key_F11)
    QTest.keyClick(desk.counter.strip, F4)
    assert URL in "".join(desk.texts())
    desk.key(ESC)
    assert desk.counter.strip.isVisible() and not desk.window.isVisible()


def test_nobody_gets_the_address_without_signing_in(desk: Desk) -> None:
    desk.key(F4)
    assert desk.asked == []
    assert not desk.window.sheet.isVisible()


def test_without_the_hub_there_is_no_address(desk: Desk) -> None:
    desk.open()
    desk.link.set_state("away")
    desk.key(F4)
    assert not desk.window.sheet.isVisible()
    assert desk.reads("网络断了")


def test_after_the_address_the_other_questions_are_asked_as_ever(desk: Desk) -> None:
    desk.open()
    desk.key(F4)
    desk.key(ESC)
    desk.key(Qt.Key.Key_F12)
    desk.type("2")
    assert desk.state == "closed"
