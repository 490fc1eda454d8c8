"""The number that citizens call: as people write it, and nothing that a phone cannot dial."""

from pathlib import Path

import pytest

from tests.unit.hub.hallfile.small import SMALL, read, refused

PLACE = SMALL.split("\n\n")[0]


def with_phone(value: str) -> str:
    return SMALL.replace(PLACE, f"{PLACE}\nphone = {value}")


@pytest.mark.parametrize("phone", ["", "12345", "0577-8899 1234", "+86 577 8899 1234"])
def test_a_number_is_taken_as_it_is_written(tmp_path: Path, phone: str) -> None:
    assert read(tmp_path, with_phone(f'"{phone}"')).phone == phone
    assert read(tmp_path, SMALL).phone == ""


@pytest.mark.parametrize(
    "value", ['"咨询台"', '"javascript:1"', '"1"', '"12345678901234567890123"', "12345", '["12345"]']
)
def test_what_nobody_can_dial_is_refused_with_its_place(tmp_path: Path, value: str) -> None:
    (flaw,) = refused(tmp_path, with_phone(value))
    assert flaw.startswith(f"{PLACE.count(chr(10)) + 2}: ")
    assert 'a telephone number such as "0577-8899 1234"' in flaw
