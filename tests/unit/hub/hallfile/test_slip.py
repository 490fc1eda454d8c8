"""The hall's own paper: its logo and lines, and what is wrong with them said by line."""

from base64 import b64decode
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from shared.hall.config import SlipLayout, Text
from shared.hub.hallfile.load import load
from shared.hub.hallfile.watch import Changed, HallFile, Same
from tests.unit.hub.hallfile.small import SMALL, read, refused

LINE = SMALL.count("\n") + 2
LOGO = f'{SMALL}[slip]\nlogo = "logo.png"\n'


def png(mode: str = "1", size: tuple[int, int] = (200, 80), format: str = "PNG") -> bytes:
    """A picture."""
    file = BytesIO()
    Image.new(mode, size).save(file, format)
    return file.getvalue()


def test_a_hall_that_says_nothing_has_the_usual_paper(tmp_path: Path) -> None:
    assert read(tmp_path, SMALL).slip == SlipLayout()


def test_logo_lines_and_what_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png())
    slip = read(
        tmp_path, LOGO + 'wait = false\nlines = ["服务热线 12345"]\nlines_en = ["Call 12345"]\nnotice = "请勿折叠"\n'
    ).slip
    assert b64decode(slip.logo) == png()
    assert (slip.wait, slip.area, slip.sticks) == (False, True, True)
    assert slip.lines == (Text("服务热线 12345", "Call 12345"),)
    assert slip.notice == Text("请勿折叠", "请勿折叠")


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (None, "logo.png cannot be read: No such file or directory; put the picture beside the hall file"),
        (b"", "logo.png is no whole PNG picture; save it as PNG, black and white"),
        (b"GIF89a" * 20, "logo.png is no whole PNG picture; save it as PNG, black and white"),
        (png()[:45], "logo.png is no whole PNG picture; save it as PNG, black and white"),
        (png("1", (9, 9), "BMP"), "logo.png is no whole PNG picture; save it as PNG, black and white"),
        (png("L"), "logo.png has greys or colours; save it in black and white, 1 bit a dot"),
        (png("RGB"), "logo.png has greys or colours; save it in black and white, 1 bit a dot"),
        (png("1", (361, 10)), "logo.png has 361 × 10 dots; make it at most 360 × 200 dots"),
        (b"\x89PNG" * 2000, "logo.png has more than 6000 bytes; save it with at most 360 × 200 dots, 1 bit each"),
    ],
    ids=["none", "empty", "other", "cut off", "bitmap", "grey", "colour", "wide", "heavy"],
)
def test_a_picture_that_cannot_be_printed_is_refused_with_its_remedy(
    tmp_path: Path, picture: bytes | None, said: str
) -> None:
    if picture is not None:
        (tmp_path / "logo.png").write_bytes(picture)
    (flaw,) = refused(tmp_path, LOGO)
    assert flaw.startswith(f"{LINE}: ")
    assert flaw.replace(f"{tmp_path}/", "") == f"{LINE}: {said}"


@pytest.mark.parametrize("name", ["../logo.png", "/etc/logo.png", "logo.jpg", ".png", ""])
def test_the_logo_lies_beside_the_file(tmp_path: Path, name: str) -> None:
    (flaw,) = refused(tmp_path, LOGO.replace("logo.png", name))
    assert 'write a PNG file beside this one, such as "logo.png"' in flaw


def test_english_lines_go_with_the_chinese(tmp_path: Path) -> None:
    (flaw,) = refused(tmp_path, f'{SMALL}[slip]\nlines = ["一", "二"]\nlines_en = ["one"]\n')
    assert flaw == f"{LINE + 1}: lines_en has 1 texts; write one for each of lines, or leave lines_en out"


def test_what_can_be_done_while_the_hall_is_closed_is_in_both_languages(tmp_path: Path) -> None:
    said = f'{SMALL}[hours]\nopen = "09:00"\nclose = "17:00"\nclosed = ["电话咨询 12345"]\n'
    chinese, both = read(tmp_path, said).hours, read(tmp_path, said + 'closed_en = ["Call 12345"]\n').hours
    assert chinese is not None and chinese.closed == (Text("电话咨询 12345", "电话咨询 12345"),)
    assert both is not None and both.closed == (Text("电话咨询 12345", "Call 12345"),)
    (flaw,) = refused(tmp_path, said + 'closed_en = ["Call 12345", "or come"]\n')
    assert flaw == f"{LINE + 3}: closed_en has 2 texts; write one for each of closed, or leave closed_en out"


def test_a_new_picture_under_the_old_name_is_another_hall(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png())
    (tmp_path / "hall.toml").write_text(LOGO, encoding="utf-8")
    file = HallFile(tmp_path / "hall.toml", load(tmp_path / "hall.toml"))
    assert isinstance(file.reload(), Same)
    (tmp_path / "logo.png").write_bytes(png(size=(100, 40)))
    assert isinstance(file.reload(), Changed)
