"""A pairing token is typed from paper by people in a hurry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.protocol.pairing import BadToken, format_token, parse_token

TEN = st.binary(min_size=10, max_size=10)


def test_a_token_is_eight_groups_of_four() -> None:
    assert format_token(b"\x00" * 10, b"\xff" * 10) == "FH-AAAA-AAAA-AAAA-AAAA-7777-7777-7777-7777"


@given(TEN, TEN)
def test_a_token_carries_both_parts(prefix: bytes, secret: bytes) -> None:
    assert parse_token(format_token(prefix, secret)) == (prefix, secret)


@given(TEN, TEN)
def test_a_token_survives_sloppy_typing(prefix: bytes, secret: bytes) -> None:
    token = format_token(prefix, secret)
    sloppy = token.lower().replace("-", " ").replace("o", "0").replace("i", "1").replace("b", "8")
    assert parse_token(f"  {sloppy}\n") == (prefix, secret)
    assert parse_token(token.replace("-", "")) == (prefix, secret)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "starts with FH"),
        ("hello", "starts with FH"),
        ("FH", "not 0"),
        ("FH-AAAA-AAAA", "not 8"),
        ("FH-" + "A" * 33, "not 33"),
        ("FH-" + "A" * 31 + "9", "digits 2 to 7"),
        ("FH-" + "A" * 31 + "=", "digits 2 to 7"),
        ("FH-" + "A" * 31 + "号", "digits 2 to 7"),
    ],
)
def test_what_is_no_token_is_told_apart(text: str, why: str) -> None:
    with pytest.raises(BadToken, match=why):
        parse_token(text)


@given(
    st.text() | st.text(alphabet="ABCDEFGHabc0189234567-= ", min_size=28, max_size=45).map(lambda text: f"FH-{text}")
)
def test_no_text_breaks_the_parser(text: str) -> None:
    try:
        prefix, secret = parse_token(text)
    except BadToken:
        return
    assert parse_token(format_token(prefix, secret)) == (prefix, secret)


@pytest.mark.parametrize(("prefix", "secret"), [(b"", b"0" * 10), (b"0" * 10, b"0" * 11)])
def test_a_token_is_never_made_of_parts_of_other_sizes(prefix: bytes, secret: bytes) -> None:
    with pytest.raises(ValueError, match="10 and 10 bytes"):
        format_token(prefix, secret)
