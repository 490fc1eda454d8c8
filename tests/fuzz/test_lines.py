"""A short run of ``tests.fuzz.lines``."""

import pytest

from tests.fuzz.lines import KINDS, run


@pytest.mark.parametrize("kind", KINDS)
def test_noise_is_never_taken_for_a_card_a_code_or_a_printed_slip(kind: str) -> None:
    outcomes = run(kind, 400, seed=2026)
    assert sum(outcomes.values()) == 400
    assert len(outcomes) > 1
