"""A clerk finds a service by a few letters."""

import pytest

from counter.controllers.search import find
from tests.unit.counter.rows import GROUPS, SERVICES

BY_ID = {group.id: group for group in GROUPS}


def ids(query):
    return [row.id for row in find(query, SERVICES, BY_ID)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["id", "lost", "other", "tax", "vehicle"]),
        ("f", ["tax", "vehicle"]),
        ("jm", ["id", "lost"]),
        ("jmsfzb", ["lost"]),
        ("gerensuode", ["tax"]),
        ("ge ren", ["tax"]),
        ("车船", ["vehicle"]),
        ("身份证补", ["lost"]),
        ("vehicle", ["vehicle"]),
        ("TAX", ["tax", "vehicle"]),
        ("huanl", ["id"]),
        ("!!", []),
        ("没有这样的", []),
    ],
)
def test_what_is_typed_finds_the_service(query, found):
    assert ids(query) == found


def test_a_letter_that_is_a_group_puts_that_group_first():
    assert ids("k")[0] == "other"


def test_a_service_without_pinyin_or_group_is_still_found_by_name():
    bare = type(SERVICES[0])(
        **{name: getattr(SERVICES[0], name) for name in SERVICES[0].__struct_fields__} | {"pinyin": "", "group": "?"}
    )
    assert find("身份证", (bare,), {}) == (bare,)
