"""What is given to everybody tells nobody's name: a day on which everything happens, looked at text by text."""

import re
from collections.abc import Iterator
from typing import Any

from shared.hall.events import AnyEvent
from tests.unit.verify.recorded import records
from tests.unit.verify.small_day import small_day

CODE = re.compile(r"[A-Za-z0-9_#.-]*")
"""Ids, numbers, dates, codes, hashes: nothing that one could write a sentence in."""
BY = re.compile(r"(hub|phone|(kiosk|counter|manager|clerk):[A-Za-z0-9_-]+)")
ID_NUMBER = re.compile(r"(?<![0-9a-f])[1-9]\d{16}[0-9Xx](?![0-9a-f])")
PHONE = re.compile(r"(?<![0-9a-f])1[3-9]\d{9}(?![0-9a-f])")


ELSEWHERE = {"witness-struck", "witness-readmitted", "numbers-leased", "draw-abandoned", "seed-published"}
"""They name a device, a number, a code, a manager by a pseudonym, and hashes."""


def texts(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from texts(each, f"{where}.{key}")
    elif isinstance(value, list):
        for each in value:
            yield from texts(each, f"{where}[]")


def test_everything_happens_on_that_day() -> None:
    tags = {str(kind.__struct_config__.tag) for kind in AnyEvent.__args__}  # type: ignore[attr-defined]
    assert tags - {record["type"] for record in records(small_day().bodies)} <= ELSEWHERE


def test_there_is_no_text_that_a_person_could_be_told_in() -> None:
    """Only the hall itself, its services and windows have texts: they are on its walls."""
    for record in records(small_day().bodies):
        data = {name: value for name, value in record["data"].items() if name != "config"}
        for where, text in texts(data, record["type"]):
            if re.search(r"\.(persons|pools|lines|learned)|\.(mean_s|variance|errors|quantiles)", where):
                text = text.replace("|", "").replace(":", "").replace(".", "").replace("+", "")
            assert CODE.fullmatch(text), (record["seq"], where, text)
        assert BY.fullmatch(record["by"]), record
        assert CODE.fullmatch((record["request"] or "").removeprefix("r:")), record


def test_no_id_and_no_telephone_number_stands_anywhere() -> None:
    for body in small_day().bodies:
        milliseconds_out = re.sub(r'"(at_ms|\w+_ms)":\d+', "", body)
        assert not ID_NUMBER.search(milliseconds_out), body
        assert not PHONE.search(milliseconds_out), body
