"""A citizen's phone computes her lot again, from the hub's records or a saved file, and says what it found."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shared.hall.draw.issue import choose
from shared.hall.draw.lots import chain, commitment, mix
from shared.hub.feed.rows import seal
from shared.hub.http import draws
from shared.hub.web import pages
from shared.protocol.paper import fragment
from shared.verify.database import lines as journal_lines
from shared.verify.verify import Verification
from tests.integration.hubs import patiently
from tests.pages.browser import Chromium, Phone, phone
from tests.pages.halls import SPECIAL, Hall, hall, witnessed
from tests.pages.test_lots import loaded
from tests.unit.hub.lost_house import CITIZEN, LATER, at_work, lost_house

GOOD = "这部手机刚刚重算了一遍，一致"
BAD = "这部手机重算了一遍，对不上"


async def a_morning(place: Hall) -> list[dict[str, Any]]:
    """People of both groups come, are served, and come again."""
    taken = []
    for turn in range(4):
        taken += [await place.take(service) for service in ("id-card", "residence", "income", "income", "id-card")]
        for desk in [*place.desks][turn:]:
            state = place.house.hub.service.state
            if state.desks[desk].ticket:
                await place.at(desk, "serve", "finish")
            if not state.desks[desk].ready:
                await place.at(desk, "call-next")
    return taken


async def saved(place: Hall) -> list[str]:
    """The journal as a file has it."""
    return [line.decode() for line in await asyncio.to_thread(lambda: list(journal_lines(place.house.journal)))]


def sound(lines: list[str]) -> bool:
    verification = Verification("a test")
    for line in lines:
        verification.see(line.encode())
    return verification.report().sound


async def checked(there: Phone, lines: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Every draw of every ticket in these lines as the phone finds it."""
    text = json.dumps("\n".join(lines))
    return dict(
        await there.js(
            f"(() => {{ const day = Check.file({text}), found = {{}}; for (const ticket of Object.keys(day.draws))"
            " found[ticket] = day.draws[ticket].map("
            "(lines, n) => Check.draw(day.hall, lines, day.open[ticket][n])); return found; })()"
        )
    )


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
async def test_the_phone_finds_what_verify_finds(chromium: Chromium, tmp_path: Path, algorithm: str) -> None:
    file = f'algorithm = "{algorithm}"\n' + SPECIAL.replace('policy = "fifo"', 'policy = "call"')
    async with hall(tmp_path, file) as place:
        await a_morning(place)
        lines = await saved(place)
    assert sound(lines)
    results = [json.loads(line)["data"] for line in lines if '"type":"draw-resolved"' in line]
    assert {len(result["reserves"]) > 0 for result in results} == {True, False}
    assert any('"type":"pairs-draw-requested"' in line for line in lines)
    async with phone(chromium) as there:
        await loaded(there)
        found = await checked(there, lines)
        drawn = [draw for of_one in found.values() for draw in of_one]
        assert len(drawn) == len(results)
        assert all(draw["ok"] for draw in drawn)
        assert all(draw["stood"] and not draw["odd"] for draw in drawn if "windows" in draw["request"])
        assert {(draw["request"]["i"], draw["drawn"]["main"], draw["drawn"]["lot"]) for draw in drawn} == {
            (result["i"], result["main"], result["lot"]) for result in results
        }


def edits(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Every field of the opening, of a request, of a result, changed a little; a draw with reserves."""
    records = [json.loads(line) for line in lines]
    opening = next(n for n, record in enumerate(records) if record["type"] == "day-opened")
    result = next(n for n, record in enumerate(records) if record["data"].get("reserves"))
    assert [records[n]["type"] for n in (result - 1, result)] == ["draw-requested", "draw-resolved"]
    for at in (opening, result - 1, result):
        for field, value in records[at]["data"].items():
            if (records[at]["type"], field) in EXCEPT:
                continue
            changed = json.loads(lines[at])
            if field == "windows":  # leaving out one that lost would change nothing: that is for the replay to see
                value = [pair for pair in value if pair[0] != records[result]["data"]["main"]]
            changed["data"][field] = (
                value if field == "windows" else value + 100 if field == "stratum" else other(value)
            )
            text = json.dumps(changed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
            yield f"{records[at]['type']} {field}", [*lines[:at], text, *lines[at + 1 :]]


EXCEPT = {
    *(("day-opened", field) for field in ("links", "key", "rules", "sealed_ms", "reason", "witness_keys")),
    ("draw-requested", "pool"),
    ("draw-requested", "reason"),
    ("draw-requested", "over"),
    ("draw-requested", "redrawn"),
}
"""Said of a draw and not a part of the lot: the chain of the records and verify's replay hold these."""


def other(value: Any) -> Any:
    if isinstance(value, int):
        return value + 1
    if isinstance(value, list):
        return value[1:] if value and isinstance(value[0], list) else [*value, "9"]
    if value in ("sha256", "sm3"):
        return "sm3" if value == "sha256" else "sha256"
    return (("0" if value[0] != "0" else "1") + value[1:]) if value else "9"


async def test_whatever_is_edited_the_phone_says_so_as_verify_does(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path) as place:
        await a_morning(place)
        lines = await saved(place)
    async with phone(chromium) as there:
        await loaded(there)
        count = 0
        for what, changed in edits(lines):
            assert not sound(changed), what
            found = await there.js(
                f"(() => {{ try {{ const day = Check.file({json.dumps(chr(10).join(changed))});"
                " return day.broken > 0 && Object.keys(day.draws).some(ticket => day.draws[ticket].some("
                "lines => !Check.draw(day.hall, lines).ok)); } catch (error) { return true; } })()"
            )
            assert found, what
            count += 1
        assert count >= 17


async def test_the_page_shows_sticks_and_what_matched(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path) as place, phone(chromium) as hers:
        mine = [await place.take() for _ in range(12)][-1]
        await hers.open(f"{place.base}/t/{mine['token']}")
        await hers.reads("我的窗口是怎么抽的")
        await hers.tap("#waiting [data-draw]")
        await hers.reads(GOOD)
        await hers.reads(place.house.hub.board.rows["hall", "hall"].seal)  # type: ignore[union-attr]
        await hers.reads("没有别的机器作证")
        shown = "[...document.querySelectorAll('.stick.{0} b')].map(b => b.textContent)"
        assert await hers.js(shown.format("main")) == [mine["main"]]
        assert sorted(await hers.js(shown.format("reserve"))) == sorted(mine["reserves"])
        trays = await hers.js(
            "[...document.querySelectorAll('.tray')].map(tray => [...tray.querySelectorAll('.stick')].map("
            "s => [s.className === 'stick', s.querySelector('i').offsetHeight]))"
        )
        for tray in trays:
            shortest = min(height for _, height in tray)
            assert [height for other, height in tray if not other] == [shortest], "the shortest of a tray is drawn"
        await hers.tap("#numbers")
        await hers.reads(mine["drawn"]["x"])
        assert not hers.errors


async def test_the_paper_is_believed_and_not_the_hub(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path) as place, phone(chromium) as hers:
        mine = [await place.take() for _ in range(12)][-1]
        printed = fragment(mine["commitment"], mine["leaf"])
        await hers.open(f"{place.base}/t/{mine['token']}#{printed}")
        await hers.tap("#waiting [data-draw]")
        await hers.reads(GOOD)
        await hers.reads("和您号票上的一样")
        await hers.reads("和号票二维码里的记号一样")
        for other, said in (
            (fragment("00" * 32, mine["leaf"]), "和您号票上的不一样"),
            (fragment(mine["commitment"], "00" * 32), "和号票二维码里的记号不一样"),
        ):
            await hers.open(f"{place.base}/draw?{said}#{mine['token']}~{other}")
            await hers.reads(BAD)
            await hers.reads(said)
            await hers.reads("请把这一页给督查人员看")


async def test_the_paper_holds_also_after_its_windows_have_closed(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path) as place, phone(chromium) as hers:
        mine = (await place.crowd())[-1]
        await place.leave(mine["main"], *mine["reserves"])
        printed = fragment(mine["commitment"], mine["leaf"])
        await hers.open(f"{place.base}/draw#{mine['token']}~{printed}")
        await hers.reads(GOOD)
        await hers.reads("和号票二维码里的记号一样")
        await hers.reads("重新抽过 2 次")


async def test_witnesses_and_the_strike_of_a_silent_one(chromium: Chromium) -> None:
    chains = {name: chain("sha256", bytes([n] * 32), f"h|2026-01-05|1|{name}", 9) for n, name in enumerate(WITNESSES)}
    anchors = [(name, chains[name][0].hex()) for name in WITNESSES[1:]]
    sealed = commitment("sha256", "h", "2026-01-05", 1, chains["hub"][0], [(n, chains[n][0]) for n in WITNESSES[1:]])
    day = {"day": "2026-01-05", "epoch": 1, "algorithm": "sha256", "hub_anchor": chains["hub"][0].hex()}
    opening = record("day-opened", **day, witnesses=anchors, commitment=sealed.hex())
    windows = [["1", 2], ["2", 1], ["3", 4], ["4", 1]]
    asked = {"i": 9, "ticket": "T", "windows": windows, "stratum": 2, "most": 2, "witnesses": WITNESSES[1:]}
    spoke = [name for name in WITNESSES[1:] if name != "display:D1"]
    ys = [(name, chains[name][9]) for name in spoke]
    named = choose("sha256", mix("sha256", 9, chains["hub"][9], ys), "T", [(w, load) for w, load in windows], 2, 2)
    told = {"main": named.main, "reserves": list(named.reserves), "lot": named.lot.hex(), "ticket": "T", "i": 9}
    result = record("draw-resolved", **told, x=chains["hub"][9].hex(), ys=[(name, y.hex()) for name, y in ys])
    strike = record("witness-struck", i=9, witness="display:D1", why="silent")
    async with phone(chromium) as there:
        await loaded(there)
        found = await there.js(
            f"Check.draw('h', {json.dumps([opening, record('draw-requested', **asked), strike, result])})"
        )
        assert found["ok"], found["steps"]
        assert (found["witnesses"], found["struck"]) == (spoke, ["display:D1"])
        unsaid = await there.js(f"Check.draw('h', {json.dumps([opening, record('draw-requested', **asked), result])})")
        assert [step["step"] for step in unsaid["steps"] if not step["ok"]] == ["witnessed"], (
            "left out without a strike"
        )


async def test_machines_that_bore_witness_are_named_on_the_page(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path, windows=3) as place, witnessed(place, tmp_path), phone(chromium) as hers:
        mine = [await place.take() for _ in range(5)][-1]
        await hers.open(f"{place.base}/draw#{mine['token']}~{fragment(mine['commitment'], mine['leaf'])}")
        await hers.reads(GOOD)
        await hers.reads("3 台机器一起作证")
        await hers.reads("大厅主机、大屏 D1、取号机 K7")


WITNESSES = ["hub", "display:D1", "kiosk:K1", "督查室"]


def record(kind: str, **data: Any) -> str:
    return json.dumps({"type": kind, "at_ms": 0, "data": data}, ensure_ascii=False)


async def test_the_published_day_is_downloaded_and_checked(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path) as place, phone(chromium) as hers:
        mine = (await a_morning(place))[4]
        await hers.open(f"{place.base}/draw#{mine['token']}")
        await hers.reads(GOOD)
        address = await hers.js("document.getElementById('record').getAttribute('href')")
        async with place.house.http.get(address) as response:
            text = await response.text()
        file = tmp_path / "day.jsonl"
        await asyncio.to_thread(file.write_text, text, "utf-8")
        assert '"signatures"' in text.splitlines()[-1]
        await hers.open(f"{place.base}/draw")
        await hers.choose("#chosen", file)
        await hers.js(f"document.getElementById('wanted').value = {mine['number']!r}")
        await hers.tap("#check")
        await hers.reads(GOOD)
        await hers.reads(f"记录首尾相连，共 {len(text.splitlines()) - 1} 条")


@pytest.mark.parametrize("field", ["main", "x", "lot"])
async def test_a_hub_that_tells_another_result_is_found_out(
    chromium: Chromium, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    honest = draws._lines

    async def lying(*span: Any) -> list[str]:
        lines = await honest(*span)
        record = json.loads(lines[-1])
        if field in record["data"]:
            record["data"][field] = other(record["data"][field])
        return [*lines[:-1], json.dumps(record)]

    async with hall(tmp_path) as place, phone(chromium) as hers:
        mine = [await place.take() for _ in range(7)][-1]
        monkeypatch.setattr(draws, "_lines", lying)
        await hers.open(f"{place.base}/draw#{mine['token']}")
        await hers.reads(BAD)


async def test_a_saved_file_is_enough(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path) as place, phone(chromium) as hers:
        taken = await a_morning(place)
        lines = await saved(place)
        file, broken = tmp_path / "record.jsonl", tmp_path / "broken.jsonl"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        broken.write_text("\n".join([*lines[:20], *lines[21:]]) + "\n", encoding="utf-8")
        await hers.open(f"{place.base}/draw")
        await hers.choose("#chosen", tmp_path / "hall.toml")
        await hers.reads("第 1 行不是记录")
        await hers.choose("#chosen", file)
        await hers.js("document.getElementById('wanted').value = ' a005 '")
        await hers.tap("#check")
        await hers.reads(GOOD)
        await hers.reads(f"记录首尾相连，共 {len(lines)} 条")
        await hers.js("document.getElementById('wanted').value = 'A999'")
        await hers.tap("#check")
        await hers.reads("记录里没有 A999 的抽签")
        await hers.choose("#chosen", broken)
        await hers.js("document.getElementById('wanted').value = 'A006'")
        await hers.tap("#check")
        await hers.reads("第 21 行接不上前一行")
        await hers.reads(BAD)
        assert taken and not hers.errors


async def test_the_days_record_tells_whether_a_window_was_left_out(chromium: Chromium, tmp_path: Path) -> None:
    """Windows pause, come back and close; who is drawn again goes without the windows of before."""
    file = SPECIAL.replace("[rules]", "[rules]\ngrace_s = 0")
    async with hall(tmp_path, file) as place, phone(chromium) as hers:
        mine = (await place.crowd())[-1]
        await place.at("1", "finish", "pause")
        await patiently(lambda: place.house.hub.service.state.desks["1"].withdrawn)
        await place.take()
        await place.at("1", "open")
        await place.leave(mine["main"], *mine["reserves"])
        late = await place.take()
        lines = await saved(place)
        found = await checked(await blank(hers), lines)
        drawn = [draw for of_one in found.values() for draw in of_one]
        assert all(draw["ok"] for draw in drawn)
        assert {draw["stood"] for draw in drawn} > {6, 5}
        again = found[mine["ticket"]][-1]
        assert len(again["request"]["windows"]) == again["stood"]
        day, without = tmp_path / "day.jsonl", tmp_path / "without.jsonl"
        day.write_text("\n".join(lines), encoding="utf-8")
        without.write_text("\n".join(left_out(lines, late["ticket"])), encoding="utf-8")
        await hers.open(f"{place.base}/draw#{late['token']}")
        await hers.reads("用当天的记录文件核对")
        for record, said in ((day, "都在里面"), (without, "和当时开着的窗口不一样")):
            await hers.open(f"{place.base}/draw")
            await hers.choose("#chosen", record)
            await hers.js(f"document.getElementById('wanted').value = {late['number']!r}")
            await hers.tap("#check")
            await hers.reads(said)
        await hers.reads(BAD)


async def blank(there: Phone) -> Phone:
    await loaded(there)
    return there


def left_out(lines: list[str], ticket: str) -> list[str]:
    """Its last draw with a window less that lost."""
    n = max(n for n, line in enumerate(lines) if '"type":"draw-resolved"' in line and f'"ticket":"{ticket}"' in line)
    request, result = json.loads(lines[n - 1]), json.loads(lines[n])
    named = (result["data"]["main"], *result["data"]["reserves"])
    lost = next(pair for pair in request["data"]["windows"] if pair[0] not in named)
    request["data"]["windows"].remove(lost)
    text = json.dumps(request, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return [*lines[: n - 1], text, *lines[n:]]


async def test_a_draw_held_again_says_so(chromium: Chromium, tmp_path: Path) -> None:
    """Its first seed was lost with the draw open: the file of that day, on the phone of whoever took that ticket."""
    left = await lost_house(tmp_path / "keys", [])
    async with at_work(tmp_path / "keys", [], left, LATER) as house:
        await house.asked()
        house.signs()
        await house.taken_up()
        answer = await house.there.issue(CITIZEN, source="K1")
        lines = house.there.disk.store.bodies
    file = tmp_path / "record.jsonl"
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    async with hall(tmp_path) as place, phone(chromium) as hers:
        await hers.open(f"{place.base}/draw")
        await hers.choose("#chosen", file)
        await hers.js(f"document.getElementById('wanted').value = {answer.number!r}")
        await hers.tap("#check")
        await hers.reads(GOOD)
        await hers.reads("这一签是重抽的")
        await hers.reads(seal(answer.commitment))


async def test_a_hub_set_up_without_the_hashes_says_so(
    chromium: Chromium, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "BUILT", "not-there.js")
    pages._file.cache_clear()
    async with hall(tmp_path, windows=1) as place, phone(chromium) as hers:
        await hers.open(f"{place.base}/draw")
        await hers.reads("请技术人员运行 make setup")
    pages._file.cache_clear()
