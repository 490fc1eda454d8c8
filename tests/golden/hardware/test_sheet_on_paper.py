"""A sheet to take home is whole on both widths of paper, in ordinary and in large type."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import ImageChops

from hardware.errors import SlipUnprintable
from hardware.printer.output import sheet_data
from hardware.printer.roll import DOTS_PER_MM
from hardware.printer.sheet import Item, Sheet, render_sheet
from hardware.simulated.paper import Rejected
from tests.golden.hardware.test_slip_on_paper import paper_of, read

LONG = "不动产转移登记（继承、受遗赠、离婚析产等情形）申请书，由全体申请人当面签字并按指纹"
SHEET = Sheet(
    hall="云溪市政务服务中心",
    title="不动产转移登记（继承、受遗赠、离婚析产等情形）",
    items=(
        Item(LONG, head="请看看东西带齐了吗", mark="check", note="没带也能办，请告诉窗口"),
        Item("Application form, signed by everybody", mark="check"),
        Item("取号", head="怎么办", mark="1"),
        Item(LONG, mark="12"),
        Item("住宅 80 元，其他 550 元", head="还要知道的", caption="费用"),
    ),
    qr_text="http://192.168.1.10:7480/guide/property-transfer?lang=en",
    qr_words="扫一扫，看最新指南",
    foot="2026 年 1 月 5 日打印",
)


@pytest.mark.parametrize("width", [80, 58])
@pytest.mark.parametrize("large", [False, True])
def test_the_paper_shows_it_whole_between_its_margins_and_the_code_reads_back(width: int, large: bool) -> None:
    sheet = replace(SHEET, width_mm=width, large=large)  # type: ignore[arg-type]
    picture = render_sheet(sheet)
    data, length_mm = sheet_data(sheet)
    steps = read(data, picture.width)
    paper = paper_of(steps)
    assert not [step for step in steps if isinstance(step, Rejected)]
    assert ImageChops.logical_xor(paper.crop((0, 0, *picture.size)), picture).getbbox() is None
    assert length_mm >= picture.height // DOTS_PER_MM
    black = np.array(picture.convert("L")) == 0
    margin = 24 if width == 80 else 12
    assert not black[:, : margin - 1].any()
    assert not black[:, picture.width - margin + 1 :].any()
    assert black[-200:].any(), "its foot is printed"
    assert cv2.QRCodeDetector().detectAndDecode(np.array(picture.convert("L")))[0] == SHEET.qr_text


def test_without_an_address_there_is_no_code_and_half_a_metre_is_the_end() -> None:
    assert render_sheet(replace(SHEET, qr_text="")).height < render_sheet(SHEET).height
    assert render_sheet(replace(SHEET, foot="")).height < render_sheet(SHEET).height
    with pytest.raises(SlipUnprintable, match="shorten its texts"):
        render_sheet(replace(SHEET, items=SHEET.items * 20))


def left_edges(sheet: Sheet) -> list[int]:
    """Where the lines of print begin, from the top down."""
    black = np.array(render_sheet(sheet).convert("L")) == 0
    printed = black.any(axis=1)
    starts = [y for y in range(1, len(printed)) if printed[y] and not printed[y - 1]]
    return [int(np.argmax(black[y : y + 40].any(axis=0))) for y in starts]


CAPTIONED = (
    Item("首次免费，换领 20 元，补领 40 元，其他费用一律不收", caption="费用"),
    Item("20 个工作日", caption="多久办好"),
)


def test_captions_stand_in_a_column_of_their_own() -> None:
    facts = Sheet(hall="云溪市政务服务中心", title="身份证", items=CAPTIONED)
    edges = left_edges(facts)[2:]
    assert len(edges) == 4, "a long text takes more lines"
    assert (edges[0], edges[3]) == (pytest.approx(24, abs=3), pytest.approx(24, abs=3))
    assert edges[1] == edges[2] >= 24 + 30 * 4, "its second line stands under its first, not under the caption"


def test_captions_too_long_for_a_column_stand_over_their_texts() -> None:
    long = (Item("20 working days", caption="Ready within"), Item("8:00–17:00", caption="Opening hours today"))
    edges = left_edges(Sheet(hall="Yunxi Service Centre", title="ID card", items=long))[2:]
    assert edges == [pytest.approx(24, abs=4)] * 4
