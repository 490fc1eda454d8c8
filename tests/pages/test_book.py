"""An appointment from a phone, from the first choice to the kiosk; the hall for anyone."""

import re
from pathlib import Path

import cv2
import numpy as np
import pytest

from shared.clock import ManualClock
from shared.hub.hub import BOOKINGS
from shared.verify.database import lines as journal_lines
from tests.hall import EIGHT
from tests.integration.hubs import records
from tests.integration.people import Person
from tests.pages.browser import Chromium, Phone, phone
from tests.pages.halls import SPECIAL, hall
from tests.pages.test_draw import sound
from tests.pages.test_guide import GUIDE, guided

FILE = SPECIAL.replace('short_en = "ID card"\n', 'short_en = "ID card"\nappointments = 2\n')
CODE = "ABCDEFGHIJKLMNOPQRST"


async def read_code(hers: Phone) -> str:
    """What a scanner before the phone reads."""
    await hers.until("document.getElementById('picture').complete")
    await hers.js("document.getElementById('picture').scrollIntoView()")
    seen = cv2.imdecode(np.frombuffer(await hers.picture(), np.uint8), cv2.IMREAD_GRAYSCALE)
    return str(cv2.QRCodeDetectorAruco().detectAndDecode(seen)[0])


async def test_booked_on_the_phone_and_checked_in_at_the_kiosk(chromium: Chromium, tmp_path: Path) -> None:
    clock = ManualClock(EIGHT)  # a Monday, 8:00 in Shanghai
    async with hall(tmp_path, FILE, clock=clock) as place, phone(chromium) as hers:
        await hers.open(f"{place.base}/book")
        await hers.tap("#services button")
        await hers.reads("1\u00a0月\u00a05\u00a0日 周一")
        await hers.tap("#hours button:nth-child(1)")
        await hers.reads("预约 1\u00a0月\u00a05\u00a0日 周一 9:00–10:00")
        await hers.tap("#book")
        await hers.reads("我的预约")
        await hers.reads("1\u00a0月\u00a05\u00a0日 周一 9:00–10:00")
        code = await read_code(hers)
        assert re.fullmatch("[A-Z2-7]{20}", code)
        early = await place.taker.refused("appointments/check-in", person=code)
        assert early == (409, "check-in-too-early")
        clock.advance(50 * 60)
        status, ticket = await place.taker.post("appointments/check-in", person=code)
        assert (status, ticket["kind"]) == (201, "appointment")
        await hers.open(f"{place.base}/t/{ticket['token']}")
        await hers.reads("预约")
        assert not hers.errors
        journal = place.house.journal
    booked = next(record for record in records(journal) if record["type"] == "appointment-booked")
    assert (booked["by"], booked["data"]["source"]) == ("phone", "")
    assert code not in str(records(journal)), "the journal does not know the code"
    assert sound([line.decode() for line in journal_lines(journal)])


async def test_the_appointment_says_what_to_bring(chromium: Chromium, tmp_path: Path) -> None:
    clock = ManualClock(EIGHT)
    async with hall(tmp_path, guided(GUIDE, FILE), 1, clock) as place, phone(chromium) as hers:
        await hers.open(f"{place.base}/book")
        for rule in ("1\u00a0月\u00a010\u00a0日，一天一个", "取消请提前 2 小时", "早到 15 分钟、晚到 30 分钟内"):
            await hers.reads(rule)  # before she chooses anything
        await hers.tap("#services button")
        await hers.tap("#days button:nth-child(2)")
        await hers.tap("#hours button:nth-child(1)")
        await hers.tap("#book")
        await hers.reads("取消请提前 2 小时")
        await hers.tap("#standing a")
        await hers.reads("户口本 <原件>")
        assert not hers.errors


async def test_given_back_and_taken_by_somebody_else(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path, FILE, 1, ManualClock(EIGHT)) as place, phone(chromium) as hers:
        await hers.open(f"{place.base}/book#{CODE}")
        await hers.tap("#services button")
        await hers.tap("#days button:nth-child(2)")
        await hers.tap("#hours button:nth-child(3)")
        other = Person(place.house)
        wish = {"service": "id-card", "day": "2026-01-06", "hour": 2}
        assert (await other.post("bookings", code=CODE, **wish | {"hour": 5}))[0] == 201
        await hers.tap("#book")
        await hers.reads("您 1\u00a0月\u00a06\u00a0日已有预约")
        assert (await other.post("bookings/cancel", code=CODE, day="2026-01-06"))[0] == 200
        for letter in "AB":
            assert (await other.post("bookings", code=letter * 20, **wish))[0] == 201
        await hers.tap("#book")
        await hers.reads("2:00 的时段已约满")
        assert (await other.post("bookings/cancel", code="A" * 20, day="2026-01-06"))[0] == 200
        await hers.tap("#book")
        await hers.reads("我的预约")
        assert await other.refused("bookings", code=CODE, **wish | {"hour": 5}) == (409, "already-booked")
        await hers.open(f"{place.base}/book?later#{CODE}")
        await hers.reads("1\u00a0月\u00a06\u00a0日 周二 2:00–3:00")
        await hers.tap(".standing button")
        await hers.reads("请选要办的事")
        assert (await other.post("bookings/mine", code=CODE))[1]["bookings"] == []


@pytest.mark.parametrize(
    ("headers", "code"),
    [({"Content-Type": "text/plain"}, "malformed"), ({"Origin": "http://elsewhere.example"}, "other-origin")],
)
async def test_a_page_of_somebody_else_books_nothing(tmp_path: Path, headers: dict[str, str], code: str) -> None:
    async with hall(tmp_path, FILE, 1, ManualClock(EIGHT)) as place:
        stranger = Person(place.house)
        stranger.headers = {"Content-Type": "application/json"} | headers
        wish = {"code": CODE, "service": "id-card", "day": "2026-01-06", "hour": 9}
        assert (await stranger.refused("bookings", **wish))[1] == code
        assert (await stranger.refused("bookings/mine", code=CODE))[1] == code
        assert not place.house.hub.service.state.appointments


@pytest.mark.parametrize(
    ("path", "body", "wrong"),
    [
        ("bookings", {"code": "short", "service": "id-card", "day": "2026-01-06", "hour": 9}, (400, "malformed")),
        ("bookings", {"code": CODE, "service": "none", "day": "2026-01-06", "hour": 9}, (404, "unknown-service")),
        ("bookings", {"code": CODE, "service": "income", "day": "2026-01-06", "hour": 9}, (409, "no-appointments")),
        ("bookings", {"code": CODE, "service": "id-card", "day": "yesterday", "hour": 9}, (409, "not-bookable")),
        ("bookings", {"code": CODE, "service": "id-card", "day": "2026-01-06", "hour": 99}, (409, "not-bookable")),
        ("bookings/cancel", {"code": CODE, "day": "2026-01-06"}, (409, "unknown-appointment")),
        ("bookings/mine", {"code": 7}, (400, "malformed")),
    ],
)
async def test_nonsense_books_nothing(
    tmp_path: Path, path: str, body: dict[str, object], wrong: tuple[int, str]
) -> None:
    async with hall(tmp_path, FILE, 1, ManualClock(EIGHT)) as place:
        assert await Person(place.house).refused(path, **body) == wrong
        assert not place.house.hub.service.state.appointments


async def test_one_address_cannot_take_every_place(tmp_path: Path) -> None:
    file = FILE.replace("appointments = 2", "appointments = 900")
    async with hall(tmp_path, file, 1, ManualClock(EIGHT)) as place:
        stranger = Person(place.house)
        wish = {"service": "id-card", "day": "2026-01-06", "hour": 9}
        codes = ["".join(chr(65 + int(digit)) for digit in f"{n:020d}") for n in range(BOOKINGS + 2)]
        answers = [(await stranger.post("bookings", code=code, **wish))[0] for code in codes]
        assert answers == [201] * (BOOKINGS + 1) + [429]


async def test_the_hall_for_anyone_changes_as_it_does(chromium: Chromium, tmp_path: Path) -> None:
    file = FILE.replace('timezone = "Asia/Shanghai"\n', 'timezone = "Asia/Shanghai"\nnotice = "今天下午停电"\n')
    async with hall(tmp_path, file, 2) as place, phone(chromium) as anyone:
        await anyone.open(f"{place.base}/status")
        await anyone.reads("现在可以取号")
        await anyone.reads("今天下午停电")
        await anyone.reads("2\u00a0个窗口在办")
        await anyone.reads("现在不用等")
        for _ in range(4):
            await place.take("income")
        await anyone.reads("等 4 人")
        await place.at("1", "call-next")
        await anyone.reads("等 3 人")
        for desk in ("1", "2"):
            if place.house.hub.service.state.desks[desk].ticket:
                await place.at(desk, "serve", "finish")
            await place.at(desk, "close")
        await anyone.reads("暂时没有窗口在办")
        assert not anyone.errors
        assert await anyone.js("document.querySelectorAll('.group').length") == 2


async def test_a_wait_with_nobody_in_the_group_says_what_the_windows_do(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path) as place, phone(chromium) as anyone:
        for _ in place.desks:
            await place.take("income")  # one common line, without a lot
        for desk in place.desks:
            await place.at(desk, "call-next", "serve")
        await anyone.open(f"{place.base}/status")
        await anyone.reads("窗口正在办别的号")
        assert "等 0 人" not in await anyone.js("document.body.innerText")
        assert not anyone.errors
