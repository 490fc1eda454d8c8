"""Reading a printer's bytes without believing noise."""

import pytest

from hardware.printer.outcome import Trouble
from hardware.printer.status import Status, done_without_paper, is_done, is_realtime


def test_only_bytes_of_the_realtime_pattern_are_status() -> None:
    accepted = {byte for byte in range(256) if is_realtime(byte)}
    assert {0x12, 0x1A, 0x16, 0x32, 0x1E, 0x7E} <= accepted
    assert all(byte & 0x93 == 0x12 for byte in accepted)
    assert len(accepted) == 16


def test_no_byte_is_both_a_status_and_a_confirmation() -> None:
    assert not [byte for byte in range(256) if is_realtime(byte) and is_done(byte)]


def test_a_confirmation_needs_its_sensor_bits_to_agree() -> None:
    assert [byte for byte in range(0x10) if is_done(byte)] == [0x00, 0x03, 0x0C, 0x0F]
    assert done_without_paper(0x0C)
    assert not done_without_paper(0x03)


@pytest.mark.parametrize(
    ("answers", "trouble", "near_end"),
    [
        ((0x12, 0x12, 0x12), None, False),
        ((0x12, 0x12, 0x1E), None, True),
        ((0x1A, 0x32, 0x7E), Trouble.PAPER_OUT, True),
        ((0x1A, 0x16, 0x12), Trouble.COVER_OPEN, False),
        ((0x1A, 0x52, 0x12), Trouble.FAULT, False),
        ((0x1A, 0x12, 0x12), Trouble.FAULT, False),
    ],
)
def test_the_three_answers_name_the_trouble(
    answers: tuple[int, int, int], trouble: Trouble | None, near_end: bool
) -> None:
    status = Status(*answers)
    assert (status.trouble, status.near_end) == (trouble, near_end)
