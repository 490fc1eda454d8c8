"""The manager's console in a browser, worked by keyboard alone."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from shared.client.headless import HeadlessLink
from shared.client.witness.keeper import keeper_of
from shared.hub.access.clerks import Clerks
from shared.hub.access.store import Store
from tests.integration.hubs import PASSWORD, House, hall_file, patiently, records
from tests.pages.browser import Chromium, Phone, desktop
from tests.pages.halls import SPECIAL, Hall, hall

MANAGER = "0900"


async def employ(house: House, clerk: str, manager: bool = True) -> None:
    """As ``fairhall clerk add`` beside the running hub does."""
    store = Store(house.data)
    try:
        Clerks(store).add(clerk, "王芳", PASSWORD)
        Clerks(store).make_manager(clerk, manager)
    finally:
        store.close()


def console(place: Hall) -> str:
    return f"https://127.0.0.1:{place.house.hub.port}/console"


async def sign_in(her: Phone, place: Hall, clerk: str = MANAGER, password: str = PASSWORD) -> None:
    await her.open(console(place))
    await her.until("document.activeElement.id === 'clerk'")
    await her.type(clerk)
    await her.key("Tab")
    await her.type(password)
    await her.key("Enter")


@asynccontextmanager
async def at_work(
    chromium: Chromium, data: Path, language: str = "zh-CN", file: str = SPECIAL
) -> AsyncIterator[tuple[Phone, Hall]]:
    """A manager who has signed in, in a hall of six windows."""
    async with hall(data, file) as place:
        await employ(place.house, MANAGER)
        async with desktop(chromium, language) as her:
            await sign_in(her, place)
            await her.until("document.activeElement.id === 'number'")
            yield her, place
            assert not [each for each in her.errors if "status of 4" not in each], her.errors


async def find(her: Phone, number: str) -> None:
    await her.key("F3")
    await her.type(number)
    await her.key("Enter")
    await her.until(f"document.getElementById('name').textContent === {number!r}")
    await her.until("!document.getElementById('subject').hidden")


def told(place: Hall, kind: str) -> list[dict[str, Any]]:
    return [each for each in records(place.house.data / "journal.db") if each["type"] == kind]


async def test_a_manager_gives_a_ticket_to_a_named_window(chromium: Chromium, tmp_path: Path) -> None:
    async with at_work(chromium, tmp_path) as (her, place):
        waiting = await place.crowd()
        mine = waiting[-1]
        await find(her, mine["number"])
        await her.reads("取号：居民身份证换领")
        await her.reads(f"抽签：{mine['main']} 号窗口")
        await her.key("F6")
        await her.reads("不抽签，指定到哪个窗口")
        await her.key("Enter")  # nothing is chosen for her, neither window nor reason
        await her.key("4")
        await her.key("Tab")
        await her.key("Enter")
        assert not told(place, "ticket-assigned")
        await her.key("1")
        await her.key("ArrowRight")  # hard to move or wait
        await her.key("Enter")
        await her.reads(f"{mine['number']} 已指定到 4 号窗口，已经记下")
        await her.reads("不抽签，指定到 4 号窗口：行动不便")
        assert "· 指定到 4 号窗口" in await her.js("document.getElementById('where').textContent"), "it was not drawn"
        await her.reads(f"大厅经理 {MANAGER}")
        (record,) = told(place, "ticket-assigned")
        assert record["by"] == f"manager:{MANAGER}"
        assert record["data"] == {"counter": "4", "reason": "mobility", "ticket": mine["ticket"], "way": "assign"}


async def test_for_another_reason_she_says_why_and_only_managers_read_it(chromium: Chromium, tmp_path: Path) -> None:
    async with at_work(chromium, tmp_path) as (her, place):
        mine = (await place.crowd())[-1]
        await find(her, mine["number"])
        await her.key("F6")
        await her.reads("不抽签，指定到哪个窗口")
        for key in ("4", "Tab", "5"):
            await her.key(key)
        await her.reads("选其他时不少于 5 个字")
        await her.key("Tab")
        await her.type("  赶车 ")
        await her.key("Enter")
        await her.reads("请写清楚原因，不少于 5 个字")
        assert not told(place, "ticket-assigned")
        assert await her.js("document.activeElement.id") == "text"
        await her.type("，票已看过 <b>3")  # digits and brackets are words here
        await her.key("Enter")
        await her.reads(f"{mine['number']} 已指定到 4 号窗口，已经记下")
        await her.reads("不抽签，指定到 4 号窗口：其他。经理说明：赶车 ，票已看过 <b>3")
        (record,) = told(place, "ticket-assigned")
        assert record["data"] == {"counter": "4", "reason": "other", "ticket": mine["ticket"], "way": "assign"}


async def test_behind_an_open_question_the_story_goes_on(chromium: Chromium, tmp_path: Path) -> None:
    async with at_work(chromium, tmp_path) as (her, place):
        mine = (await place.crowd())[-1]
        await find(her, mine["number"])
        await her.key("F6")
        await her.reads("不抽签，指定到哪个窗口")
        asked = "performance.getEntriesByType('resource').filter(each => each.name.includes('/tickets/')).length"
        before = await her.js(asked)
        where = await place.until_called(mine["ticket"])
        await her.until(f"{asked} > {before}")
        await her.reads("不抽签，指定到哪个窗口")
        await her.key("Escape")
        await her.reads(f"正在叫，{where} 号窗口")
        await her.reads(f"{where} 号窗口叫号")


async def test_a_missed_ticket_comes_back_and_a_given_up_one_ends(chromium: Chromium, tmp_path: Path) -> None:
    file = SPECIAL.replace("no_show_after_s = 180", "no_show_after_s = 0")
    async with at_work(chromium, tmp_path, file=file) as (her, place):
        mine = await place.take()
        await place.at(mine["main"], "call-next", "no-show")
        await find(her, mine["number"])
        await her.reads("已过号")
        await her.reads(f"没有到 {mine['main']} 号窗口，过号第 1 次")
        await her.key("F7")
        await her.reads(f"{mine['number']} 已回到队里")
        await her.key("F8")
        await her.reads(f"取消 {mine['number']}？")
        assert await her.js("document.getElementById('done').hidden"), "what was done before is no part of the question"
        await her.key("Enter")
        await her.until("document.getElementById('sheet').hidden")
        assert not told(place, "ticket-cancelled"), "Enter alone is the way back"
        await her.key("F8")
        await her.reads("取消后不能恢复")
        await her.tap("#do")
        await her.reads(f"{mine['number']} 已取消")
        await her.reads("现在没有要您办的事")
        assert len(told(place, "ticket-cancelled")) == 1


async def test_no_comes_in_plain_words_and_changes_nothing(chromium: Chromium, tmp_path: Path) -> None:
    async with at_work(chromium, tmp_path) as (her, place):
        mine = await place.take()
        await find(her, mine["number"])
        await her.reads("在等")
        await her.key("F3")
        await her.type("a999")
        await her.key("Enter")
        await her.reads("今天没有 A999 号，请再看一遍号票")
        assert await her.js("document.getElementById('subject').hidden"), "another ticket stands under that no"
        await find(her, mine["number"])
        await her.key("F6")
        await her.reads("不抽签，指定到哪个窗口")
        await place.at(mine["main"], "call-next")
        for key in ("1", "Tab", "4", "Enter"):
            await her.key(key)
        await her.reads(f"{mine['number']} 已在窗口，不能再指定")
        assert not told(place, "ticket-assigned")


async def test_a_window_left_behind_is_finished_and_closed(chromium: Chromium, tmp_path: Path) -> None:
    async with at_work(chromium, tmp_path) as (her, place):
        mine = await place.take()
        await place.at(mine["main"], "call-next", "serve")
        n = int(mine["main"])
        await her.until(f"document.querySelector('#windows button:nth-child({n})').className === 'serving'")
        await her.js(f"document.querySelector('#windows button:nth-child({n})').focus()")
        await her.key("Enter")
        await her.reads(f"替它办结 {mine['number']}")
        assert await her.js("document.getElementById('number').value") == "", "no ticket was looked for"
        await her.key("F7")
        await her.reads(f"{mine['number']} 已办结")
        await her.until(f"document.querySelector('#windows button:nth-child({n})').className === 'idle'")
        await her.key("F8")
        await her.reads(f"关 {n} 号窗口？")
        await her.tap("#do")
        await her.reads(f"{n} 号窗口已关")
        assert place.house.hub.service.state.desks[mine["main"]].status == "closed"


async def test_a_warning_is_taken(chromium: Chromium, tmp_path: Path) -> None:
    file = SPECIAL.replace("[rules]", "[rules]\nwarn_waiting = 1\nalarm_waiting = 99")
    async with at_work(chromium, tmp_path, file=file) as (her, place):
        await place.crowd()
        await her.until("document.querySelector('.warning button')")
        await her.js("document.querySelector('.warning button').focus()")
        await her.key("Enter")
        await her.reads(f"{MANAGER} ")
        await patiently(lambda: [row for row in place.house.hub.warnings.rows.values() if row.taken_by == MANAGER])


async def test_a_silent_witness_of_the_lot_is_taken_back(chromium: Chromium, tmp_path: Path) -> None:
    async with at_work(chromium, tmp_path) as (her, place):
        service = place.house.hub.service
        who = await place.house.pair("display", "D1")
        link = HeadlessLink(who, keeper=keeper_of(who, tmp_path / "D1"))
        await link.start()
        await patiently(lambda: "display:D1" in service.state.witnesses)
        await link.stop()
        await place.take()
        assert [each["data"]["why"] for each in told(place, "witness-struck")] == ["silent"]
        await her.until("document.querySelector('#out button')")
        await her.reads("大屏 D1")
        await her.js("document.querySelector('#out button').focus()")
        await her.key("Enter")
        await her.until("document.getElementById('silent').hidden")
        (record,) = told(place, "witness-readmitted")
        assert (record["by"], record["data"]) == (f"manager:{MANAGER}", {"witness": "display:D1"})
        assert not service.state.witnesses["display:D1"].out


async def test_thirty_windows_stand_on_one_screen(chromium: Chromium, tmp_path: Path) -> None:
    more = hall_file(30)[len(hall_file(8)) :]
    async with at_work(chromium, tmp_path, "en-GB", SPECIAL + more) as (her, _):
        await her.until("document.querySelectorAll('#windows button').length === 30")
        assert await her.js("document.documentElement.scrollHeight") <= 768
        cut = "[...document.querySelectorAll('#windows span')].filter(each => each.scrollWidth > each.clientWidth)"
        assert await her.js(f"{cut}.length") == 0


async def test_who_is_no_manager_stays_outside(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path, windows=1) as place:
        await employ(place.house, "0231", manager=False)
        await employ(place.house, MANAGER)
        async with desktop(chromium) as her:
            await sign_in(her, place, "0231")
            await her.reads("云溪市政务服务中心")
            await her.reads("这个工号不是大厅经理")
            await sign_in(her, place, MANAGER, "wrong horse")
            await her.reads("工号或密码不对")
            await sign_in(her, place)
            await her.until("document.activeElement.id === 'number'")
            store = Store(place.house.data)
            Clerks(store).make_manager(MANAGER, False)
            store.close()
            await her.until("document.activeElement.id === 'clerk'")


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
async def test_the_console_is_legible(chromium: Chromium, tmp_path: Path, language: str) -> None:
    async with at_work(chromium, tmp_path, language) as (her, place):
        waiting = await place.crowd()
        await find(her, waiting[-1]["number"])
        await her.key("F6")
        await her.until("!document.getElementById('sheet').hidden")
        found = await her.js((Path(__file__).parent / "measure.js").read_text(encoding="utf-8"))
        for text, contrast, size, beyond in found["texts"]:
            assert contrast >= 7, (text, contrast)
            assert size >= 15, (text, size)
            assert beyond <= 0, (text, "runs off the screen")
        assert found["wide"] <= 0
        shown = await her.js("document.body.innerText")
        assert bool(re.search("[\u4e00-\u9fff]", shown.replace("中文", "").replace("云溪", ""))) == (
            language == "zh-CN"
        )


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
async def test_each_question_stands_whole_on_a_screen_768_high(
    chromium: Chromium, tmp_path: Path, language: str
) -> None:
    high = "document.documentElement.scrollHeight"
    async with at_work(chromium, tmp_path, language) as (her, place):
        waiting = await place.crowd()
        await find(her, waiting[-1]["number"])
        await her.until("document.querySelectorAll('#steps li').length > 1")
        await her.key("F6")
        await her.until("!document.getElementById('sheet').hidden")
        assert await her.js(high) <= 768
        assert await her.js("document.getElementById('story').offsetHeight") == 0, "the question alone"
        await her.key("Escape")
        await her.until("document.getElementById('story').offsetHeight > 0")
        assert await her.js(high) <= 768
