"""The picture of a slip: widths, fit, and clear refusals."""

import itertools
from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from hardware.errors import FontMissing, SlipUnprintable
from hardware.printer import fonts
from hardware.printer.canvas import wrap
from hardware.printer.raster import ELDER_SIZES, SIZES, render
from hardware.printer.slip import Slip, Stick
from hardware.printer.wording import elder_lines, facts
from tests.unit.hardware.slips import DRAWN, ELDER, OFFLINE, slip


@pytest.mark.parametrize(("width_mm", "dots", "margin"), [(80, 576, 24), (58, 384, 12)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_printed_in_the_margins(width_mm: int, dots: int, margin: int, language: str) -> None:
    wide_words = slip(
        width_mm=width_mm,
        language=language,
        hall="Yunxi City Government Affairs Service Center of the North",
        number="AB047",
        main_window="112",
        reserves=("101", "102", "103", "104", "105"),
        service_zh="不动产首次登记与抵押权变更登记联合办理事项",
        service_en="First registration of real estate with change of mortgage",
    )
    for content in (wide_words, slip(width_mm=width_mm, language=language, main_window="")):
        picture = render(content)
        assert (picture.mode, picture.width) == ("1", dots)
        inked = ImageChops.invert(picture.convert("L")).getbbox()
        assert inked is not None
        assert inked[0] >= margin - 2
        assert inked[2] <= dots - margin + 2


def test_every_fact_of_the_slip_changes_the_picture() -> None:
    changes = [
        {"number": "D048"}, {"main_window": "8"}, {"reserves": ("3",)}, {"people_ahead": 8}, {"seal": "7K3F 92QE"},
        {"kind": "预约"}, {"waiting_area": "北等候区"}, {"reprint": True}, {"notice": "请听广播。"}, {"draw": 188},
        {"sticks": DRAWN.sticks[:-1]}, {"qr_text": "https://hall.example/t/X"}, {"hall": "云溪市政务中心"},
    ]  # fmt: skip
    pictures = [render(DRAWN).tobytes(), *(render(slip(**change)).tobytes() for change in changes)]
    assert all(a != b for a, b in itertools.combinations(pictures, 2))


def test_a_main_stick_is_black_a_reserve_hatched_and_the_others_bare() -> None:
    def ink(named: str) -> int:
        sticks = (Stick("5", 0.5, named), Stick("6", 0.5))  # type: ignore[arg-type]
        return sum(pixel == 0 for pixel in render(slip(sticks=sticks)).convert("L").tobytes())

    assert ink("main") > ink("reserve") > ink("")


def test_twenty_four_windows_stand_in_more_rows() -> None:
    def rows(count: int) -> int:
        sticks = tuple(Stick(str(i), 0.5, "main" if i == 1 else "", (i - 1) // 3) for i in range(1, count + 1))
        return render(slip(sticks=sticks)).height

    assert rows(24) > rows(12) == rows(9)


@pytest.mark.parametrize("char", ["䶮", "㙍", "𫖯", "（", "：", "“"])
def test_rare_characters_and_punctuation_have_a_shape(char: str) -> None:
    font = fonts.cjk(40)
    missing = font.getmask("\U000fffff").getbbox(), bytes(font.getmask("\U000fffff"))
    assert (font.getmask(char).getbbox(), bytes(font.getmask(char))) != missing


def test_without_the_chinese_font_the_slip_says_which_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "CJK_FOLDERS", ("/nowhere",))
    fonts.cjk.cache_clear()
    with pytest.raises(FontMissing, match="apt install fonts-noto-cjk"):
        render(DRAWN)
    fonts.cjk.cache_clear()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (slip(qr_text="x" * 9000), "fits no QR code: shorten it"),
        (slip(qr_text="x" * 700, width_mm=58), "use 80 mm paper"),
        (slip(notice="很长的话" * 700), "dots long"),
    ],
    ids=["qr text beyond any code", "qr too wide for the paper", "endless notice"],
)
def test_what_does_not_fit_the_paper_is_refused_with_a_remedy(content: Slip, message: str) -> None:
    with pytest.raises(SlipUnprintable, match=message):
        render(content)


def test_lines_never_begin_with_a_closing_mark_and_latin_words_stay_whole() -> None:
    font = fonts.cjk(24)
    lines = wrap("叫到三次没来算过号，到窗口说一声。Please wait near counter twelve, thank you.", font, 210)
    assert all(line[0] not in "，。" for line in lines)
    assert all(font.getlength(line) <= 210 for line in lines)
    assert " ".join(lines).split()[-2:] == ["thank", "you."]


def test_an_offline_slip_promises_no_window() -> None:
    assert render(OFFLINE).height < render(DRAWN).height


@pytest.mark.parametrize("width", [80, 58])
def test_an_elder_slip_has_larger_type_and_fewer_words(width: int) -> None:
    ordinary, elder = slip(width_mm=width), replace(ELDER, width_mm=width)
    large, small = ELDER_SIZES[width], SIZES[width]
    assert (large.number, large.window, large.body) > (small.number, small.window, small.body)
    assert large.body / 8 >= 4.3, "millimetres"
    assert len(elder_lines(elder)) == 3 < len(facts(ordinary))
    assert render(elder).height < render(ordinary).height


def test_a_name_a_little_too_long_is_set_smaller_before_it_takes_another_line() -> None:
    little, much = slip(service_zh="居民身份证申领、换领、补领"), slip(service_zh="居民身份证申领、换领、补领、挂失")
    assert render(little).height == render(slip()).height < render(much).height


def test_an_elder_sentence_too_long_for_its_line_breaks_after_the_comma() -> None:
    long, longer = (render(replace(ELDER, waiting_area=area)) for area in ("南等候", "南等候区"))
    _, top, _, bottom = ImageChops.logical_xor(long, longer).getbbox() or (0, 0, 0, 999)
    assert bottom - top < ELDER_SIZES[80].row, "the second line is the same: 会喊您的号"


def test_an_elder_slip_leaves_out_what_nobody_knows() -> None:
    assert elder_lines(replace(ELDER, waiting_area="", estimate_min=None)) == ["居民身份证换领", "请坐着等，会喊您的号"]
    english = elder_lines(slip(ELDER, language="en", estimate_min=(0, 0)))
    assert english == ["ID card renewal", "Please sit in 南等候区.", "We call your number.", "No wait now"]


def test_a_picture_is_pure_black_and_white() -> None:
    picture: Image.Image = render(DRAWN)
    assert set(picture.convert("L").tobytes()) == {0, 255}
