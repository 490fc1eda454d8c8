"""What the display says besides numbers: welcome, closed, network down, missed numbers, the seal."""

import msgspec
import pytest

from display.controllers.page import Page, compose, messages
from display.controllers.zone import Zone
from shared.client.simulated import SimulatedLink
from shared.protocol.messages import LinkState
from shared.protocol.rows import HallRow
from shared.ui.texts import Texts
from tests.unit.display.rows import MINUTE, NINE, hall


def page(
    row: HallRow | None, state: LinkState = "live", *, calls: bool = False, turn: int = 0, warning: str = ""
) -> Page:
    link = SimulatedLink("display")
    link.start()
    if row is not None:
        link.feed([row], fresh=True)
    link.set_state(state)
    link.advance(5 * MINUTE)
    return compose(link, Texts("zh"), Texts("en"), calls=calls, turn=turn, warning=warning, groups="")


def test_before_the_hub_is_heard_the_screen_says_whom_to_listen_to() -> None:
    shown = page(None, "searching")
    assert shown.mode == "closed", "its sentence has the lists' places too"
    assert shown.told.title == "正在连接大厅"
    assert shown.told.line == "请听窗口人员叫号；听不清，请问窗口人员"
    assert (shown.date, shown.seal, shown.quiet) == ("", "", "")


def test_a_display_the_hub_does_not_know_says_so_to_the_technician() -> None:
    assert "配对" in page(None, "refused").told.title
    assert "配对" in page(hall(), "refused", calls=True).trouble


def test_an_empty_morning_welcomes() -> None:
    shown = page(hall())
    assert (shown.mode, shown.told.title, shown.quiet) == ("idle", "欢迎光临", "今天还没有叫号")
    assert shown.told.english == "Welcome. Your number and counter will appear here"
    assert (shown.name, shown.date, shown.seal) == ("云溪市政务服务中心", "1 月 13 日 周一", "7K3F 92QD")


def test_a_closed_hall_says_when_it_opens() -> None:
    shown = page(hall(open=False, counters_open=0))
    assert shown.mode == "closed"
    assert shown.told == (
        "现在不办公",
        "办公时间 9:00–17:00",
        "Closed now. Open 9:00–17:00.\nTickets from 9:00 tomorrow, Tuesday",
        "下次取号：明天（周二）9:00",
        "",
    )
    assert shown.message == ""


def test_a_closed_hall_without_hours_promises_none() -> None:
    assert page(hall(open=False, counters_open=0, opens="")).told == ("现在不办公", "", "Closed now", "", "")


def test_a_closed_hall_that_takes_appointments_says_where_to_book() -> None:
    shut = hall(open=False, counters_open=0)
    bookable = msgspec.structs.replace(shut, booked=True, public_url="http://10.0.0.5/")
    assert page(bookable).told.book == "http://10.0.0.5/book"
    assert page(msgspec.structs.replace(bookable, booked=False)).told.book == ""
    friday = msgspec.structs.replace(bookable, weekdays=(1, 5))
    assert page(friday).told.next == "下次取号：周五 9:00"


def test_after_closing_time_whoever_waits_is_still_called() -> None:
    shown = page(hall(open=False, counters_open=2), calls=True)
    assert shown.mode == "calls"
    assert shown.message == "现在不再取号，已取号的都会办完。"


@pytest.mark.parametrize("state", ["away", "searching", "connecting"])
def test_without_the_hub_the_last_calls_stay_and_the_screen_says_since_when(state: LinkState) -> None:
    shown = page(hall(), state, calls=True)
    assert shown.mode == "calls"
    assert shown.trouble == "网络断了，\n请听窗口人员叫号"
    assert shown.trouble_english == "Network down. Staff call the numbers."
    assert shown.kept.endswith("听不清，请问窗口人员。")
    assert "9:00" in shown.since


def test_a_hall_that_was_closed_when_the_network_broke_is_not_called_closed_for_ever() -> None:
    shown = page(hall(open=False, counters_open=0), "away")
    assert shown.mode == "idle"
    assert (shown.told.title, shown.told.line) == ("请听窗口人员叫号", "听不清，请问窗口人员")


def test_the_foot_takes_turns_and_names_the_last_six_missed_newest_first_three_at_a_time(texts: Texts) -> None:
    row = hall(missed=("A001", "A002", "A003", "A004", "A005", "A006", "A007"), notice="请保管好随身物品")
    assert messages(row, texts, Zone(), at_work=True) == [
        ("过号的请到窗口报到：", "A007   A006   A005"),
        ("过号的请到窗口报到：", "A004   A003   A002"),
        ("请保管好随身物品", ""),
    ]
    assert [page(row, turn=turn).message for turn in (0, 1, 2, 3)] == [
        "过号的请到窗口报到：",
        "过号的请到窗口报到：",
        "请保管好随身物品",
        "过号的请到窗口报到：",
    ]


def test_the_foot_says_how_many_later_a_missed_number_is_called_again(texts: Texts) -> None:
    row = hall(missed=("A001", "A002"))
    three = tuple(msgspec.structs.replace(missed, after=3) for missed in row.missed)
    told = messages(msgspec.structs.replace(row, missed=three), texts, Zone(), at_work=True)
    assert told == [("过号的请到窗口报到，等 3 位后再叫：", "A002   A001")]
    mixed = (three[0], msgspec.structs.replace(three[1], after=5))
    told = messages(msgspec.structs.replace(row, missed=mixed), texts, Zone(), at_work=True)
    assert told == [("过号的请到窗口报到：", "A002   A001")], "no number that is not true of all"


def test_with_nothing_to_say_the_foot_asks_for_an_evaluation_and_leaves_it_free(texts: Texts) -> None:
    assert messages(hall(), texts, Zone(), at_work=True) == [("办完请评价，好坏都帮我们改进。不评也可以。", "")]


def test_a_warning_about_the_machine_stands_in_the_foot_whatever_else_there_is() -> None:
    assert page(hall(missed=("A001",)), warning="No Chinese font", turn=3).message == "No Chinese font"
    assert page(None, warning="No Chinese font").message == "No Chinese font"


def test_the_date_is_the_halls_own_whatever_the_machine_thinks(texts: Texts) -> None:
    link = SimulatedLink("display")
    link.start()
    link.feed([hall()], fresh=True)
    link.at_ms = NINE + 15 * 60 * MINUTE
    assert compose(link, texts, Texts("en"), calls=False, turn=0, warning="", groups="").date == "1 月 14 日 周二"


def test_how_many_machines_bear_witness_is_said_while_the_hall_works(texts: Texts) -> None:
    """The hub is one of them; alone it says nothing of witnesses."""
    three = msgspec.structs.replace(hall(), witnesses=2)
    said = ("今天的抽签由 3 台机器一起作证。", "")
    assert said in messages(three, texts, Zone(), at_work=True)
    assert said not in messages(three, texts, Zone(), at_work=False)
    assert not any("作证" in words for words, _ in messages(hall(), texts, Zone(), at_work=True))


def test_tomorrows_seal_takes_its_turn_in_the_foot_and_a_seal_that_was_replaced_too() -> None:
    row = msgspec.structs.replace(hall(), tomorrow="AB2C D3EF", reopened="lost")
    assert messages(row, Texts("zh"), Zone(), at_work=False) == [
        ("今日封签已更换，原因已入记录，可核对。", ""),
        ("明日封签号：", "AB2C D3EF"),
    ]


def test_while_the_lot_waits_the_card_says_that_all_numbers_are_kept() -> None:
    row = msgspec.structs.replace(hall(), halted=True)
    shown = page(row)
    assert (shown.trouble, shown.kept, shown.since) == ("抽签暂停，请稍候", "号都保留。", "")
    assert shown.trouble_english == "Draws have paused. Please wait."
    assert page(row, "away").trouble.startswith("网络断了"), "what is nearest first"
    assert page(hall()).trouble == ""


def test_what_is_wrong_with_the_machine_is_urgent() -> None:
    assert page(hall(), warning="没有中文字体").urgent and not page(hall()).urgent
