"""A bad grade from the phone, with words and a number to call, and the manager who sees to it at the console."""

from pathlib import Path
from typing import Any

from shared.hub.reviews import Review
from tests.integration.hubs import patiently
from tests.integration.people import Person
from tests.pages.browser import Chromium, Phone, phone
from tests.pages.halls import Hall, hall
from tests.pages.test_console import MANAGER, at_work

HOSTILE = "<img src=x onerror=\"document.title='caught'\">&lt;b&gt; 'x'"


async def served(place: Hall) -> dict[str, Any]:
    mine = await place.take()
    desk = await place.until_called(mine["ticket"])
    await place.at(desk, "serve", "finish")
    return mine


async def privately(hers: Phone, place: Hall, token: str) -> None:
    """Her page over TLS, as a hall with a certificate of its own serves it."""
    await hers.call("Security.setIgnoreCertificateErrors", ignore=True)
    await hers.open(f"https://127.0.0.1:{place.house.hub.port}/t/{token}")


def reviewed(place: Hall) -> tuple[Review, ...]:
    return place.house.hub.reviews.rows()


async def write(hers: Phone, field: str, text: str) -> None:
    """Typed by an input method, which gives whole words."""
    await hers.tap(field)
    await hers.call("Input.insertText", text=text)


async def test_she_says_why_in_her_own_words_and_wants_to_be_called(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path) as place, phone(chromium) as hers:
        mine = await served(place)
        await privately(hers, place, mine["token"])
        await hers.tap("#faces button:nth-child(4)")
        await hers.reads("5 个工作日内核实、整改")
        assert await hers.js("document.getElementById('phone').hidden"), "nobody must leave a number"
        await hers.tap("#chips button:nth-child(5)")
        await write(hers, "#text", "多" * 250)
        assert await hers.js("document.getElementById('text').value.length") == 200
        await hers.tap("#call")
        assert await hers.js("document.getElementById('send').disabled"), "a number comes first"
        await write(hers, "#phone", "打给我")
        await hers.tap("#send")
        await hers.reads("这不像电话号码，请再看一遍")
        assert not reviewed(place)
        assert await hers.js("document.getElementById('text').value.length") == 200, "nothing she wrote is lost"
        await hers.js("document.getElementById('phone').value = ''")
        await write(hers, "#phone", "138 0013 8000")
        await hers.tap("#send")
        await hers.reads("5 个工作日内给您回电话")
        (review,) = reviewed(place)
        assert (review.text, review.phone, review.reasons) == ("多" * 200, "138****8000", ("waiting",))
        assert not [each for each in hers.errors if "status of 409" not in each]


async def test_on_a_line_that_others_may_read_no_number_is_asked_for(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path) as place, phone(chromium) as hers:
        mine = await served(place)
        await hers.open(f"{place.base}/t/{mine['token']}")
        await hers.tap("#faces button:nth-child(5)")
        await hers.reads(f"要回电话，请到咨询台报 {mine['number']} 号。")
        assert await hers.js("document.getElementById('call').hidden && document.getElementById('phone').hidden")
        await hers.tap("#chips button:nth-child(1)")
        await write(hers, "#text", "说话不客气")
        await hers.tap("#send")
        await hers.reads("谢谢您的评价")
        (review,) = reviewed(place)
        assert (review.text, review.phone) == ("说话不客气", "")
        assert not hers.errors


async def test_what_she_wrote_of_one_service_is_not_sent_for_the_next(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path) as place, phone(chromium) as hers:
        mine = await place.take()
        desk = mine["main"]
        await place.at(desk, "call-next", "serve")
        assert (await place.desks[desk].post(f"counters/{desk}/add-service", service="residence"))[0] == 200
        await place.at(desk, "finish")
        await hers.open(f"{place.base}/t/{mine['token']}")
        for face, words in ((4, "户口"), (5, "")):
            await hers.tap(f"#faces button:nth-child({face})")
            assert await hers.js("document.getElementById('text').value") == ""
            assert not await hers.js("document.querySelectorAll('[aria-pressed=true]').length")
            await hers.tap("#chips button:nth-child(2)")
            if words:
                await write(hers, "#text", words)
            await hers.tap("#send")
            await hers.until("document.body.className !== 'reasons'")
        await hers.reads("谢谢您的评价")
        assert sorted(each.text for each in reviewed(place)) == ["", "户口"]
        assert not hers.errors


async def test_a_manager_reads_it_calls_and_settles_it_by_keyboard(chromium: Chromium, tmp_path: Path) -> None:
    async with at_work(chromium, tmp_path) as (her, place):
        assert await her.js("document.getElementById('reviews').hidden"), "no bad grade, no card"
        mine = await served(place)
        given = {"grade": 2, "reasons": ["not-told", "waiting"], "text": HOSTILE, "phone": "13800138000"}
        assert (await Person(place.house).post("evaluations", token=mine["token"], **given))[0] == 201
        await her.reads(f"{mine['number']} · ")
        await her.js("document.querySelector('#graded button').focus()")
        await her.key("Enter")
        await her.reads("没有一次讲清 · 等候时间过长")
        await her.reads(HOSTILE)
        await her.reads("138****8000")
        assert await her.js("document.title") != "caught"
        assert not await her.js("document.querySelectorAll('#subject img').length")
        await her.key("F6")
        await her.reads("请回电话：13800138000")
        await her.key("F7")
        await her.reads(f"{mine['number']} 的差评怎么处理的？")
        await her.key("Enter")  # nothing is chosen for her
        assert reviewed(place)[0].outcome == ""
        await her.key("1")
        await her.key("Tab")
        await her.call("Input.insertText", text="已道歉")
        await her.key("Enter")
        await her.reads(f"{mine['number']} 的差评已办结")
        await her.reads(f"已整改 · 已道歉 · 工号 {MANAGER}")
        await patiently(lambda: reviewed(place)[0].outcome == "fixed")
        assert "13800138000" not in await her.js("document.documentElement.outerHTML")
        await her.until("document.querySelector('#graded .warning i').textContent === '已整改'")


async def test_a_manager_notes_the_number_that_was_given_at_the_desk(chromium: Chromium, tmp_path: Path) -> None:
    async with at_work(chromium, tmp_path) as (her, place):
        mine = await served(place)
        assert (await Person(place.house).post("evaluations", token=mine["token"], grade=1, reasons=["waiting"]))[
            0
        ] == 201
        await her.reads(f"{mine['number']} · ")
        await her.js("document.querySelector('#graded button').focus()")
        await her.key("Enter")
        await her.reads("记下电话")
        await her.key("F6")
        await her.reads(f"给 {mine['number']} 回电话，打哪个号码？")
        await her.key("Tab")
        await her.js("document.getElementById('text').focus()")
        await her.call("Input.insertText", text="打给我")
        await her.key("Enter")
        await her.reads("这不像电话号码，请再看一遍")
        await her.js("document.getElementById('text').value = ''")
        await her.call("Input.insertText", text="138 0013 8000")
        await her.key("Enter")
        await her.reads(f"已记下 {mine['number']} 的电话")
        await her.reads("请回电话：138****8000")
        await her.key("F6")
        await her.reads("请回电话：13800138000")


async def test_the_first_page_with_a_list_of_bad_grades_needs_no_scrolling(chromium: Chromium, tmp_path: Path) -> None:
    async with at_work(chromium, tmp_path) as (her, place):
        for _ in range(7):
            mine = await served(place)
            told = await Person(place.house).post("evaluations", token=mine["token"], grade=1, reasons=["waiting"])
            assert told[0] == 201, told
        await her.until("document.querySelectorAll('#graded .warning').length === 7")
        assert await her.js("[innerWidth, innerHeight].join()") == "1366,768"
        assert await her.js("document.documentElement.scrollHeight") <= 768
        assert await her.js(
            "document.getElementById('graded').scrollHeight > document.getElementById('graded').clientHeight"
        )
