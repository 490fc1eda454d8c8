"""An ID is recognised for a day and shown in part; it is never kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.hub.access.people import People, holder_hash, person_hash, tail

SECRET = b"s" * 32
ID = "44040119900307176X"


def test_one_person_is_the_same_all_day_and_nobody_the_next() -> None:
    today = person_hash(SECRET, "2026-01-05", ID)
    assert person_hash(SECRET, "2026-01-05", " ４４０４０１ 19900307 176x\n") == today
    assert person_hash(SECRET, "2026-01-06", ID) != today
    assert person_hash(b"t" * 32, "2026-01-05", ID) != today
    assert person_hash(SECRET, "2026-01-05", ID[:-1] + "1") != today


def test_who_books_is_found_again_on_that_day_and_matches_no_ticket_and_no_other_day() -> None:
    monday, tuesday = "2026-01-05", "2026-01-06"
    holder = holder_hash(SECRET, tuesday, ID)
    assert holder_hash(SECRET, tuesday, " 440401 1990 0307 176x") == holder
    assert holder_hash(b"t" * 32, tuesday, ID) != holder
    assert holder not in {holder_hash(SECRET, monday, ID), *(person_hash(SECRET, day, ID) for day in (monday, tuesday))}


def test_a_person_is_named_by_the_day_of_the_appointment() -> None:
    monday, tuesday = "2026-01-05", "2026-01-06"
    people = People(SECRET, tuesday, [monday], {"r1": monday}.__getitem__)
    assert people.holder(ID, tuesday) == people.holder(ID, "") == holder_hash(SECRET, tuesday, ID)
    assert people.holder(ID, "", "r1") == holder_hash(SECRET, monday, ID)
    assert people.holders_before(ID) == (holder_hash(SECRET, monday, ID),)
    assert (people.person(""), people.holder("", monday)) == (None, None)


@given(st.text())
def test_a_hash_is_32_hex_digits_of_anything(text: str) -> None:
    hashed = person_hash(SECRET, "2026-01-05", text)
    assert len(hashed) == 32
    assert set(hashed) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("440401199003071768", "1768"),
        (" 44040119900307176X ", "176X"),
        ("440401900307176", "7176"),
        ("E12345678", "78"),
        ("", ""),
    ],
)
def test_a_screen_shows_the_end_of_an_id(text: str, shown: str) -> None:
    assert tail(text) == shown
