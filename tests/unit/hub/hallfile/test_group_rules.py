"""A service group that sets rules of its own in hall.toml."""

from pathlib import Path

import pytest

from shared.hall.config import Rules
from tests.unit.hub.hallfile.small import SMALL, read, refused

OWN = """
[group.rules]
stratum = 3
strict = true
named = 2
batch = 4
round_least = 2
round_after_s = 60
no_show_calls = 2
no_show_after_s = 90
misses = 1
"""


def with_own_rules(text: str = OWN) -> str:
    return SMALL.replace("\n[[service]]", f"{text}\n[[service]]").replace(
        "\n[[group]]", "\n[rules]\ngrace_s = 99\n\n[[group]]"
    )


def test_a_group_sets_rules_for_itself_and_the_others_are_the_halls(tmp_path: Path) -> None:
    hall = read(tmp_path, with_own_rules())
    own = Rules(
        grace_s=99, stratum=3, strict=True, named=2, batch=4, round_least=2, round_after_s=60,
        no_show_calls=2, no_show_after_s=90, misses=1,
    )  # fmt: skip
    assert (hall.groups[0].rules, hall.rules) == (own, Rules(grace_s=99))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("stratum = 1", "a stratum of 1 leaves nothing to the lot"),
        ("stratum = 11", "stratum cannot be 11"),
        ("named = 0", "named cannot be 0"),
        ("batch = true", "batch cannot be true"),
        ("round_after_s = 901", "round_after_s cannot be 901"),
        ("no_show_calls = 0", "no_show_calls cannot be 0"),
        ("misses = -1", "misses cannot be -1"),
        ("grace_s = 60", "grace_s"),
        ('named = "two"', "named cannot be"),
    ],
)
def test_a_bad_rule_of_a_group_is_named_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    (flaw,) = refused(tmp_path, with_own_rules(f"[group.rules]\n{line}\n"))
    number = 1 + with_own_rules(f"[group.rules]\n{line}\n").split(line)[0].count("\n")
    assert flaw.startswith(f"{number}: ") and said in flaw
