"""A paper says what it can be held against the record by, in a code that a narrow roll has room for."""

import pytest

from hardware.printer.qr import qr_image
from hardware.printer.textmode import DOTS
from shared.protocol.paper import BadPaper, Paper, fragment, paper_of

SEAL, LEAF = "a1" * 32, "0f" * 32
TEXT = f"http://192.168.100.200:7480/t/261122-20000-{'A' * 20}#{fragment(SEAL, LEAF)}"


def test_the_code_names_the_ticket_and_the_beginnings_of_both_hashes() -> None:
    assert paper_of(TEXT) == Paper("261122-20000", SEAL[:40], LEAF[:40])
    assert paper_of(f"  {TEXT}\n") == paper_of(TEXT.replace(fragment(SEAL, LEAF), fragment(SEAL, LEAF).lower()))


def test_it_fits_on_a_narrow_roll_with_five_dots_a_module_also_under_a_long_name() -> None:
    for text in (TEXT, TEXT.replace("http://192.168.100.200:7480", "https://queue.public-services.some-city.example")):
        assert qr_image(text, DOTS[58]).width <= DOTS[58] * 3 // 4


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "holds no ticket"),
        ("D047", "holds no ticket"),
        ("http://hall/t/261122-1-ABC", "without the marks"),
        (TEXT[:-1], "cut off or misread"),
        ("http://hall/t/261122-1-ABC#☃.☃", "cut off or misread"),
    ],
)
def test_nonsense_is_told(text: str, why: str) -> None:
    with pytest.raises(BadPaper, match=why):
        paper_of(text)
