"""A day given to everybody: by the hub, as files, and checked on a machine that has nothing else of the hall."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from shared.cli import main
from shared.clock import ManualClock
from shared.hub.published.day import Proof
from shared.journal.record import leaf, verify_path
from shared.protocol import messages as m
from shared.protocol.heads import SignedHead, signed_by
from shared.protocol.paper import fragment
from tests.hall import EIGHT
from tests.integration.hubs import ROOT, House, house
from tests.integration.test_verify_hub import some_people
from tests.unit.replay.days import write_day

MONDAY, TUESDAY = "2026-01-05", "2026-01-06"


async def get(hall: House, path: str) -> bytes:
    async with hall.http.get(path) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.read()


async def two_days(hall: House, clock: ManualClock) -> None:
    await some_people(hall)
    clock.advance(24 * 3600)
    hall.hub.service.refresh()
    await some_people(hall, "tue")


async def test_everybody_reads_every_day_and_the_head_of_the_last(tmp_path: Path) -> None:
    clock = ManualClock(EIGHT)
    async with house(tmp_path, clock) as hall:
        await two_days(hall, clock)
        index = json.loads(await get(hall, "/record"))
        assert [(day["day"], day["closed"]) for day in index["days"]] == [(MONDAY, True), (TUESDAY, False)]
        monday, tuesday = index["days"]
        assert (monday["first"], monday["last"] + 1) == (1, tuesday["first"])
        lines = (await get(hall, f"/record/{TUESDAY}.jsonl")).splitlines()
        assert len(lines) == tuesday["last"] - tuesday["first"] + 2
        assert json.loads(lines[0])["type"] == "day-opened"
        head = msgspec.json.decode(await get(hall, "/record/head"), type=SignedHead)
        assert head == msgspec.json.decode(lines[-1], type=SignedHead)
        assert head.signatures[0].key == index["key"] == json.loads(lines[0])["data"]["key"]
        for path in ("/record/2026-01-04.jsonl", f"/record/{MONDAY}/99999", f"/record/{MONDAY}/x", "/record/x/1"):
            async with hall.http.get(path) as answer:
                assert answer.status == 404, path


async def test_a_record_is_proven_to_be_in_its_day(tmp_path: Path) -> None:
    clock = ManualClock(EIGHT)
    async with house(tmp_path, clock) as hall:
        await two_days(hall, clock)
        for day in json.loads(await get(hall, "/record"))["days"]:
            for seq in (day["first"], day["first"] + 7, day["last"]):
                proof = msgspec.json.decode(await get(hall, f"/record/{day['day']}/{seq}"), type=Proof)
                head = proof.signed.head
                assert (proof.leaf, json.loads(proof.line)["seq"]) == (leaf(proof.line), seq)
                assert verify_path(proof.leaf, proof.index, head.size, proof.path, head.root)
                assert signed_by(head, proof.signed.signatures[0])
                assert head.day == day["day"]


async def test_files_are_what_the_hub_serves_and_stand_alone_and_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clock, out = ManualClock(EIGHT), tmp_path / "given"
    async with house(tmp_path, clock) as hall:
        await two_days(hall, clock)
        assert await asyncio.to_thread(main, ["publish", "--data", str(hall.data), "--out", str(out)]) == 0
        assert sorted(file.name for file in out.iterdir()) == [f"{MONDAY}.jsonl", f"{TUESDAY}.jsonl"]
        for file in out.iterdir():
            assert file.read_bytes() == await get(hall, f"/record/{file.name}")
    capsys.readouterr()
    for what in (out, out / f"{MONDAY}.jsonl", out / f"{TUESDAY}.jsonl"):
        assert main(["verify", "--brief", str(what)]) == 0
        assert "replayed by the rules" in (said := capsys.readouterr().out)
        assert "(signed by hub)" in said


def test_days_that_are_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", "--data", str(tmp_path)]) == 1
    assert "name the hub's directory by --data" in capsys.readouterr().err


def changed(line: str, **fields: Any) -> str:
    value = json.loads(line)
    value["head"].update(fields)
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


async def test_a_signed_head_of_other_records_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "given"
    async with house(tmp_path, ManualClock(EIGHT)) as hall:
        await some_people(hall)
    assert main(["publish", MONDAY, "--data", str(tmp_path), "--out", str(out)]) == 0
    file = out / f"{MONDAY}.jsonl"
    *records, head = file.read_text().splitlines()
    other = json.loads(head)
    other["signatures"][0]["signature"] = "00" * 64
    for forged, why in (
        ([*records[:-1], head], "a signed head is that of the records before it"),
        ([*records, changed(head, size=5)], "a signed head is that of the records before it"),
        ([*records, json.dumps(other, sort_keys=True, separators=(",", ":"))], "a signature is of exactly this head"),
        ([*records, head.replace(":", ": ")], "canonical JSON"),
        ([*records, '{"head":1}'], "not a signed head"),
    ):
        file.write_text("".join(f"{line}\n" for line in forged))
        assert main(["verify", "--brief", str(file)]) == 1
        assert why in capsys.readouterr().err


def test_a_replayed_day_is_checked_on_a_machine_that_has_nothing_but_the_file(tmp_path: Path) -> None:
    here, elsewhere = tmp_path / "hall", tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert main(["replay", str(write_day(tmp_path)), "--windows", "3", "--out", str(here)]) == 0
    (here / "record.jsonl").rename(elsewhere / "record.jsonl")
    alone = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(elsewhere)}
    command = [sys.executable, "-m", "shared.cli", "verify", "record.jsonl"]
    done = subprocess.run(command, cwd=elsewhere, env=alone, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert "replayed by the rules" in done.stdout
    assert "(signed by hub)" in done.stdout
    assert sorted(elsewhere.iterdir()) == [elsewhere / "record.jsonl"]


async def test_nothing_that_people_told_the_hub_is_in_what_everybody_reads(tmp_path: Path) -> None:
    """An ID, a clerk's name, a device's name, a ticket's token, and whatever was sent as a request's id."""
    card, graffiti, raw = "440401199001011768", "1号取号机 张三", "clerk-wang-takes-bribes"
    async with house(tmp_path, ManualClock(EIGHT)) as hall:
        await some_people(hall)
        kiosk = await hall.pair("kiosk", graffiti)
        async with hall.socket(kiosk) as taking:
            await taking.hello()
            first = await taking.ask("issue", raw, person=card, service="residence")
            again = await taking.ask("issue", raw, person=card, service="residence")
        assert first == again
        assert isinstance(first, m.Reply)
        assert first.answer.request_id == raw
        text = (await get(hall, f"/record/{MONDAY}.jsonl")).decode()
        assert f'"ticket":"{first.answer.ticket}"' in text
        for private in (card, card[-6:], graffiti, "张三", raw, "王芳", first.answer.token, kiosk.bearer[-20:]):
            assert private not in text, private
        (named,) = {
            record["request"]
            for line in text.splitlines()[:-1]
            if (record := json.loads(line))["data"].get("ticket") == first.answer.ticket
        }
        async with hall.http.post(
            "/api/v1/evaluations",
            json={"grade": 5, "token": first.answer.token},
            headers={"Idempotency-Key": named.replace(":", "-")},
        ) as answer:
            assert "token" not in await answer.json(), "what the record tells of a request does not fetch its answer"


async def test_a_paper_is_held_against_the_published_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Drawn at once, drawn when a window opens, and one whose windows were kept from a ticket before."""
    papers = []
    async with house(tmp_path, ManualClock(EIGHT)) as hall:
        kiosk = await hall.pair("kiosk", "K1")
        async with hall.socket(kiosk) as taking:
            await taking.hello()
            early = await taking.ask("issue", "request-early", service="residence")
            await some_people(hall)
            late = await taking.ask("issue", "request-late0", service="residence", person="440401199001011768")
            again = await taking.ask("issue", "request-late0", service="residence", person="440401199001011768")
        assert late == again
        for reply in (early, late):
            assert isinstance(reply, m.Reply)
            marks = fragment(reply.answer.commitment, reply.answer.leaf)
            papers.append(f"http://hall:7480/t/{reply.answer.token}#{marks}")
    assert main(["publish", "--data", str(tmp_path), "--out", str(tmp_path / "given")]) == 0
    file = str(tmp_path / "given" / f"{MONDAY}.jsonl")
    capsys.readouterr()
    for paper in papers:
        assert main(["verify", "--brief", file, "--ticket", paper]) == 0
        assert "The paper of 260105-" in capsys.readouterr().out
    other = fragment("ab" * 32, "cd" * 32)
    for forged, why in (
        (papers[0].partition("#")[0] + "#" + papers[1].partition("#")[2], "the paper's record is that of its ticket"),
        (papers[0].rpartition(".")[0] + "." + other.partition(".")[2], "the paper's record must be here"),
        (
            papers[0].partition("#")[0] + "#" + other.partition(".")[0] + "." + papers[0].rpartition(".")[2],
            "the commitment",
        ),
    ):
        assert main(["verify", "--brief", file, "--ticket", forged]) == 1
        assert why in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["verify", file, "--ticket", "D047"])
