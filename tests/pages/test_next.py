"""What a citizen does next who missed the call, was set aside, is being served, is done, or whose ticket has ended."""

from pathlib import Path

import pytest

from shared.clock import ManualClock
from tests.hall import EIGHT
from tests.integration.people import manager
from tests.pages.browser import Chromium, Phone, phone
from tests.pages.halls import SPECIAL, Hall, hall
from tests.pages.test_guide import GUIDE, guided

PHONE = "0577-8899 1234"
FILE = guided(GUIDE).replace(
    'timezone = "Asia/Shanghai"\n',
    f'timezone = "Asia/Shanghai"\nphone = "{PHONE}"\n',
)
HOURS = '[hours]\nopen = "8:00"\nclose = "17:00"\n\n'
WAYS = FILE.replace("[[counter]]\n", '[[counter]]\nway = "南侧第一个"\nway_en = "First on the south side"\n')
MISSED_S = 200


async def at_its_window(place: Hall, service: str = "id-card", *verbs: str) -> tuple[dict[str, str], str]:
    """The only one in the hall is called: her ticket and the window."""
    mine = await place.take(service)
    await place.at(mine["main"], "call-next", *verbs)
    return mine, str(mine["main"])


async def missed(place: Hall, clock: ManualClock, service: str = "id-card") -> tuple[dict[str, str], str]:
    mine, desk = await at_its_window(place, service)
    clock.advance(MISSED_S)
    await place.at(desk, "no-show")
    return mine, desk


async def steps(hers: Phone) -> list[str]:
    """What the page says to do, a line each."""
    said: str = await hers.js(
        "[...document.querySelectorAll('#next-steps p')]"
        ".map(line => [...line.children].map(each => each.textContent).join('|')).join('\\n')"
    )
    return said.split("\n")


async def test_who_missed_the_call_reads_where_to_go_and_what_comes_of_it(chromium: Chromium, tmp_path: Path) -> None:
    clock = ManualClock(EIGHT)
    async with hall(tmp_path, WAYS, 1, clock) as place, phone(chromium) as hers:
        mine, desk = await missed(place, clock)
        await hers.open(f"{place.base}/t/{mine['token']}")
        await hers.reads("别着急，这个号还能用。")
        assert await steps(hers) == [
            f"到 {desk} 号窗口说一声|南侧第一个",
            "再过 3 位就叫您|从窗口登记算起",
            "过号满 3 次就作废|已经过号 1 次",
        ]
        assert await hers.js("document.getElementById('tel').href") == "tel:057788991234"
        await place.leave(desk)
        await hers.reads(f"{desk} 号窗口已经不办了")
        assert (await steps(hers))[0] == f"到开着的窗口或咨询台说一声|{desk} 号窗口已经不办了"
        await hers.tap("[data-language]")
        assert (await steps(hers))[2] == "It ends after 3 missed calls|Missed calls so far: 1"
        assert not hers.errors


async def test_the_page_says_what_a_service_does_with_who_misses(chromium: Chromium, tmp_path: Path) -> None:
    clock = ManualClock(EIGHT)
    before, found, after = SPECIAL.replace('group = "id"\n', 'group = "id"\nmissed = "clerk"\n').rpartition('"clerk"')
    async with hall(tmp_path, f'{before}"expire"{after}', 1, clock) as place, phone(chromium) as hers:
        assert found
        for service, line in (("id-card", "接着就会再叫您"), ("residence", "过号 1 次，这个号作废了。")):
            mine, _ = await missed(place, clock, service)
            await hers.open(f"{place.base}/t/{mine['token']}")
            await hers.reads(line)
            assert await hers.js("document.getElementById('tel').hidden"), "a hall without a telephone"
        assert not hers.errors


async def test_who_was_set_aside_reads_where_and_until_when_to_come_back(chromium: Chromium, tmp_path: Path) -> None:
    file = FILE.replace("[rules]", HOURS + "[rules]")
    kept, tokens = "这个号给您留着，不用重新取。", {}
    clock = ManualClock(EIGHT)
    async with hall(tmp_path, file, 1, clock) as place, phone(chromium) as hers:
        await hers.call("Emulation.setTimezoneOverride", timezoneId="Asia/Shanghai")
        for kind, line, told in (
            ("same", "准备好了，回 1 号窗口", kept),
            ("any", "准备好了，到开着的窗口说一声", kept),
            ("wait", "请在附近等", "1 号窗口会再叫您。"),
        ):
            mine, _ = await at_its_window(place, "id-card", "serve")
            tokens[kind] = mine["token"]
            status, answer = await place.desks["1"].post("counters/1/park", kind=kind, minutes=20)
            assert status == 200, answer
            await hers.open(f"{place.base}/t/{mine['token']}")
            await hers.reads(told)
            assert await steps(hers) == [f"{line}|说好 8:20 前后", "17:00 前回来|过了今天，这个号就作废"]
        clock.advance(9.5 * 3600)
        await place.leave("1")
        await hers.open(f"{place.base}/t/{tokens['same']}")
        await hers.reads(kept)
        assert await steps(hers) == ["准备好了，到开着的窗口说一声|说好 8:20 前后"], "it is past 17:00"
        assert not hers.errors


async def test_the_guide_is_a_touch_away_while_she_waits_and_while_she_is_served(
    chromium: Chromium, tmp_path: Path
) -> None:
    async with hall(tmp_path, FILE, 1) as place, phone(chromium, "en-GB") as hers:
        mine = await place.take()
        other = await place.take("residence")
        await hers.open(f"{place.base}/t/{other['token']}")
        await hers.reads("ahead of you")
        assert await hers.js("document.querySelector('#waiting [data-guide]').hidden"), "this service has no guide"
        await hers.open(f"{place.base}/t/{mine['token']}")
        await hers.tap("#remind")
        targets = "[...document.querySelectorAll('#waiting a')].map(link => link.target).join()"
        assert await hers.js(targets) == "_blank,_blank", "the page that is to ring stays open"
        await hers.tap("#remind")
        assert await hers.js(targets) == ","
        await hers.tap("#waiting [data-guide]")
        await hers.reads("Household register <original>")
        await place.at(mine["main"], "call-next", "serve")
        await hers.open(f"{place.base}/t/{mine['token']}")
        await hers.reads("Ask the counter to keep your number")
        await hers.tap("#plain [data-guide]")
        await hers.reads("Household register <original>")
        assert not hers.errors


async def test_who_skipped_the_rating_may_rate_after_all(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path, FILE, 1) as place, phone(chromium) as hers:
        mine, _ = await at_its_window(place, "id-card", "serve", "finish")
        await hers.open(f"{place.base}/t/{mine['token']}")
        await hers.tap("#skip")
        await hers.reads("东西拿齐了吗")
        await hers.tap("#rate")
        await hers.tap("#faces button:nth-child(1)")
        await hers.reads("谢谢您的评价")
        assert await hers.js("document.getElementById('rate-after').hidden")
        assert [visit.grade for visit in place.house.hub.service.state.visits.values()] == [5]
        assert not hers.errors


@pytest.mark.parametrize(
    ("file", "form", "after"),
    [
        (FILE, "要回电话，请打 0577-8899 1234 或到咨询台，报 {} 号。", "打 0577-8899 1234 或到咨询台，报 {} 号"),
        (SPECIAL, "要回电话，请到咨询台报 {} 号。", "到咨询台报 {} 号"),
    ],
    ids=["with a telephone", "without"],
)
async def test_who_rates_badly_on_a_plain_line_reads_whom_to_ask(
    chromium: Chromium, tmp_path: Path, file: str, form: str, after: str
) -> None:
    async with hall(tmp_path, file, 1) as place, phone(chromium) as hers:
        mine, _ = await at_its_window(place, "id-card", "serve", "finish")
        await hers.open(f"{place.base}/t/{mine['token']}")
        await hers.tap("#faces button:nth-child(5)")
        await hers.reads(form.format(mine["number"]))
        await hers.tap("#chips button:nth-child(1)")
        await hers.tap("#send")
        await hers.reads("谢谢您的评价")
        assert (await steps(hers))[1] == f"想知道怎么处理的？|{after.format(mine['number'])}"
        assert not hers.errors


async def test_an_ended_ticket_leads_to_the_next_visit(chromium: Chromium, tmp_path: Path) -> None:
    file = FILE.replace('short_en = "ID card"\n', 'short_en = "ID card"\nappointments = 2\n')
    file = file.replace("[rules]", HOURS + "[rules]")
    async with hall(tmp_path, file, 1, ManualClock(EIGHT)) as place, phone(chromium) as hers:
        for service, bookable in (("id-card", True), ("residence", False)):
            mine = await place.take(service)
            assert (await (await manager(place.house)).post(f"tickets/{mine['ticket']}/cancel"))[0] == 200
            await hers.open(f"{place.base}/t/{mine['token']}")
            await hers.reads("还要办事，请在 17:00 前重新取号。")
            assert await hers.js("document.getElementById('book').hidden") is not bookable
            assert await hers.js("document.getElementById('next').hidden")
        await hers.tap("#look")
        await hers.reads("现在可以取号")
        await hers.reads(PHONE)
        assert not hers.errors


async def test_who_was_moved_reads_how_long_it_takes_now(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path) as place, phone(chromium) as hers:
        mine = (await place.crowd())[-1]
        await place.leave(mine["main"], *mine["reserves"])
        await hers.open(f"{place.base}/t/{mine['token']}")
        await hers.reads("窗口换了")
        async with place.house.http.get(f"/api/v1/tickets/{mine['token']}") as response:
            told = await response.json()
        await hers.reads(f"前面还有 {told['ahead']} 人")
        await hers.reads(f"大约 {told['low_min']}–{told['high_min']} 分钟")
        assert not hers.errors
