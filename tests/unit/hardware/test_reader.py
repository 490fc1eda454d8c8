"""What readers send: frames of a SAM reader, codes of a scanner, a scanner that types like a person in a hurry."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.reader.events import CardRead, CodeRead
from hardware.reader.sam import FIND, READ, SELECT, NotACard, Reply, SamCodec, id_number, is_id_number, request
from hardware.reader.scanner import LONGEST, Wedge, code_text
from hardware.simulated.idreader import text_block

NUMBER = "440401199001011768"
GOOD = "11010519491231002X"  # the example of GB 11643


def frame(body: bytes) -> bytes:
    covered = (len(body) + 1).to_bytes(2, "big") + body
    check = 0
    for byte in covered:
        check ^= byte
    return bytes.fromhex("aa aa aa 96 69") + covered + bytes([check])


@pytest.mark.parametrize(
    ("command", "published"),
    [
        (FIND, "aa aa aa 96 69 00 03 20 01 22"),
        (SELECT, "aa aa aa 96 69 00 03 20 02 21"),
        (READ, "aa aa aa 96 69 00 03 30 01 32"),
    ],
)
def test_the_commands_are_the_published_ones(command: bytes, published: str) -> None:
    assert request(command) == bytes.fromhex(published)


FOUND = bytes.fromhex("aa aa aa 96 69 00 08 00 00 9f 00 00 00 00 97")


def test_a_reply_may_come_in_pieces_through_noise() -> None:
    stream = b"\xaa\x00\x96" + FOUND + b"\xaa\xaa" + FOUND
    for cut in range(len(stream) + 1):
        codec = SamCodec()
        replies = codec.feed(stream[:cut]) + codec.feed(stream[cut:])
        assert replies == [Reply(b"\x00\x00\x9f", bytes(4))] * 2


def test_a_reply_with_a_wrong_check_is_dropped_and_the_next_one_taken() -> None:
    for at in range(5, len(FOUND)):
        damaged = FOUND[:at] + bytes([FOUND[at] ^ 0x01]) + FOUND[at + 1 :]
        replies = SamCodec().feed(damaged + FOUND * 40)
        assert replies
        assert set(replies) == {Reply(b"\x00\x00\x9f", bytes(4))}


@settings(max_examples=200, deadline=None)
@given(raw=st.binary(max_size=600))
def test_no_bytes_break_the_codec_nor_are_taken_for_a_reply(raw: bytes) -> None:
    assert SamCodec().feed(raw) == []


def test_the_number_stands_in_the_text_block() -> None:
    block = text_block(GOOD)
    assert id_number(b"\x01\x00\x04\x00" + block + bytes(1024)) == GOOD


@pytest.mark.parametrize(
    "data",
    [b"", b"\x01\x00\x04\x00" + text_block(GOOD)[:200], b"\x00\x80\x04\x00" + text_block(GOOD), bytes(1300)],
)
def test_what_is_no_card_says_so_without_its_content(data: bytes) -> None:
    with pytest.raises(NotACard) as caught:
        id_number(data)
    assert GOOD not in str(caught.value)


def test_a_mistyped_number_fails_its_check() -> None:
    assert is_id_number(GOOD)
    wrong = [GOOD[:at] + str((int(GOOD[at]) + 1) % 10) + GOOD[at + 1 :] for at in range(17)]
    assert not any(map(is_id_number, [*wrong, "", "1" * 17, GOOD + "0", "１" * 18]))


def test_nothing_read_shows_in_a_log() -> None:
    assert NUMBER not in f"{CardRead(NUMBER)} {CodeRead(NUMBER)}"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"A012", "A012"),
        ("云溪".encode(), "云溪"),
        ("云溪市".encode("gb18030"), "云溪市"),
        (b"\xff\xff\xff", ""),
        (b"A\x00B\x1b", ""),
        (b"  A012 ", "A012"),
    ],
)
def test_a_code_is_utf8_or_else_gb18030(raw: bytes, text: str) -> None:
    assert code_text(raw) == text


def typed(wedge: Wedge, text: str, gap_s: float, at_s: float = 10.0) -> float:
    for character in text:
        at_s += gap_s
        wedge.key(character, at_s)
    return at_s


def test_a_scanner_that_types_is_known_by_its_haste() -> None:
    wedge = Wedge()
    end = typed(wedge, "A0123456", 0.004)
    assert wedge.end(end + 0.004) == "A0123456"


@pytest.mark.parametrize(
    ("text", "gap_s", "end_gap_s"), [("A0123456", 0.12, 0.12), ("A0123", 0.004, 0.004), ("A0123456", 0.004, 0.3)]
)
def test_what_a_person_types_goes_its_way(text: str, gap_s: float, end_gap_s: float) -> None:
    wedge = Wedge()
    assert wedge.end(typed(wedge, text, gap_s) + end_gap_s) is None


def test_a_scan_behind_a_persons_typing_is_only_the_scan() -> None:
    wedge = Wedge()
    later = typed(wedge, "hello", 0.2)
    end = typed(wedge, "A0123456", 0.004, later + 1)
    assert wedge.end(end + 0.004) == "A0123456"
    assert wedge.end(end + 0.008) is None


def test_what_runs_on_for_too_long_is_no_code_nor_is_its_end() -> None:
    wedge = Wedge()
    end = typed(wedge, "x" * (3 * LONGEST), 0.001)
    assert wedge.end(end) is None
    again = typed(wedge, "A0123456", 0.004, end + 1)
    assert wedge.end(again + 0.004) == "A0123456"
