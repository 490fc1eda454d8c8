"""Text mode on paper: whatever the words, no `?`, no junk, no line too long; the code reads back."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hardware.printer.raster import render
from hardware.printer.slip import Slip
from hardware.printer.textmode import OutsideGbk, spelled, text_bytes
from hardware.simulated.paper import Cut, Interpreter, Rejected, Rows, Step
from tests.golden.hardware.test_slip_on_paper import SLIPS, paper_of
from tests.unit.hardware.slips import DRAWN, ELDER

DOTS = {80: 576, 58: 384}


def read(data: bytes, width: int, native_qr: bool) -> list[Step]:
    interpreter = Interpreter(DOTS[width], native_qr)
    return [*interpreter.feed(data), *interpreter.end()]


def words_of(data: bytes) -> str:
    """The characters on the paper, by the bytes alone: GBK between FS & and FS ., else ASCII; commands left out."""
    kanji, words, at = False, "", 0
    while at < len(data):
        if data[at] in (0x1B, 0x1C, 0x1D):
            code = data[at : at + 2]
            kanji = code == b"\x1c&" or (kanji and code != b"\x1c.")
            if code == b"\x1d(":
                at += 5 + int.from_bytes(data[at + 3 : at + 5], "little")
            else:
                at += 2 if code in (b"\x1c&", b"\x1c.", b"\x1b@") else 3
        elif kanji:
            words += data[at : at + 2].decode("gbk")
            at += 2
        else:
            words += chr(data[at])
            at += 1
    return words


@pytest.mark.parametrize("native_qr", [True, False], ids=["native", "picture"])
@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_every_slip_is_understood_cut_and_its_code_reads_back(slip: Slip, native_qr: bool) -> None:
    steps = read(text_bytes(slip, native_qr), slip.width_mm, native_qr)
    assert not [step for step in steps if isinstance(step, Rejected)]
    assert isinstance(steps[-1], Cut)
    paper = np.array(paper_of([step for step in steps if isinstance(step, Rows)]).convert("L"))
    assert cv2.QRCodeDetector().detectAndDecode(paper)[0] == slip.qr_text


def test_it_says_what_the_picture_says_in_a_hundredth_of_the_bytes() -> None:
    data = text_bytes(DRAWN, native_qr=True)
    words = words_of(data)
    for fact in (
        "云溪市政务服务中心",
        "D047",
        "抽到 7 号窗口",
        "候补 3 12 号",
        "居民身份证换领",
        "9 人",
        "约 9-14 分钟，9:50-9:55",
    ):
        assert fact in words, fact
    assert "第 187 签  封签号 7K3F 92QD" in words
    assert len(data) < 1000
    assert len(data) * 100 < render(DRAWN).height * DOTS[80] // 8


def test_an_elder_slip_says_in_double_size_where_to_sit_and_how_long() -> None:
    words = words_of(text_bytes(ELDER, native_qr=True))
    for fact in (
        "D047",
        "7 号窗口",
        "候补 3 12 号",
        "请到南等候区坐着等，会叫您的号",
        "大约 9-14 分钟",
        "给家里人扫一扫",
    ):
        assert fact in words.replace("\n", ""), fact
    assert "抽到" not in words
    assert b"\x1d!\x11\x1c&" + "请到".encode("gbk") in text_bytes(ELDER, native_qr=True)


def test_a_head_without_codes_of_its_own_gets_a_picture_of_it() -> None:
    assert any(isinstance(step, Rejected) for step in read(text_bytes(DRAWN, True), 80, native_qr=False))
    assert not any(isinstance(step, Rejected) for step in read(text_bytes(DRAWN, False), 80, native_qr=False))


@pytest.mark.parametrize("words", ["：（）", "。", "·", "“”", "㎡"])
def test_lines_of_nothing_but_marks_are_no_question_marks(words: str) -> None:
    assert words_of(spelled(words, exact=True)) == words


@pytest.mark.parametrize("rare", ["䶮", "㙍", "𫖯", "\ue863"])
def test_a_rare_character_is_a_box_where_it_may_be_and_a_picture_where_it_matters(rare: str) -> None:
    assert "□" in words_of(text_bytes(replace(DRAWN, waiting_area=f"{rare}厅"), True))
    for exact in ("hall", "service_zh"):
        with pytest.raises(OutsideGbk, match="the printer's font has no"):
            text_bytes(replace(DRAWN, **{exact: f"刘{rare}镇"}), True)
    assert render(replace(DRAWN, hall=f"刘{rare}镇")).width == 576


def test_a_command_in_the_words_is_only_words() -> None:
    data = text_bytes(replace(DRAWN, notice="纸\x1b@\x1dV\x00完"), True)
    steps = read(data, 80, True)
    assert sum(isinstance(step, Cut) for step in steps) == 1


@settings(deadline=None, max_examples=60)
@given(
    notice=st.text(max_size=80),
    area=st.text(max_size=30),
    number=st.from_regex(r"[A-Z][0-9]{3,4}", fullmatch=True),
    width=st.sampled_from([80, 58]),
)
@example(notice="https://hall.example/" + "a" * 70, area="：" * 30, number="A001", width=58)
def test_any_words_leave_no_junk(notice: str, area: str, number: str, width: int) -> None:
    slip = replace(DRAWN, notice=notice, waiting_area=area, number=number, width_mm=width)
    steps = read(text_bytes(slip, True), width, True)
    assert not [step for step in steps if isinstance(step, Rejected)]
    words = words_of(text_bytes(slip, True))
    assert number in words
    assert words.count("?") == notice.count("?") + area.count("?")
