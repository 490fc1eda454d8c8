"""The picture of a slip: widths, fit, and clear refusals."""

import itertools
from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from hardware.errors import FontMissing, SlipUnprintable
from hardware.printer import fonts
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
    assert bottom - top < ELDER_SIZES[80].row, "the second line is the same: 会叫您的号"


def test_an_elder_slip_leaves_out_what_nobody_knows() -> None:
    assert elder_lines(replace(ELDER, waiting_area="", estimate_min=None)) == ["居民身份证换领", "请坐着等，会叫您的号"]
    english = elder_lines(slip(ELDER, language="en", estimate_min=(0, 0)))
    assert english == ["ID card renewal", "Sit in the 南等候区", "Listen for your number", "No wait now"]


def test_a_picture_is_pure_black_and_white() -> None:
    picture: Image.Image = render(DRAWN)
    assert set(picture.convert("L").tobytes()) == {0, 255}


def inked(picture: Image.Image) -> list[tuple[int, int]]:
    """The first and the last black dot of every row, (-1, -1) where it has none."""
    black = ImageChops.invert(picture.convert("L"))
    boxes = [black.crop((0, y, black.width, y + 1)).getbbox() for y in range(black.height)]
    return [(box[0], box[2] - 1) if box else (-1, -1) for box in boxes]


def gaps(picture: Image.Image) -> list[int]:
    """How many white rows lie between what is printed, from the number's band down."""
    rows = inked(picture)
    margin = 24 if picture.width == 576 else 12
    band = next(y for y in range(len(rows)) if rows[y : y + 100] == [(margin, picture.width - margin - 1)] * 100)
    marks = "".join("#" if left >= 0 else " " for left, _ in rows[band:])
    return [len(gap) for gap in marks.strip().split("#") if gap]


@pytest.mark.parametrize("width", [80, 58])
@pytest.mark.parametrize("elder", [False, True])
def test_the_window_stands_as_near_to_the_number_in_both_languages(width: int, elder: bool) -> None:
    chinese, english = (
        gaps(render(slip(main_window="11", language=language, width_mm=width, elder=elder)))[0]
        for language in ("zh", "en")
    )
    assert abs(chinese - english) <= 4
    assert chinese <= 32


def widest_gap(picture: Image.Image) -> int:
    """Columns without a dot between the window's number and its words."""
    rows = inked(picture)
    band = max(y for y in range(len(rows)) if rows[y : y + 9] == [(24, 551)] * 9) + 9
    top = next(y for y in range(band, len(rows)) if rows[y][0] >= 0)
    bottom = next(y for y in range(top, len(rows)) if rows[y][0] < 0)
    turned = inked(picture.crop((0, top, picture.width, bottom)).transpose(Image.Transpose.ROTATE_90))
    return max(len(gap) for gap in "".join("#" if left >= 0 else " " for left, _ in turned).strip().split("#"))


def test_the_words_stand_as_near_to_a_slim_figure_as_to_a_broad_one() -> None:
    one, eight = (widest_gap(render(slip(ELDER, main_window=window, reserves=()))) for window in ("1", "8"))
    assert abs(one - eight) <= 8


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [80, 58])
def test_where_no_window_is_known_the_words_stand_in_the_middle(width: int, language: str) -> None:
    above, below = gaps(render(slip(OFFLINE, language=language, width_mm=width)))[:2]
    assert abs(above - below) <= 8


def test_a_halls_name_a_little_too_long_is_set_smaller_and_a_long_one_in_even_lines() -> None:
    short, little = slip(ELDER, hall="Yunxi Service Centre"), slip(ELDER, hall="Yunxi Government Service Centre")
    assert render(little).height == render(short).height
    name = inked(render(slip(hall="Yunxi Government Service Centre", width_mm=58)).crop((0, 0, 384, 90)))
    widths = [right - left for left, right in name if left >= 0]
    assert min(max(widths[: len(widths) // 2]), max(widths[len(widths) // 2 :])) > 150, "no word alone in a line"


def test_a_sentence_a_little_too_long_for_an_elder_slip_is_set_smaller() -> None:
    paper = slip(ELDER, language="en", width_mm=58, waiting_area="Area B")
    shorter = replace(paper, words={**paper.words, "slip.elder.sit-in": "Please sit in {area}\nListen."})
    assert render(paper).height == render(shorter).height


def test_a_seal_without_a_draw_stands_in_line_with_the_facts() -> None:
    with_seal, without = (inked(render(slip(OFFLINE, seal=seal, notice=""))) for seal in ("7K3F 92QD", ""))
    last = [row for row in with_seal if row[0] >= 0][-14:]
    assert len(with_seal) > len(without)
    assert min(left for left, _ in last) <= 24 + 4
    assert max(right for _, right in last) >= 576 - 24 - 4


def test_words_under_a_code_stand_in_the_middle_as_it_does() -> None:
    narrow = slip(OFFLINE, width_mm=58, notice="", seal="")
    long = {"slip.narrow.alone": "取号时网络断了，\n您的号照样有效，\n请听广播、看大屏。"}
    rows = inked(render(replace(narrow, words={**narrow.words, **long})))
    lines = [list(lit) for printed, lit in itertools.groupby(rows, key=lambda row: row[0] >= 0) if printed]
    for line in lines[-5:]:
        assert abs(min(left for left, _ in line) + max(right for _, right in line) - 383) <= 40


def test_a_line_that_ends_at_the_right_margin_with_a_mark_reaches_it_with_its_ink() -> None:
    name = slip(service_zh="居民身份证申领、换领、补领", width_mm=58, sticks=())
    rows = inked(render(name))
    runs = [list(run) for _, run in itertools.groupby(rows, key=lambda row: row == (12, 371))]
    assert [len(run) for run in runs[1::2]] == [140, 3, 3], "the number's band, a rule, the facts, a rule"
    first_line = [row for row in runs[4] if row[0] >= 0][:26]
    assert max(right for _, right in first_line) >= 384 - 12 - 10
