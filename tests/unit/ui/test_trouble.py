"""Staff read which device wants somebody, what is wrong, and what to do."""

from typing import Any, get_args

import pytest

from hardware.printer.outcome import Trouble
from shared.catalogue import catalogue
from shared.protocol.requests import DeviceKind
from shared.protocol.rows import DeviceRow
from shared.ui.texts import Texts
from shared.ui.trouble import DOUBT_MS, troubles

NOW = 1_000_000
NEVER_REPORTED = {Trouble.STOPPED, Trouble.CRASHED, Trouble.LATE}
"""What becomes of a slip when its kiosk ends: no state of a printer."""


def row(name: str, state: str, detail: str = "", **changes: Any) -> DeviceRow:
    values = {"device": "printer", "left": None, "number": "", "since_ms": NOW, **changes}
    return DeviceRow(id=f"{name}/printer", name=name, state=state, detail=detail, **values)


def test_paper_is_out_and_somebody_may_have_none() -> None:
    out = row("K1", "trouble", "paper_out", number="D047", left=0)
    assert troubles([out], Texts(), NOW) == ["K1 的打印机：没纸了，请换纸卷（D047 可能没拿到号票）"]
    assert troubles([out], Texts("en"), NOW) == ["K1 printer: out of paper, put in a new roll (D047 may have no paper)"]


def test_who_is_well_off_or_a_tablet_wants_nobody() -> None:
    rows = [row("K1", "ok"), row("K2", "off", number="A001"), row("tablet-8", "ok", device="tablet")]
    assert troubles(rows, Texts(), NOW) == []


def test_the_worst_comes_first_and_of_equals_the_longest() -> None:
    rows = [
        row("K1", "warn", "near_end", left=25, since_ms=1),
        row("K2", "trouble", "cover_open", since_ms=3),
        row("K3", "trouble", "unreachable", since_ms=2),
    ]
    said = troubles(rows, Texts(), NOW)
    assert [each[:2] for each in said] == ["K3", "K2", "K1"]
    assert said[2].endswith("纸不多了，约剩 25 张")


def test_a_paper_in_doubt_is_named_for_two_minutes_after_the_printer_is_well() -> None:
    well = row("K1", "ok", number="D047")
    assert "D047" in troubles([well], Texts(), NOW + DOUBT_MS - 1)[0]
    assert troubles([well], Texts(), NOW + DOUBT_MS) == []


@pytest.mark.parametrize("detail", [it for it in Trouble if it not in NEVER_REPORTED] + ["near_end"])
def test_every_trouble_of_a_printer_has_words(detail: str) -> None:
    assert f"device.what.{detail}" in catalogue()


def test_a_citizen_who_asks_for_somebody_is_told_in_their_own_words() -> None:
    assert troubles([row("K1", "trouble", device="help")], Texts(), NOW) == ["K1：有人需要帮忙，请过去"]


@pytest.mark.parametrize("detail", ["manager", "coming"])
def test_a_clerk_who_asks_for_the_manager_is_told_by_the_window(detail: str) -> None:
    assert troubles([row("8", "warn", detail, device="help")], Texts(), NOW) == ["8 号窗口请大厅经理过去"]


@pytest.mark.parametrize("device", [it for it in get_args(DeviceKind) if it != "help"])
def test_a_trouble_from_a_newer_terminal_is_still_told(device: str) -> None:
    (said,) = troubles([row("K9", "trouble", "on_fire", device=device)], Texts(), NOW)
    assert said.startswith("K9 的") and said.endswith("有问题，请看一看")
