"""Giving a draw up to have another one: what of it is named, whoever owns the journal."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from shared.protocol.heads import Abandonment, sign
from tests.unit.hub.lost_house import HALL, LATER, MONDAY, STRANGER, TUESDAY, at_work, lost_house, quick
from tests.unit.hub.machines import Machine
from tests.unit.verify.recorded import forged, records, sealed, seq_of, verify

__all__ = ["quick"]


async def test_every_bent_abandonment_is_named(tmp_path: Path) -> None:
    machines = [Machine("K1"), Machine("K2")]
    store = await lost_house(tmp_path, machines)
    async with at_work(tmp_path, machines, store, LATER) as house:
        await house.asked()
        house.signs()
        await house.taken_up()
        await house.there.issue("afterwards", source="K1")
        house.verify()
        lines = house.there.disk.store.bodies
    seq = seq_of(lines, "draw-abandoned")
    data = records(lines)[seq - 1]["data"]
    stranger = sign(Abandonment(HALL.id, TUESDAY, 1, 5, data["record"]), "manager:0900", STRANGER)
    bent: dict[str, Callable[[dict[str, Any]], object]] = {
        "no signature": lambda d: d.update(signatures=[]),
        "the manager's alone": lambda d: d.update(signatures=d["signatures"][:1]),
        "the witness's alone": lambda d: d.update(signatures=d["signatures"][1:]),
        "a stranger's": lambda d: d["signatures"].__setitem__(0, [stranger.by, stranger.key, stranger.signature]),
        "of another draw": lambda d: d.update(record="ab" * 32),
        "another draw": lambda d: d.update(i=4),
        "another date": lambda d: d.update(day=MONDAY),
        "a witness's link left out": lambda d: d.update(ys=d["ys"][:1]),
        "a link of nobody": lambda d: d["ys"].__setitem__(0, [d["ys"][0][0], "ab" * 32]),
    }
    for what, bend in bent.items():
        problems = verify(forged(lines, seq, lambda record, bend=bend: bend(record["data"]))).problems
        assert problems, what
        assert problems[0].seq == seq, what
    day = records(lines)
    dropped = {"the record itself": (seq,), "it and its opening": (seq, seq + 1), "the new lot": (seq + 2, seq + 3)}
    for what, gone in dropped.items():
        kept = [record for record in day if record["seq"] not in gone]
        problems = verify(sealed({**record, "seq": n} for n, record in enumerate(kept, 1))).problems
        assert problems, what
        assert problems[0].seq <= seq + 3, what
    for name, value in (("redrawn", 0), ("windows", day[seq + 1]["data"]["windows"][1:]), ("redrawn", 4)):
        problems = verify(forged(lines, seq + 2, lambda r, n=name, v=value: r["data"].update({n: v}))).problems
        assert problems[0].seq == seq + 2, name
    fresh = verify(forged(lines, seq + 1, lambda record: record["data"].update(reason="lost"))).problems
    assert fresh[0].seq == seq + 1
