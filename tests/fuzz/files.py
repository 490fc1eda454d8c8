"""Damaged hall files, journals and records before all that reads them: ``python -m tests.fuzz.files --rounds 20000``.

Whatever is in the file, it is taken or refused with a sentence that a technician can act on: nothing else may come out.
"""

import argparse
import logging
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from shared.doctor.checks.journal import _look
from shared.hall import commands as c
from shared.hall.decide import decide
from shared.hall.facts import Facts
from shared.hall.refusals import Refused
from shared.hall.state import State
from shared.hub.hallfile.load import HallFileError
from shared.hub.hallfile.load import load as load_hall
from shared.hub.hallfile.sample import write_sample
from shared.hub.image import load
from shared.journal.errors import JournalError
from shared.journal.sqlite import SqliteJournal
from shared.journal.verify import verify_chain
from shared.verify.errors import Unreadable
from shared.verify.sources import open_source
from shared.verify.verify import Verification
from tests.fuzz import damage
from tests.fuzz.kept import KEPT
from tests.unit.verify.small_day import small_day

FLAW = re.compile(r".*/hall\.toml(:\d+)?: .+; .+", re.DOTALL)
"""File, line where there is one, what is wrong, and what to do."""


def hall(folder: Path, chance: random.Random) -> str:
    """A hall file: every mistake with its line and remedy, or a hall that the hub can put in force."""
    path = folder / "hall.toml"
    path.unlink(missing_ok=True)
    write_sample(path)
    whole = path.read_text(encoding="utf-8")
    if chance.random() < 0.1:
        path.write_bytes(damage.of_bytes(whole.encode(), chance))
    else:
        path.write_text(damage.of_toml(whole, chance), encoding="utf-8")
    try:
        config = load_hall(path)
    except HallFileError as error:
        for flaw in error.flaws:
            assert FLAW.fullmatch(str(flaw)), f"no line or no remedy: {flaw}"
        return "refused"
    try:
        decide(State(), c.ConfigureHall(config=config), Facts(0, "2026-01-05", 1, 600))
    except Refused:
        return "refused by the hall"
    return "taken"


def journal(folder: Path, chance: random.Random) -> str:
    """The hub's database, before the hub's own start, the doctor and the verifier."""
    path = folder / "journal.db"
    path.write_bytes(damage.of_bytes(_database(), chance))
    for old in folder.glob("journal.db-*"):
        old.unlink()
    try:
        with closing(SqliteJournal(path)) as opened:
            load(opened)
        outcome = "started"
    except JournalError as error:
        assert str(path) in str(error) or "record" in str(error), f"which file? {error}"
        outcome = "refused"
    for finding in _look(path):
        assert finding.code in ("whole", "damaged", "broken", "ahead")
    try:
        _verify(str(path))
    except Unreadable as error:
        assert str(error)
    return outcome


def record(folder: Path, chance: random.Random) -> str:
    """A published record before the verifier and the chain's own check."""
    path = folder / "record.jsonl"
    how = chance.choice((damage.of_bytes, damage.of_lines, damage.of_json, damage.of_json))
    whole = _record()
    broken = how(whole, chance)
    path.write_bytes(broken)
    try:
        sound = _verify(str(path))
    except Unreadable as error:
        assert str(path) in str(error), f"which file? {error}"
        return "unreadable"
    assert not sound or broken.rstrip() in whole, "a damaged record was called sound"
    lines = broken.decode(errors="replace").split("\n")
    verify_chain(lines)
    return "sound, cut at its end" if sound else "named"


def _verify(what: str) -> bool:
    source = open_source(what)
    verification = Verification(source.name, "", [], None)
    for line in source.lines:
        verification.see(line)
    return verification.report().sound


_made: dict[str, bytes] = {}


def _record() -> bytes:
    if "record" not in _made:
        _made["record"] = "\n".join(small_day().bodies).encode()
    return _made["record"]


def _database() -> bytes:
    """As a stopped hub leaves it."""
    if "database" not in _made:
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "journal.db"
            with closing(SqliteJournal(path)) as made:
                made.append(made.claim("hub").term, 0, _record().decode().split("\n"))
            _made["database"] = path.read_bytes()
    return _made["database"]


KINDS: dict[str, Callable[[Path, random.Random], str]] = {"hall": hall, "journal": journal, "record": record, **KEPT}


def run(kind: str, rounds: int, seed: int) -> tuple[Counter[str], list[str]]:
    """How often what came out, and a traceback for each round that broke something."""
    outcomes: Counter[str] = Counter()
    broken: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        for n in range(rounds):
            try:
                outcomes[KINDS[kind](Path(name), random.Random(f"{kind} {seed} {n}"))] += 1
            except Exception:
                broken.append(f"{kind} --seed {seed}, round {n}:\n{traceback.format_exc()}")
    return outcomes, broken


def main() -> int:
    """1 when anything came out that no technician can act on."""
    parser = argparse.ArgumentParser(description="damaged files before all that reads them")
    parser.add_argument("--rounds", type=int, default=2000, help="for each kind (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="(%(default)s)")
    parser.add_argument("--kind", choices=KINDS, action="append", help="only this one; may be repeated")
    args = parser.parse_args()
    logging.disable()  # each damaged file is told of, as it should be
    wrong = 0
    for kind in args.kind or KINDS:
        began = time.monotonic()
        outcomes, broken = run(kind, args.rounds, args.seed)
        wrong += len(broken)
        said = ", ".join(f"{count:,} {what}" for what, count in sorted(outcomes.items()))
        sys.stdout.write(f"{kind:8} {said}; {len(broken)} broke  {time.monotonic() - began:.0f} s\n")
        sys.stdout.write("".join(f"  {line}\n" for line in broken[:3]))
        sys.stdout.flush()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
