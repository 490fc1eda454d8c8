"""What the paper says is what the screen said."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from hardware.errors import FontMissing
from hardware.printer.outcome import NotPrinted, Outcome, Printed, Trouble
from hardware.printer.raster import render
from hardware.printer.slip import Slip
from kiosk import printing
from kiosk.lots import recompute, sticks_of
from kiosk.printing import SlipPrinter
from kiosk.settings import KioskSettings
from kiosk.slips import public_url, slip_of
from shared.client.mirror import Mirror
from shared.hall.config import Text
from shared.protocol.answers import Answer
from shared.protocol.rows import CounterRow, ServiceRow
from shared.ui.texts import Texts
from tests.unit.display.rows import hall
from tests.unit.kiosk.test_lots import drawn
from tests.unit.kiosk.test_menu import group

DRAWN = drawn([0, 1, 2, 3])
ANSWER = Answer(
    request_id="request-1",
    seq=9,
    ticket="t1",
    number="D047",
    token="secret",
    service="id",
    kind="priority",
    issued_ms=1_578_879_660_000,
    ahead=9,
    low_min=9,
    high_min=14,
    main=DRAWN.main,
    reserves=DRAWN.reserves,
    drawn=DRAWN,
)


@pytest.fixture
def mirror() -> Mirror:
    mirror = Mirror()
    service = ServiceRow(
        id="id",
        group="d",
        name=Text("居民身份证换领", "ID card renewal"),
        short=Text("身份证", "ID"),
        pinyin="",
        waiting=9,
        low_min=9,
        high_min=14,
        counters_open=4,
        state="open",
    )
    windows = [CounterRow(id=str(n), label=f"{n}0", state="idle", number="", since_ms=0, services=()) for n in range(5)]
    mirror.replace(1, [replace(hall(), public_url="https://hall.example/"), group(9, 9, 14), service, *windows])
    return mirror


def slip(mirror: Mirror, answer: Answer = ANSWER, language: str = "zh") -> Slip:
    sticks = sticks_of(recompute(answer.drawn), lambda id: f"{id}0") if answer.drawn else []
    return slip_of(answer, mirror, Texts(language), sticks, KioskSettings())


def test_number_windows_and_waiting(qapp, mirror) -> None:
    paper = slip(mirror)
    assert (paper.number, paper.kind, paper.issued_at) == ("D047", "爱心", "1-13 9:41")
    assert paper.main_window == f"{DRAWN.main}0"
    assert paper.reserves == tuple(f"{counter}0" for counter in DRAWN.reserves)
    assert (paper.people_ahead, paper.estimate_min) == (9, (9, 14))
    assert paper.qr_text == "https://hall.example/t/secret"
    assert (paper.draw, paper.seal) == (7, mirror.hall.seal)
    assert [stick.window for stick in paper.sticks if stick.named == "main"] == [paper.main_window]


def test_english(qapp, mirror) -> None:
    paper = slip(mirror, language="en")
    assert (paper.language, paper.kind, paper.service_en) == ("en", "Priority", "ID card renewal")


def test_no_window_yet(qapp, mirror) -> None:
    paper = slip(mirror, replace(ANSWER, main="", reserves=(), drawn=None))
    assert (paper.main_window, paper.draw, paper.sticks) == ("", 0, ())


def test_a_hall_without_a_public_page_prints_the_number_as_code(qapp, mirror) -> None:
    mirror.apply(2, [hall()])
    assert public_url(mirror, ANSWER) == ""
    assert slip(mirror).qr_text == "D047"


def test_it_can_be_drawn_on_paper(qapp, mirror) -> None:
    assert render(slip(mirror)).width == 576


class Head:
    """A printer that confirms whatever it gets."""

    def __init__(self) -> None:
        self.got: list[bytes] = []

    def submit(self, data: bytes, done: Callable[[Outcome], None]) -> None:
        self.got.append(data)
        done(Printed())


def test_the_outcome_comes_back_with_its_number(qapp, qtbot, mirror) -> None:
    head = Head()
    printer = SlipPrinter(head)
    with qtbot.waitSignal(printer.finished, timeout=5000) as finished:
        printer.print(slip(mirror))
    assert finished.args == ["D047", Printed()]
    assert len(head.got) == 1
    printer.close()


def test_a_slip_that_cannot_be_drawn_is_not_printed(qapp, qtbot, mirror, monkeypatch, caplog) -> None:
    def no_font(_: Slip) -> None:
        raise FontMissing("install fonts-noto-cjk")

    monkeypatch.setattr(printing, "render", no_font)
    printer = SlipPrinter(Head())
    with qtbot.waitSignal(printer.finished, timeout=5000) as finished:
        printer.print(slip(mirror))
    assert finished.args == ["D047", NotPrinted(Trouble.FAULT)]
    assert "install fonts-noto-cjk" in caplog.text
    printer.close()
