"""A citizen follows her ticket on her phone: waiting, called, moved, done, and what she thought of it."""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from shared.clock import ManualClock
from shared.hub.hub import PHONE_TRIES
from tests.hall import EIGHT
from tests.integration.hubs import records
from tests.integration.people import Person, manager
from tests.pages.browser import WIDTH, Chromium, phone
from tests.pages.halls import SPECIAL, Hall, hall

WAYS = re.sub(
    r'\[\[counter\]\]\nid = "(.)"\n',
    r'\g<0>label = "10\1A"\nway = "从南等候区向左走，到第 \1 个"\n'
    r'way_en = "From the south hall to the left, door \1"\n',
    SPECIAL,
)
"""Every window has a long name and says how to get there."""
LISTENS = """(() => {
  window.rung = []; navigator.vibrate = pattern => { window.rung.push('vibration'); return true; };
  const made = AudioContext.prototype.createOscillator;
  AudioContext.prototype.createOscillator = function () { window.rung.push('tone'); return made.call(this); };
})()"""


async def test_from_the_waiting_area_to_the_window(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path) as place, phone(chromium) as hers:
        waiting = await place.crowd()
        mine = waiting[-1]
        await hers.open(f"{place.base}/t/{mine['token']}")
        await hers.reads(mine["number"])
        await hers.reads(f"前面还有 {len(waiting) - 1} 人")
        await hers.reads("请在南等候区等")
        named = [mine["main"], *mine["reserves"]]
        assert await hers.js("document.getElementById('main').textContent") == named[0]
        await hers.reads(f"候补 {'、'.join(named[1:])} 号。哪个先空，哪个叫您。")
        assert await hers.js(
            "/大约 \\d+–\\d+ 分钟，\\d+:\\d\\d–\\u2060\\d+:\\d\\d\\s叫到/.test(document.body.innerText)"
        )
        assert await hers.js("document.getElementById('as-told').hidden"), "of a few nothing is told"
        await hers.js(LISTENS)
        await hers.tap("#remind")
        await hers.until("document.getElementById('remind').getAttribute('aria-checked') === 'true'")
        assert await hers.js("rung.length") == 0
        desk = await place.until_called(mine["ticket"])
        await hers.reads("轮到您了")
        assert await hers.js("document.getElementById('called-window').textContent") == desk
        await hers.reads("请在 3 分钟内到")
        assert await hers.js("document.title") == f"▲ 请到 {desk} 号窗口"
        assert await hers.js("rung") == ["vibration", "tone"]
        await place.at(desk, "serve")
        await hers.reads(f"正在 {desk} 号窗口办理")
        assert await hers.js("rung.length") == 2, "one tone"
        assert not hers.errors


async def test_who_is_called_is_told_the_way_to_that_window(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path, WAYS) as place, phone(chromium) as hers:
        mine = await place.take()
        await hers.open(f"{place.base}/t/{mine['token']}")
        await hers.reads(mine["number"])
        desk = await place.until_called(mine["ticket"])
        await hers.reads(f"从南等候区向左走，到第 {desk} 个")
        await hers.reads(f"10{desk}A")
        right = "document.getElementById('called-window').getBoundingClientRect().right"
        assert await hers.js(right) <= WIDTH, "a long name is made to fit"
        await hers.tap("[data-language]")
        await hers.reads(f"From the south hall to the left, door {desk}")
        assert await hers.js(right) <= WIDTH
        assert not hers.errors


async def test_pages_say_how_often_the_time_told_was_right_today(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path) as place, phone(chromium) as hers:
        mine = (await place.crowd())[-1]
        today = place.house.hub.service.image.today
        today.told, today.inside = 40, 33
        await hers.open(f"{place.base}/t/{mine['token']}")
        await hers.reads("今天每 100 人约有 80 人在所说的时间里叫到")
        await hers.open(f"{place.base}/status")
        await hers.reads("今天每 100 人约有 80 人在所说的时间里叫到")
        assert not hers.errors


async def test_while_the_lot_waits_her_page_says_that_her_place_is_kept(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path) as place, phone(chromium) as hers:
        mine = (await place.crowd())[-1]
        place.house.hub.board.halted = "the seed is lost"
        await hers.open(f"{place.base}/t/{mine['token']}")
        await hers.reads("抽签暂停，现在不叫号。\n号和位置都保留，请稍候。")
        assert await hers.js("document.getElementById('range').hidden"), "nobody is called, so there is no time"
        await hers.open(f"{place.base}/status")
        await hers.reads("抽签暂停")
        await hers.reads("等 8 人")
        assert "分钟" not in await hers.js("document.body.innerText")
        assert await hers.js("document.getElementById('title').hidden"), "no ticket can be taken either"
        await hers.open(f"{place.base}/t/{mine['token']}")
        await hers.reads("抽签暂停")
        place.house.hub.board.halted = ""
        await place.take()
        await hers.until("document.getElementById('halted').hidden")
        assert not hers.errors


async def bad_service(place: Hall) -> tuple[str, str]:
    """A citizen is served to the end: the ticket's token and the window."""
    mine = await place.take()
    desk = await place.until_called(mine["ticket"])
    await place.at(desk, "serve", "finish")
    return mine["token"], desk


async def test_a_bad_grade_from_the_phone_says_why(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path) as place, phone(chromium, "en-GB") as hers:
        token, desk = await bad_service(place)
        await hers.open(f"{place.base}/t/{token}")
        await hers.reads("How was the service?")
        await hers.reads(f"Counter {desk}\nID card renewal")
        await hers.tap("#faces button:nth-child(4)")
        await hers.reads("You chose: Dissatisfied")
        assert await hers.js("document.getElementById('send').disabled"), "a reason comes first"
        await hers.tap("#change")
        await hers.tap("#faces button:nth-child(5)")
        await hers.reads("You chose: Very dissatisfied")
        await hers.tap("#chips button:nth-child(4)")
        await hers.tap("#chips button:nth-child(6)")
        await hers.tap("#chips button:nth-child(6)")
        await hers.tap("#send")
        await hers.reads("Thank you")
        assert not hers.errors
        journal = place.house.journal
    last = records(journal)[-1]
    assert (last["type"], last["by"]) == ("service-evaluated", "phone")
    assert {name: last["data"][name] for name in ("grade", "source", "reasons")} == {
        "grade": 1,
        "source": "phone",
        "reasons": ["not-told"],
    }


async def test_a_good_grade_is_one_touch_and_nobody_must(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path) as place, phone(chromium) as hers:
        token, _ = await bad_service(place)
        await hers.open(f"{place.base}/t/{token}")
        await hers.tap("#skip")
        await hers.reads("已经办完")
        await hers.open(f"{place.base}/t/{token}?again")
        await hers.reads("这次办得怎么样？")
        sizes = await hers.js(
            "[...document.querySelectorAll('#faces button')].map(b => b.offsetWidth * b.offsetHeight)"
        )
        assert len(sizes) == 5 and len(set(sizes)) == 1, "no grade is easier to touch than another"
        await hers.tap("#faces button:nth-child(1)")
        await hers.reads("谢谢您的评价")
        visits = place.house.hub.service.state.visits
        assert [visit.grade for visit in visits.values()] == [5]


async def test_after_a_bad_press_on_the_keypad_the_phone_asks_for_the_reason(
    chromium: Chromium, tmp_path: Path
) -> None:
    async with hall(tmp_path) as place, phone(chromium) as hers:
        token, desk = await bad_service(place)
        await hers.open(f"{place.base}/t/{token}")
        await hers.reads("这次办得怎么样？")
        ticket = next(iter(place.house.hub.service.state.visits)).partition("#")[0]
        status, _ = await place.desks[desk].post("evaluations", ticket=ticket, grade=2, source="keypad")
        assert status == 201
        await hers.reads("您选了：不满意")
        assert await hers.js("document.getElementById('change').hidden"), "what was pressed stays"
        await hers.tap("#chips button:nth-child(5)")
        await hers.tap("#send")
        await hers.reads("谢谢您的评价")
        assert not hers.errors
        journal = place.house.journal
    last = records(journal)[-1]
    assert (last["type"], last["by"], last["data"]["reasons"]) == ("evaluation-reasoned", "phone", ["waiting"])


async def test_a_ticket_of_two_services_is_asked_about_both(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path) as place, phone(chromium) as hers:
        mine = await place.take()
        desk = mine["main"]
        await place.at(desk, "call-next", "serve")
        status, _ = await place.desks[desk].post(f"counters/{desk}/add-service", service="residence")
        assert status == 200
        await place.at(desk, "finish")
        await hers.open(f"{place.base}/t/{mine['token']}")
        await hers.reads(f"{desk} 号窗口\n户口登记")
        await hers.reads("后面还有 1 件可以评")
        await hers.tap("#faces button:nth-child(1)")
        await hers.reads(f"{desk} 号窗口\n居民身份证换领")
        assert await hers.js("document.getElementById('more').hidden")
        await hers.tap("#faces button:nth-child(4)")
        await hers.tap("#chips button:nth-child(1)")
        await hers.tap("#send")
        await hers.reads("谢谢您的评价")
        visits = place.house.hub.service.state.visits
        assert [visit.grade for visit in visits.values()] == [2, 5]
        assert not hers.errors


async def test_moved_when_all_the_windows_on_the_paper_have_closed(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path) as place, phone(chromium) as hers:
        mine = (await place.crowd())[-1]
        await hers.open(f"{place.base}/t/{mine['token']}")
        await hers.reads(mine["number"])
        await place.leave(mine["main"], *mine["reserves"])
        await hers.reads("窗口换了")
        now = place.house.hub.service.state.tickets[mine["ticket"]].named[0]
        await hers.until(f"document.getElementById('now').textContent === {now!r}")
        assert await hers.js("document.getElementById('was').textContent") == mine["main"]
        await hers.reads(f"您的号没变，还是 {mine['number']}。")
        await hers.tap("#understood")
        await hers.reads("前面还有")
        await hers.open(f"{place.base}/t/{mine['token']}?later")
        await hers.reads("前面还有")
        assert not hers.errors


async def closed(place: Hall, mine: dict[str, Any]) -> None:
    await place.leave(mine["main"], *mine["reserves"])


async def paused(place: Hall, mine: dict[str, Any]) -> None:
    for desk in (mine["main"], *mine["reserves"]):
        await place.at(desk, "finish", "pause")


async def named(place: Hall, mine: dict[str, Any]) -> None:
    desk = next(each for each in place.desks if each not in (mine["main"], *mine["reserves"]))
    her = await manager(place.house)
    wish = {"ticket": mine["ticket"], "reason": "mobility"}
    assert (await her.post(f"counters/{desk}/assign", **wish))[0] == 200


async def transferred(place: Hall, mine: dict[str, Any]) -> None:
    await place.leave(mine["main"])
    del place.desks[mine["main"]]
    desk = await place.until_called(mine["ticket"])
    await place.at(desk, "serve")
    for _ in place.desks:  # for the windows that stand ready
        await place.take()
    assert (await place.desks[desk].post(f"counters/{desk}/transfer", service="residence"))[0] == 200


@pytest.mark.parametrize(
    ("story", "zh", "en"),
    [
        (closed, "抽到的窗口都关了", "The counters drawn for you have closed"),
        (paused, "抽到的窗口暂停了", "have paused for too long"),
        (named, "大厅工作人员指定了这个窗口", "staff have named this counter"),
        (transferred, "您换了要办的事项", "You have another service now"),
    ],
    ids=["closed", "paused", "named", "transferred"],
)
async def test_who_was_moved_is_told_why(
    chromium: Chromium, tmp_path: Path, story: Callable[[Hall, dict[str, Any]], Awaitable[None]], zh: str, en: str
) -> None:
    file = SPECIAL.replace("[rules]", "[rules]\ngrace_s = 0")
    async with hall(tmp_path, file) as place, phone(chromium) as hers:
        mine = (await place.crowd())[-1]
        await hers.open(f"{place.base}/t/{mine['token']}")
        await story(place, mine)
        await hers.reads("窗口换了")
        await hers.reads(zh)
        await hers.reads("排队的先后没有变。")
        hidden = "[...document.querySelectorAll('[data-draw]')].every(each => each.hidden)"
        assert await hers.js(hidden) is (story is named), "a window that staff have named was not drawn"
        await hers.tap("[data-language]")
        await hers.reads(en)
        assert not hers.errors


async def test_without_the_hub_the_page_says_when_it_last_knew(chromium: Chromium, tmp_path: Path) -> None:
    async with phone(chromium) as hers:
        async with hall(tmp_path) as place:
            mine = await place.take()
            await hers.open(f"{place.base}/t/{mine['token']}")
            await hers.reads(mine["number"])
            assert not await hers.js("document.getElementById('old').innerText")
            await hers.reads("叫到我时提醒我")
        await hers.reads("上次更新")
        assert not await hers.js("document.getElementById('remind').offsetHeight"), "a page cut off hears no call"
        await hers.reads(mine["number"])


async def test_who_waits_by_policy_call_is_told_that_the_window_comes_later(chromium: Chromium, tmp_path: Path) -> None:
    file = SPECIAL.replace('policy = "fifo"', 'policy = "call"')
    async with hall(tmp_path, file, windows=1) as place, phone(chromium) as hers:
        mine = [await place.take("income") for _ in range(2)][-1]
        await hers.open(f"{place.base}/t/{mine['token']}")
        await hers.reads("窗口叫号时公布。")
        assert await hers.js("document.querySelector('#waiting [data-draw]').hidden")


async def test_tries_on_one_ticket_are_slowed_down_and_other_tickets_are_not(tmp_path: Path) -> None:
    clock = ManualClock(EIGHT)
    async with hall(tmp_path, clock=clock) as place:
        (token, _), (other, _) = await bad_service(place), await bad_service(place)
        stranger = Person(place.house)
        for _ in range(PHONE_TRIES + 1):
            assert (await stranger.refused("evaluations", token=token, grade=9))[1] == "bad-grade"
        assert await stranger.refused("evaluations", token=token, grade=5) == (429, "too-many-tries")
        assert (await stranger.post("evaluations", token=other, grade=5))[0] == 201
        clock.advance(2)
        assert (await stranger.post("evaluations", token=token, grade=5))[0] == 201


@pytest.mark.parametrize(
    ("headers", "code"),
    [({"Content-Type": "text/plain"}, "malformed"), ({"Origin": "http://elsewhere.example"}, "other-origin")],
)
async def test_a_page_of_somebody_else_rates_nothing(tmp_path: Path, headers: dict[str, str], code: str) -> None:
    async with hall(tmp_path) as place:
        token, _ = await bad_service(place)
        stranger = Person(place.house)
        stranger.headers = {"Content-Type": "application/json"} | headers
        assert (await stranger.refused("evaluations", token=token, grade=5))[1] == code
        stranger.headers = {"Content-Type": "application/json", "Origin": f"https://{place.house.address}"}
        assert (await stranger.post("evaluations", token=token, grade=5))[0] == 201
