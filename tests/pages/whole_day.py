"""A whole replayed day as an auditor and as every citizen of it check it, with the published file and a paper alone.

``fairhall replay DIR --windows 14 --out OUT``, then ``.venv/bin/python -m tests.pages.whole_day OUT``: the file is
copied into an empty directory, where ``fairhall verify`` holds some papers against it in processes that have nothing
else; then a phone's own JavaScript computes every draw of the file again and holds every paper against it.
"""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import msgspec

from tests.integration.hubs import ROOT
from tests.pages.browser import Chromium, phone
from tests.pages.test_lots import WEB, loaded

BY_VERIFY = 3
"""Papers, evenly over the day; each takes a pass over all records."""
AT_ONCE = 50
EVERY_PAPER = """
papers => papers.map(text => {
  const paper = Paper.read(text.replace(/^.*\\/t\\//, "").replace("#", "~")), ticket = Paper.ticket(paper);
  const draws = (day.draws[ticket] || []).map((lines, n) => Check.draw(day.hall, lines, day.open[ticket][n]));
  const lines = draws.reduce((all, draw) => all.concat(draw.lines), day.told[ticket] || []);
  const seals = draws.map(draw => draw.opening.commitment);
  const held = Paper.pinned(paper, lines) && (!draws.length || Paper.sealed(paper, seals));
  const fell = draws.map(({ request, drawn }) => [request.i, drawn.ticket, drawn.main, drawn.reserves, drawn.lot]);
  const whole = draws.every(draw => draw.stood && !draw.odd.length);
  return { ticket, held, whole, ok: draws.every(draw => draw.ok), fell };
})
"""


class Found(msgspec.Struct):
    """What came of it; ``seconds`` of one verification and of all of the phone's work."""

    records: int
    papers: int
    draws: int
    verified: int
    verify_s: float
    phone_s: float


def by_verify(record: Path, papers: list[str]) -> float:
    """In a directory that holds nothing but the file, by processes that know of nothing else: the longest's seconds."""
    longest = 0.0
    with tempfile.TemporaryDirectory() as name:
        there = Path(name)
        shutil.copy(record, there / "record.jsonl")
        alone = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": name}
        for paper in papers:
            command = [sys.executable, "-m", "shared.cli", "verify", "record.jsonl", "--brief", "--ticket", paper]
            begun = time.perf_counter()
            done = subprocess.run(command, cwd=there, env=alone, capture_output=True, text=True, check=False)
            longest = max(longest, time.perf_counter() - begun)
            assert (done.returncode, done.stderr) == (0, ""), done.stderr
            assert "replayed by the rules" in done.stdout
            assert "The paper of" in done.stdout
        assert [each.name for each in there.iterdir()] == ["record.jsonl"]
    return longest


async def by_phone(chromium: Chromium, record: str, papers: list[str]) -> tuple[list[dict[str, Any]], float]:
    """Every paper as its holder's phone finds it, and the seconds of all."""
    found: list[dict[str, Any]] = []
    async with phone(chromium) as there:
        await loaded(there)
        await there.call("Runtime.evaluate", expression=(WEB / "paper.js").read_text(encoding="utf-8"))
        begun = time.perf_counter()
        assert not await there.js(f"(window.day = Check.file({json.dumps(record)})).broken")
        for at in range(0, len(papers), AT_ONCE):
            found += await there.js(f"({EVERY_PAPER})({json.dumps(papers[at : at + AT_ONCE])})")
    return found, time.perf_counter() - begun


async def check(chromium: Chromium, out: Path) -> Found:
    """Raises AssertionError where a paper, a draw, verify and the phone do not all agree."""
    text = await asyncio.to_thread((out / "record.jsonl").read_text)
    papers = (await asyncio.to_thread((out / "papers.txt").read_text)).split()
    bodies = [json.loads(line) for line in text.splitlines()]
    results = [each["data"] for each in bodies if each.get("type") == "draw-resolved"]
    some = papers[:: max(1, len(papers) // BY_VERIFY)][:BY_VERIFY]
    verify_s = await asyncio.to_thread(by_verify, out / "record.jsonl", some)
    found, phone_s = await by_phone(chromium, text, papers)
    assert all(each["held"] and each["ok"] and each["whole"] for each in found)
    drawn = sorted(fell for each in found for fell in each["fell"])
    assert drawn == sorted([each[name] for name in ("i", "ticket", "main", "reserves", "lot")] for each in results)
    records = sum("type" in each for each in bodies)
    return Found(records, len(papers), len(drawn), len(some), round(verify_s, 1), round(phone_s, 1))


def main(out: Path) -> None:
    """The figures."""
    chromium = Chromium()
    try:
        sys.stdout.write(f"{asyncio.run(check(chromium, out))}\n")
    finally:
        chromium.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
