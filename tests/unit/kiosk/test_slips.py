"""What the paper says is what the screen said."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace as dataclass_replace
from io import BytesIO

import pytest
from msgspec.structs import replace
from PIL import Image

from hardware.errors import FontMissing, SlipUnprintable
from hardware.printer.outcome import NotPrinted, Outcome, Printed, Trouble, Unknown
from hardware.printer.output import Style
from hardware.printer.raster import render
from hardware.printer.roll import PaperState
from hardware.printer.slip import Slip
from hardware.printer.spool import Entry, SlipJob
from hardware.printer.textmode import text_bytes
from kiosk import printing
from kiosk.lots import recompute, sticks_of
from kiosk.printing import SlipPrinter
from kiosk.settings import KioskSettings
from kiosk.slips import public_url, slip_of
from shared.client.block import OWN
from shared.client.mirror import Mirror
from shared.client.simulated import SimulatedLink
from shared.hall.config import SlipLayout, Text, Word
from shared.protocol.answers import Answer
from shared.protocol.rows import CounterRow, ServiceRow, SlipRow, WordsRow
from shared.ui.texts import Texts
from tests.golden.hardware.test_slip_as_text import words_of
from tests.unit.display.rows import hall
from tests.unit.kiosk.test_lots import drawn
from tests.unit.kiosk.test_menu import group

_FILE = BytesIO()
Image.new("1", (40, 20)).save(_FILE, "PNG")
PNG = _FILE.getvalue()
DRAWN = drawn([0, 1, 2, 3])
AT_MS = 1_578_879_660_000
ANSWER = Answer(
    request_id="request-1",
    seq=9,
    ticket="t1",
    number="D047",
    token="secret",
    service="id",
    kind="priority",
    issued_ms=AT_MS,
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
    return slip_of(answer, mirror, Texts(language), sticks, KioskSettings(), AT_MS)


def test_who_chose_large_type_on_the_screen_gets_it_on_paper(qapp, mirror) -> None:
    assert not slip(mirror).elder
    large = slip_of(ANSWER, mirror, Texts("zh"), [], KioskSettings(), AT_MS, elder=True)
    assert large.elder
    assert (large.service_zh, large.service_en) == ("身份证", "ID"), "the short name that its tile has"


def test_a_number_of_the_kiosks_own_says_nothing_of_a_line_that_nobody_counted(qapp, mirror) -> None:
    own = replace(
        ANSWER, request_id=f"{OWN}1", ahead=0, low_min=0, high_min=0, main="", reserves=(), drawn=None, kind="normal"
    )
    paper = slip(mirror, own)
    assert (paper.offline, paper.people_ahead, paper.estimate_min, paper.estimate_at) == (True, None, None, "")


def test_a_copy_says_when_by_the_clock_of_now(qapp, mirror) -> None:
    now = AT_MS + 5 * 60_000
    copy = slip_of(replace(ANSWER, low_min=4, high_min=9), mirror, Texts("zh"), [], KioskSettings(), now)
    assert (copy.issued_at, copy.estimate_at) == ("1 月 13 日 9:41", "9:50–9:55")
    assert slip(mirror, replace(ANSWER, low_min=0, high_min=0)).estimate_at == ""


def test_a_number_ends_with_its_day_where_the_hall_has_hours(qapp, mirror) -> None:
    assert slip(mirror).today_only
    mirror.apply(2, [replace(mirror.hall, opens="", closes="")])
    assert not slip(mirror).today_only, "it is good tomorrow, too"


def test_narrow_paper_has_the_short_name_where_the_long_one_takes_three_lines(qapp, mirror) -> None:
    def name(text: str, width: int) -> str:
        mirror.apply(2, [replace(mirror.services["id"], name=Text("居民身份证", text))])
        return slip_of(ANSWER, mirror, Texts("en"), [], KioskSettings(paper_mm=width), AT_MS).service_en

    assert name("ID card: first, renewal, replacement", 58) == "ID"
    assert name("ID card: first, renewal, replacement", 80) == "ID card: first, renewal, replacement"
    assert name("ID card renewal", 58) == "ID card renewal"


def test_number_windows_and_waiting(qapp, mirror) -> None:
    paper = slip(mirror)
    assert (paper.number, paper.kind, paper.issued_at) == ("D047", "爱心", "1 月 13 日 9:41")
    assert paper.main_window == f"{DRAWN.main}0"
    assert paper.reserves == tuple(f"{counter}0" for counter in DRAWN.reserves)
    assert (paper.people_ahead, paper.estimate_min, paper.estimate_at) == (9, (9, 14), "9:50–9:55")
    assert paper.qr_text == "https://hall.example/t/secret"
    assert (paper.draw, paper.seal) == (7, mirror.hall.seal)
    assert [stick.window for stick in paper.sticks if stick.named == "main"] == [paper.main_window]


def test_english(qapp, mirror) -> None:
    paper = slip(mirror, language="en")
    assert (paper.language, paper.kind, paper.service_en) == ("en", "Priority", "ID card renewal")
    assert paper.issued_at == "13 Jan 9:41"


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
    """A printer that confirms whatever it gets once it may."""

    def __init__(self) -> None:
        self.state = PaperState()
        self.on_state: Callable[[PaperState], None] = lambda state: None
        self.on_lost: Callable[[Entry], None] = lambda entry: None
        self.held: dict[str, Callable[[Outcome], None]] = {}
        self.got: list[SlipJob] = []

    def submit(self, job: SlipJob, done: Callable[[Outcome], None], held: bool = False) -> None:
        assert held
        self.held[job.key] = done
        self.got.append(job)

    def release(self, key: str) -> None:
        self.held.pop(key)(Printed())


def test_a_slip_is_drawn_at_once_and_printed_when_it_may_be(qapp, qtbot, mirror) -> None:
    head = Head()
    printer = SlipPrinter(head)
    with qtbot.waitSignal(printer.finished, timeout=5000) as finished:
        printer.prepare("t1#1", slip(mirror))
        printer.release("t1#1")
    assert finished.args == ["t1#1", "D047", Printed()]
    (job,) = head.got
    assert (job.key, job.number) == ("t1#1", "D047")
    assert 100 < job.length_mm < 250
    printer.close()


def test_a_slow_line_gets_words_unless_they_cannot_be_spelled(qapp, qtbot, mirror) -> None:
    head = Head()
    printer = SlipPrinter(head, Style("text", native_qr=True))
    printer.prepare("t1#1", slip(mirror))
    printer.prepare("t2#1", dataclass_replace(slip(mirror), hall="刘㙍镇政务大厅"))
    printer.close()
    words, picture = head.got
    assert len(words.data) < 1000 < 20_000 < len(picture.data)


def test_what_an_earlier_run_left_is_told(qapp, qtbot, mirror) -> None:
    head = Head()
    printer = SlipPrinter(head)
    with qtbot.waitSignal(printer.finished, timeout=5000) as finished:
        head.on_lost(Entry("t0#1", "D046", "unknown", "crashed"))
    assert finished.args == ["t0#1", "D046", Unknown(Trouble.CRASHED)]
    printer.close()


def test_a_slip_that_cannot_be_drawn_is_not_printed(qapp, qtbot, mirror, monkeypatch, caplog) -> None:
    def no_font(*_: object) -> None:
        raise FontMissing("install fonts-noto-cjk")

    monkeypatch.setattr(printing, "slip_data", no_font)
    printer = SlipPrinter(Head())
    with qtbot.waitSignal(printer.finished, timeout=5000) as finished:
        printer.prepare("t1#1", slip(mirror))
    assert finished.args == ["t1#1", "D047", NotPrinted(Trouble.FAULT)]
    assert "install fonts-noto-cjk" in caplog.text
    printer.close()


def test_the_halls_own_words_are_on_its_paper_in_both_ways_of_printing(qapp, mirror) -> None:
    link = SimulatedLink("kiosk")
    texts = Texts("zh", link=link)
    link.feed([WordsRow(id="words", words=(Word("slip.drawn", Text("请到 {window} 号柜台", "Desk {window}")),))])
    sticks = sticks_of(recompute(DRAWN), lambda id: f"{id}0")

    def paper() -> Slip:
        return slip_of(ANSWER, mirror, texts, sticks, KioskSettings(), AT_MS)

    own, usual = paper(), slip(mirror)
    assert f"请到 {own.main_window} 号柜台" in words_of(text_bytes(own, native_qr=True))
    assert own == usual, "it is the same ticket"
    assert render(own).tobytes() != render(usual).tobytes()
    texts.choose("en")
    assert f"Desk {own.main_window}" in words_of(text_bytes(paper(), native_qr=True))
    assert f"请到 {own.main_window} 号柜台" in words_of(text_bytes(own, native_qr=True))


def test_the_halls_own_paper(qapp, mirror) -> None:
    usual = slip(mirror)
    layout = SlipLayout(
        logo=b64encode(PNG).decode(), kind=False, wait=False, area=False, sticks=False, seal=False,
        lines=(Text("服务热线 12345", "Call 12345"),), notice=Text("请勿折叠", "Do not fold"),
    )  # fmt: skip
    mirror.apply(2, [SlipRow(id="slip", layout=layout)])
    own = slip(mirror, language="en")
    assert (own.kind, own.estimate_min, own.waiting_area, own.sticks, own.seal) == ("", None, "", (), "")
    assert (own.lines, own.notice, own.logo) == (("Call 12345",), "Do not fold", PNG)
    assert (own.number, own.main_window, own.people_ahead) == (usual.number, usual.main_window, usual.people_ahead)
    paper = render(own)
    left = (576 - 40) // 2
    assert paper.crop((left, 16, left + 40, 36)).convert("L").getextrema() == (0, 0)


def test_a_logo_that_is_no_picture_is_told_by_its_name(qapp, mirror) -> None:
    with pytest.raises(SlipUnprintable, match="put another one into the hall file"):
        render(dataclass_replace(slip(mirror), logo=b"GIF89a"))
