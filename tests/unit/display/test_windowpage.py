"""The screen over one counter, as words."""

import pytest
from msgspec.structs import replace

from display.controllers.windowpage import compose
from shared.client.mirror import Mirror
from shared.protocol.rows import CounterState
from shared.ui.texts import Texts
from tests.unit.display.rows import GROUPS, counter, hall


def shown(state: CounterState, number: str = "", live: bool = True):  # type: ignore[no-untyped-def]
    mirror = Mirror()
    groups = [replace(each, services=(each.letter,)) for each in GROUPS]
    row = replace(counter("8", state, number), services=("A", "D"))
    mirror.replace(1, [hall(missed=("A001", "A002", "A003", "A004")), *groups, row])
    return compose("8", mirror, "live" if live else "away", Texts("zh"), Texts("en"))


@pytest.mark.parametrize(
    ("state", "mode", "number", "title"),
    [
        ("calling", "calling", "D047", ""),
        ("serving", "serving", "D047", ""),
        ("idle", "idle", "", "欢迎光临"),
        ("ready", "idle", "", "欢迎光临"),
        ("paused", "paused", "", "暂停服务"),
        ("closed", "closed", "", "窗口未开"),
    ],
)
def test_every_state_of_the_counter_has_its_picture(qapp, state, mode, number, title) -> None:  # type: ignore[no-untyped-def]
    page = shown(state, number)
    assert (page.mode, page.number, page.title, page.trouble) == (mode, number, title, "")
    assert page.label == "8" and page.line and page.english


def test_it_names_what_is_done_here_and_who_may_report_newest_first(qapp) -> None:  # type: ignore[no-untyped-def]
    page = shown("serving", "D047")
    assert page.services == "企业开办 / 户籍身份证"
    assert page.missed == "A004   A003   A002"
    assert shown("closed").missed == "", "nobody is there to report to"


def test_without_the_hub_the_last_number_stays_and_it_says_so(qapp) -> None:  # type: ignore[no-untyped-def]
    page = shown("calling", "D047", live=False)
    assert (page.number, page.trouble) == ("D047", "网络断了，请问窗口人员")


def test_a_counter_that_the_hall_has_not_is_told_to_the_technician(qapp) -> None:  # type: ignore[no-untyped-def]
    mirror = Mirror()
    mirror.replace(1, [hall()])
    page = compose("99", mirror, "live", Texts("zh"), Texts("en"))
    assert page.mode == "stranger" and "99" in page.title
