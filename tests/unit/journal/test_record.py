"""Canonical bytes, leaves and the tree, against the published vectors and against a plain restatement."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.journal.errors import Corrupt
from shared.journal.record import (
    EXACT,
    NO_LEAF,
    Record,
    canonical,
    inclusion_path,
    leaf,
    make_record,
    merkle_root,
    parse,
    verify_path,
)

VECTORS = json.loads((Path(__file__).parents[2] / "golden" / "journal_vectors.json").read_text("utf-8"))

text = st.text(st.characters(exclude_categories=["Cs"]))
value = st.recursive(
    st.none() | st.booleans() | st.integers(-EXACT, EXACT) | text,
    lambda inner: st.lists(inner) | st.dictionaries(text, inner),
    max_leaves=12,
)
leaves = st.integers(1, 40).map(lambda count: [leaf(str(each)) for each in range(count)])


def record(**data: object) -> tuple[str, str]:
    return make_record(1, NO_LEAF, 1, 1_578_898_800_000, "kiosk-1", "r-1", "ticket-issued", 1, data)


def test_the_vectors_bytes_and_leaf() -> None:
    vector = VECTORS["canonical"]
    body = canonical(vector["value"])
    assert body.encode().hex() == vector["bytes_hex"]
    assert leaf(body) == vector["leaf"]


def test_the_vectors_tree_and_path() -> None:
    tree = VECTORS["tree"]
    leaves = [leaf(canonical(each)) for each in tree["values"]]
    assert merkle_root(leaves) == tree["root"]
    assert inclusion_path(leaves, 5) == tree["path_of_5"]
    assert verify_path(leaves[5], 5, 7, tree["path_of_5"], tree["root"])
    assert merkle_root([]) == tree["root_of_none"]


def test_a_record_is_one_line_with_sorted_keys() -> None:
    body, digest = record(ticket="t1", number="A001", name="企业\n开办")
    assert body == (
        '{"at_ms":1578898800000,"by":"kiosk-1","data":{"name":"企业\\n开办","number":"A001","ticket":"t1"},'
        f'"prev":"{NO_LEAF}","request":"r-1","seq":1,"term":1,"type":"ticket-issued","v":1}}'
    )
    assert digest == leaf(body) == sha256(b"\x00" + body.encode()).hexdigest()


@given(st.dictionaries(text, value), st.none() | text)
def test_any_data_comes_back_as_it_was_and_is_what_the_standard_library_would_write(
    data: dict[str, object], request: str | None
) -> None:
    body, _ = make_record(3, "ab" * 32, 2, 5, "hub", request, "x", 1, data)
    assert parse(body) == Record(3, "ab" * 32, 2, 5, "hub", request, "x", 1, data)
    plain = json.dumps(json.loads(body), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert body == plain
    assert "\n" not in body


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"wait_s": 1.5}, "data.wait_s: 1.5 is a float; a record holds integers"),
        ({"a": [{"b": float("nan")}]}, r"data.a\[0\].b: nan is a float"),
        ({"pair": ("w1", 2.0)}, r"data.pair\[1\]: 2.0 is a float"),
        ({"big": 2**53}, "data.big: 9007199254740992 is beyond .*write it as a string"),
        ({"raw": b"bytes"}, "data.raw: b'bytes' is a bytes"),
        ({"loads": {1: 2}}, "data.loads: the key 1 is not a string"),
        ({"name": "\ud800"}, "is not Unicode text: clean it"),
    ],
)
def test_what_has_no_one_spelling_is_refused_with_its_place(data: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        record(**data)


@pytest.mark.parametrize(
    "fields",
    [
        (0, NO_LEAF, 1, 0, "hub", None, "x", 1),
        (1, "short", 1, 0, "hub", None, "x", 1),
        (1, "A" * 64, 1, 0, "hub", None, "x", 1),
        (1, NO_LEAF, 0, 0, "hub", None, "x", 1),
        (1, NO_LEAF, 1, -1, "hub", None, "x", 1),
        (1, NO_LEAF, 1, 0.5, "hub", None, "x", 1),
        (1, NO_LEAF, 1, 0, None, None, "x", 1),
        (1, NO_LEAF, 1, 0, "hub", 7, "x", 1),
        (1, NO_LEAF, 1, 0, "hub", None, "", 1),
        (1, NO_LEAF, 1, 0, "hub", None, "x", 0),
    ],
)
def test_a_record_that_could_not_be_read_back_is_never_made(fields: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match=r"not a record|float"):
        make_record(*fields, {})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "body",
    ["", "nonsense", "{}", "[]", "null", "\ud800", "[" * 100_000, record(a=1)[0][:-1], record(a=1)[0] + "}"]
    + [
        record(a=1)[0].replace(*swap)
        for swap in [('"seq":1', '"seq":"1"'), ('"v":1', '"v":1,"w":1'), ('"v":1', '"v":null')]
    ],
)
def test_a_line_that_is_no_record_is_corrupt(body: str) -> None:
    with pytest.raises(Corrupt, match=r"not a record .*restore the journal from a copy"):
        parse(body)


def plain_root(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + plain_root(leaves[:k]) + plain_root(leaves[k:])).digest()


@given(leaves)
def test_the_root_is_the_rfcs(leaves: list[str]) -> None:
    assert merkle_root(leaves) == plain_root([bytes.fromhex(each) for each in leaves]).hex()


@given(leaves, st.data())
def test_a_path_proves_its_leaf_at_its_place_and_nothing_else(leaves: list[str], data: st.DataObject) -> None:
    size, root = len(leaves), merkle_root(leaves)
    index = data.draw(st.integers(0, size - 1))
    path = inclusion_path(leaves, index)
    assert verify_path(leaves[index], index, size, path, root)
    for other in range(-1, size + 1):
        if other != index:
            assert not verify_path(leaves[index], other, size, path, root)
    assert not verify_path(leaf("another"), index, size, path, root)
    assert not verify_path(leaves[index], index, size, [*path, root], root)
    assert not verify_path(leaves[index], index, size, ["not hex"], root)
    if path:
        assert not verify_path(leaves[index], index, size, path[:-1], root)


def test_there_is_no_path_to_a_leaf_that_is_not_there() -> None:
    for index in (-1, 0):
        with pytest.raises(IndexError):
            inclusion_path([], index)
