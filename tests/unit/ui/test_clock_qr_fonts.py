"""The wall clock, the codes and the faces."""

import base64
import logging
import re

import cv2
import numpy as np
import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

from shared.client.simulated import SimulatedLink
from shared.ui import theme
from shared.ui.clock import WallClock, local_time
from shared.ui.fonts import load_fonts
from shared.ui.qr import qr_source
from tests.unit.display.rows import hall


def test_the_clock_shows_the_halls_own_time(qapp, qtbot) -> None:
    link = SimulatedLink()
    clock = WallClock(link)
    clock.look()
    assert clock.text == "", "no hall, no time"
    link.start()
    link.feed([hall()], fresh=True)
    clock.look()
    assert clock.text == "9:00"
    link.advance(59_000)
    with qtbot.assertNotEmitted(clock.changed):
        clock.look()
    link.advance(1_000)
    with qtbot.waitSignal(clock.changed):
        clock.look()
    assert clock.text == "9:01"


def test_local_time_knows_summer() -> None:
    assert local_time(1_593_590_400_000, "Europe/Warsaw").hour == 10
    assert local_time(1_578_900_000_000, "Europe/Warsaw").hour == 8


def test_a_phone_reads_the_code(qapp) -> None:
    url = "https://hall.example/t/AbCdEf0123456789xyz_-?"
    data = base64.b64decode(qr_source(url).removeprefix("data:image/png;base64,"))
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    large = cv2.resize(image, None, fx=6, fy=6, interpolation=cv2.INTER_NEAREST)
    assert cv2.QRCodeDetector().detectAndDecode(large)[0] == url


def test_no_text_no_code(qapp) -> None:
    assert qr_source("") == ""


def test_a_text_too_long_for_any_code_is_refused(qapp) -> None:
    with pytest.raises(ValueError):
        qr_source("x" * 5000)


def test_both_faces_are_there(qapp) -> None:
    assert load_fonts()
    assert QFontInfo(QFont(theme.SIGNS)).family() == theme.SIGNS
    assert QFontInfo(QFont(theme.SANS)).exactMatch()


def test_a_machine_without_chinese_says_so(qapp, caplog, monkeypatch) -> None:
    monkeypatch.setattr(QFontDatabase, "families", lambda _system: [])
    with caplog.at_level(logging.WARNING):
        assert not load_fonts()
    assert re.search("Install the Debian package fonts-noto-cjk", caplog.text)
