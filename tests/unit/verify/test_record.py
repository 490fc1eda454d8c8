"""The auditor's reader and the hub's writer were written apart; they must agree on every line."""

import json
from pathlib import Path

import pytest

from shared.journal import record as journal
from shared.verify.errors import NotARecord
from shared.verify.record import leaf, read
from tests.unit.verify.small_day import small_day

CANONICAL = json.loads((Path(__file__).parents[2] / "golden" / "journal_vectors.json").read_text())["canonical"]


def test_every_line_of_a_day_is_read_and_hashed_as_it_was_written() -> None:
    for body in small_day().bodies:
        record, written = read(body.encode()), journal.parse(body)
        assert {name: getattr(record, name) for name in record.__struct_fields__} == {
            name: getattr(written, name) for name in written.__struct_fields__
        }
        assert leaf(body.encode()) == journal.leaf(body)


def test_the_published_vector_has_its_leaf() -> None:
    assert leaf(bytes.fromhex(CANONICAL["bytes_hex"])) == CANONICAL["leaf"]


def test_strange_characters_have_one_spelling() -> None:
    data = {"text": '"\\/\b\f\n\r\t\x01\x1f\x7f é 企业 😀 \u2028', "": None, "z": True, "a": [-1, 2**53 - 1, []]}
    body, digest = journal.make_record(1, journal.NO_LEAF, 1, 0, "hub", None, "x", 1, data)
    assert read(body.encode()).data == data
    assert leaf(body.encode()) == digest


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda line: line.replace(b'":', b'": ', 1), "not canonical"),
        (lambda line: line + b" ", "not canonical"),
        (lambda line: line.replace(b'"by":', b'"by":"twice","by":', 1), "not canonical"),
        (lambda line: line.replace(b'"seq":1', b'"seq":-0', 1), "NotARecord|ValidationError"),
        (lambda line: line.replace(b'"seq":1,', b"", 1), "missing required field `seq`"),
        (lambda line: line.replace(b'"v":1', b'"v":1,"w":1', 1), "unknown field `w`"),
        (lambda line: line.replace(b'"at_ms":', b'"at_ms":1.5,"x":', 1), "1.5 is no integer"),
        (lambda line: line.replace(b'"at_ms":', b'"at_ms":NaN,"x":', 1), "NaN is no integer"),
        (lambda line: line.replace(b'"at_ms":', b'"at_ms":' + b"9" * 30 + b',"x":', 1), "beyond"),
        (lambda line: line.replace(b'"at_ms":', b'"at_ms":' + b"9" * 9000 + b',"x":', 1), "digits"),
        (lambda line: line[:40], "Unterminated|Expecting"),
        (lambda line: b"", "Expecting value"),
        (lambda line: b"[" * 100_000, "Recursion"),
        (lambda line: b"\xff\xfe", "codec"),
        (lambda line: b"[]", "Expected `object`"),
        (lambda line: line.replace(b'"by":"', b'"by":"\\ud800', 1), "not canonical"),
    ],
)
def test_nonsense_and_other_spellings_are_no_records(change, why: str) -> None:  # type: ignore[no-untyped-def]
    line = small_day().bodies[0].encode()
    with pytest.raises(NotARecord, match=why):
        read(change(line))
