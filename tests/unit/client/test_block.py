"""A kiosk's own numbers: each is given once, whatever happens to the kiosk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.client.block import FILE, NumberBlock
from shared.client.outbox import Outbox
from shared.protocol.answers import Answer, Block
from shared.protocol.requests import IssueRequest, JoinRequest

DAY = "2026-11-23"
BLOCK = Block(day=DAY, first=500, tokens={"D": ("t0", "t1", "t2"), "F": ("u0",)})


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    Outbox(tmp_path / "outbox.sqlite3").close()
    box = Outbox(tmp_path / "outbox.sqlite3")  # any start but the first
    yield box
    box.close()


def give(block: NumberBlock, outbox: Outbox, letter: str = "D") -> str:
    given = block.take(letter, DAY)
    assert given is not None
    join = JoinRequest(day=DAY, number=given.number, taken_ms=1, service="id")
    outbox.put(f"request-{given.number}", "join", join).result()
    return given.number


def test_numbers_come_in_order_with_the_tokens_of_their_pages(tmp_path: Path, outbox: Outbox) -> None:
    block = NumberBlock(tmp_path, outbox)
    assert (block.left("D", DAY), block.used(DAY), block.take("D", DAY)) == (0, 999, None)
    block.keep(BLOCK)
    assert block.take("D", DAY) == ("D500", "t0")
    assert block.take("D", DAY) == ("D501", "t1")
    assert block.take("F", DAY) == ("F500", "u0")
    assert (block.left("D", DAY), block.left("F", DAY), block.left("K", DAY)) == (1, 0, 0)
    assert block.used(DAY) == 2
    assert block.take("F", DAY) is None


def test_after_a_power_cut_no_number_is_given_twice(tmp_path: Path, outbox: Outbox) -> None:
    block = NumberBlock(tmp_path, outbox)
    block.keep(BLOCK)
    assert [give(block, outbox) for _ in range(2)] == ["D500", "D501"]
    again = NumberBlock(tmp_path, outbox)
    assert give(again, outbox) == "D502"
    assert again.take("D", DAY) is None


def test_numbers_that_have_joined_stay_gone_after_a_thousand_other_tickets(tmp_path: Path, outbox: Outbox) -> None:
    block = NumberBlock(tmp_path, outbox)
    block.keep(BLOCK)
    give(block, outbox)
    outbox.done("request-D500", Answer(request_id="request-D500", seq=1))
    for n in range(1_005):
        outbox.put(f"request-{n:04d}", "issue", IssueRequest(service="id"))
        outbox.done(f"request-{n:04d}", Answer(request_id=f"request-{n:04d}", seq=n))
    assert give(NumberBlock(tmp_path, outbox), outbox) == "D501"


def test_yesterdays_block_gives_nothing_today(tmp_path: Path, outbox: Outbox) -> None:
    block = NumberBlock(tmp_path, outbox)
    block.keep(BLOCK)
    assert block.take("D", "2026-11-24") is None
    assert block.used("2026-11-24") == 999


def test_a_new_block_begins_at_its_own_first_number(tmp_path: Path, outbox: Outbox) -> None:
    block = NumberBlock(tmp_path, outbox)
    block.keep(BLOCK)
    give(block, outbox)
    block.keep(Block(day=DAY, first=550, tokens={"D": ("v0", "v1")}))
    assert give(NumberBlock(tmp_path, outbox), outbox) == "D550"


@pytest.mark.parametrize("nonsense", [b"", b"{", b'{"day":1}', b"\xff\xfe", b'{"day":"x","first":"y","tokens":{}}'])
def test_a_damaged_file_is_no_block(tmp_path: Path, outbox: Outbox, nonsense: bytes) -> None:
    (tmp_path / FILE).write_bytes(nonsense)
    block = NumberBlock(tmp_path, outbox)
    assert block.take("D", DAY) is None
    block.keep(BLOCK)
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert give(block, outbox) == "D500"


@pytest.mark.parametrize("tokens", [{"F": ("u0",)}, {"D": ("t0",), "F": ("u0",)}, {"D": (), "F": ("u0",)}])
def test_a_block_that_lacks_what_it_gave_is_damaged(
    tmp_path: Path, outbox: Outbox, tokens: dict[str, tuple[str, ...]]
) -> None:
    block = NumberBlock(tmp_path, outbox)
    block.keep(BLOCK)
    assert (give(block, outbox), give(block, outbox)) == ("D500", "D501")
    block.keep(Block(day=DAY, first=500, tokens=tokens))
    again = NumberBlock(tmp_path, outbox)
    assert (again.left("D", DAY), again.take("D", DAY), again.wants(DAY)) == (0, None, True)


def test_an_outbox_that_was_lost_takes_the_block_with_it(tmp_path: Path) -> None:
    first = Outbox(tmp_path / "outbox.sqlite3")
    block = NumberBlock(tmp_path, first)
    block.keep(BLOCK)
    assert give(block, first) == "D500"
    first.close()
    (tmp_path / "outbox.sqlite3").write_bytes(b"not a database at all" * 99)
    second = Outbox(tmp_path / "outbox.sqlite3")
    assert (NumberBlock(tmp_path, second).take("D", DAY), NumberBlock(tmp_path, second).wants(DAY)) == (None, True)
    second.close()
    third = Outbox(tmp_path / "outbox.sqlite3")
    assert not third.fresh
    third.close()
