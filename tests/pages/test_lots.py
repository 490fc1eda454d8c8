"""The phone's own construction of the lot, held to the published vectors and to the hall's."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from shared.hall.draw import lots
from shared.hall.draw.issue import choose
from tests.pages.browser import Chromium, Phone, phone

ROOT = Path(__file__).parents[2]
WEB = ROOT / "shared" / "hub" / "web"
VECTORS = json.loads((ROOT / "tests" / "golden" / "draw-vectors.json").read_text())
HEX = "const h = Lots.hex, b = Lots.fromHex; "


async def loaded(there: Phone) -> None:
    """The scripts as they are, in an empty page."""
    await there.open("about:blank#")
    for file in (WEB / "built" / "hashes.js", WEB / "lots.js", WEB / "standing.js", WEB / "check.js"):
        await there.call("Runtime.evaluate", expression=file.read_text(encoding="utf-8"))


async def run(there: Phone, expression: str, **values: Any) -> Any:
    given = "".join(f"const {name} = {json.dumps(value)}; " for name, value in values.items())
    return await there.js(f"(() => {{ {HEX}{given}return {expression}; }})()")


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
async def test_chain_mix_lots_and_winner_are_the_published_ones(chromium: Chromium, algorithm: str) -> None:
    v = VECTORS[algorithm]
    async with phone(chromium) as there:
        await loaded(there)
        for i, link in ((1, v["c1"]), (7, v["c7"]), (1000, v["c1000"])):
            anchor = await run(there, "h(Lots.anchor(a, c, i, b(link)))", a=algorithm, c=v["ctx"], i=i, link=link)
            assert anchor == v["anchor"]
        ys = [["display-1", v["y7"]]]
        mixed = "h(Lots.mix(a, 7, b(x), ys.map(y => [y[0], b(y[1])])))"
        assert await run(there, mixed, a=algorithm, x=v["c7"], ys=[]) == v["u7_hub_only"]
        assert await run(there, mixed, a=algorithm, x=v["c7"], ys=ys) == v["u7"]
        won = await run(there, "Lots.winner(a, b(u), pairs)", a=algorithm, u=v["u7"], pairs=v["pairs"])
        assert [won["ticket"], won["window"], won["lot"]] == [*v["winner"], v["winning_lot"]]
        assert {f"{each['ticket']}|{each['window']}|{each['j']}": each["lot"] for each in won["lots"]} == v["lots"]


async def test_main_window_and_reserves_come_from_the_published_strata(chromium: Chromium) -> None:
    async with phone(chromium) as there:
        await loaded(there)
        for case in VECTORS["issue"]["cases"]:
            n = len(case["loads"])
            stratum = min(case["s"], n)
            values = {"t": case["ticket"], "w": list(case["loads"].items()), "u": VECTORS["issue"]["u"]}
            most = max(1, min(case["d"], n // stratum))
            named = await run(there, "Lots.choose('sha256', b(u), t, w, s, d)", s=stratum, d=most, **values)
            assert [named["main"], named["reserves"]] == [case["main"], case["reserves"]], case["name"]
            assert [[each["window"] for each in tray] for tray in named["trays"]] == case["strata"], case["name"]


async def test_leaf_and_bytes_are_the_published_ones(chromium: Chromium) -> None:
    line = bytes.fromhex(VECTORS["canon"]["bytes_hex"]).decode()
    async with phone(chromium) as there:
        await loaded(there)
        assert await run(there, "Lots.leaf(line)", line=line) == VECTORS["canon"]["leaf"]


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
async def test_whatever_the_hall_draws_the_phone_draws_too(chromium: Chromium, algorithm: str) -> None:
    chance = random.Random(11)
    names = ["1", "2", "10", "W7", "窗口3", "窗口 四", "\U0001f4ee5", "\uff215", "Ж"]
    async with phone(chromium) as there:
        await loaded(there)
        for _ in range(40):
            u = chance.randbytes(32)
            windows = [
                (name, chance.choice([-1, 0, 0, 1, 2, 5])) for name in chance.sample(names, chance.randint(1, 9))
            ]
            stratum = chance.randint(1, len(windows))
            most = chance.randint(1, max(1, len(windows) // stratum))
            ours = choose(algorithm, u, "260105-7", windows, stratum, most)
            values = {"a": algorithm, "u": u.hex(), "w": windows, "s": stratum, "d": most}
            theirs = await run(there, "Lots.choose(a, b(u), '260105-7', w, s, d)", **values)
            assert (theirs["main"], tuple(theirs["reserves"])) == (ours.main, ours.reserves)
            assert theirs["lot"] == ours.lot.hex()
            assert [[each["window"] for each in tray] for tray in theirs["trays"]] == [
                [window for window, _ in tray] for tray in ours.trays
            ]
        anchors = [(name, chance.randbytes(32)) for name in ("kiosk-1", "大厅屏")]
        hub = chance.randbytes(32)
        sealed = lots.commitment(algorithm, "云溪", "2026-01-05", 2, hub, anchors).hex()
        made = "h(Lots.commitment(a, '云溪', '2026-01-05', 2, b(hub), w.map(p => [p[0], b(p[1])])))"
        witnesses = [(name, anchor.hex()) for name, anchor in anchors]
        assert await run(there, made, a=algorithm, hub=hub.hex(), w=witnesses) == sealed


async def test_sticks_that_eyes_cannot_tell_apart_are_told_in_numbers(chromium: Chromium) -> None:
    def tray(*beginnings: str) -> list[dict[str, str]]:
        return [{"window": str(n), "lot": beginning.ljust(64, "0")} for n, beginning in enumerate(beginnings)]

    async with phone(chromium) as there:
        await loaded(there)
        await there.call("Runtime.evaluate", expression=(WEB / "sticks.js").read_text(encoding="utf-8"))
        trays = [tray("10", "80", "f0"), tray("41", "40"), tray("20")]
        near = await run(there, "Sticks.near({trays})", trays=trays)
        assert [[[window, round(length, 4)] for window, length in two] for two in near] == [[["1", 0.5], ["0", 0.5039]]]
