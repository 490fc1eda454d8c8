"""A hub whose file of devices and clerks another program holds: people are served, and what needs the file says so."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from shared.protocol.pairing import format_token
from tests.integration.hubs import HALL, house, patiently
from tests.integration.people import Person, counter, kiosk


async def test_a_hall_goes_on_while_another_program_holds_the_file_of_its_devices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("shared.hub.access.store.CHANGE_S", 0.2)
    caplog.set_level(logging.INFO)
    async with house(tmp_path) as hall:
        one, two, taker = await counter(hall), await counter(hall, "2", "0802"), await kiosk(hall)
        await one.post("counters/1/open", services=["id-card"])
        await two.post("counters/2/open", services=["income"])
        await two.post("counters/2/call-next")
        await taker.post("tickets", service="id-card")
        for verb in ("call-next", "serve"):
            assert (await one.post(f"counters/1/{verb}"))[0] == 200
        assert (await one.post("counters/1/transfer", service="income", text="缺照片"))[0] == 200

        with closing(sqlite3.connect(tmp_path / "access.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            guess = format_token(hall.hub.ca_fingerprint[:10], b"0123456789")
            assert await Person(hall).refused("pair", token=guess) == (403, "token-unknown")
            assert (await taker.post("tickets", service="id-card"))[0] == 201
            for verb in ("call-next", "serve"):
                assert (await one.post(f"counters/1/{verb}"))[0] == 200
            status, problem = await one.post("counters/1/transfer", service="income", text="缺印章")
            assert (status, problem.code) == (503, "fault")
            assert "see that the disk has room and no other program holds it" in problem.detail
            for verb in ("serve", "finish"):
                assert (await two.post(f"counters/2/{verb}"))[0] == 200
            await patiently(lambda: "notes: tried again each second" in caplog.text)
            hall.hall_file.write_text(HALL.replace("云溪市", "云海市"), encoding="utf-8")
            await patiently(lambda: "云海市" in str(hall.hub.service.state.config))
            assert hall.hub.board.texts, "the note of who has left stays for now"
            other.execute("ROLLBACK")

        await patiently(lambda: not hall.hub.board.texts)
        await patiently(lambda: "notes: goes on" in caplog.text)
        assert caplog.text.count("notes: tried again each second") == 1, "said once"
        assert (await one.post("counters/1/transfer", service="income", text="缺印章"))[0] == 200
