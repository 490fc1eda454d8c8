"""Records of older versions reach the code in today's shape."""

import pytest

from shared.journal.record import NO_LEAF, Record
from shared.journal.upcast import Data, Upcasters


def record(type: str, v: int, **data: object) -> Record:
    return Record(1, NO_LEAF, 1, 0, "hub", None, type, v, data)


@pytest.fixture
def upcasters() -> Upcasters:
    known = Upcasters()

    @known.step("ticket-issued", 1)
    def language(data: Data) -> Data:
        return {**data, "language": "zh"}

    @known.step("ticket-issued", 2)
    def number(data: Data) -> Data:
        return {("number" if key == "code" else key): each for key, each in data.items()}

    return known


def test_a_record_climbs_step_by_step_from_wherever_it_is(upcasters: Upcasters) -> None:
    today = record("ticket-issued", 3, number="A001", language="zh")
    old = record("ticket-issued", 1, code="A001")
    assert upcasters.upcast(old) == today
    assert upcasters.upcast(record("ticket-issued", 2, code="A001", language="zh")) == today
    assert old.data == {"code": "A001"}


def test_todays_and_unknown_records_pass_as_they_are(upcasters: Upcasters) -> None:
    for each in (record("ticket-issued", 3, number="A001"), record("never-heard-of", 1, x=1)):
        assert upcasters.upcast(each) is each


def test_one_step_a_version(upcasters: Upcasters) -> None:
    with pytest.raises(ValueError, match="ticket-issued v1 has a step already"):
        upcasters.step("ticket-issued", 1)(dict)
