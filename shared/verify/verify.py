"""Streams through a record once: chain, lots, rules, figures."""

from collections.abc import Iterable

from shared.hall.events import AnyEvent
from shared.protocol.paper import Paper
from shared.verify.abandoned import Abandonments
from shared.verify.audit import Auditor
from shared.verify.chain import Chain
from shared.verify.errors import NotARecord, Unreadable
from shared.verify.event import event_of
from shared.verify.heads import BEGINS, Heads
from shared.verify.lots import Lots
from shared.verify.problem import Problem, Wrong
from shared.verify.record import Record, leaf, read
from shared.verify.report import SHOWN, Begin, Head, Report
from shared.verify.rules import Rules, begins_alone
from shared.verify.ticket import PaperCheck


class Verification:
    """``see`` every line in order, then ``report``."""

    def __init__(self, source: str, hall: str = "", pins: Iterable[str] = (), paper: Paper | None = None) -> None:
        self._source = source
        self._pins = dict.fromkeys(pins, False)
        self._chain = Chain()
        self._heads = Heads()
        self._paper = PaperCheck(paper) if paper is not None else None
        self._lots = Lots(hall)
        self._given_up = Abandonments()
        self._rules: Rules | None = Rules()
        self._auditor = Auditor()
        self._records = 0
        self._replayed = 0
        self.problems: list[Problem] = []
        """The first of them, as far as they will be listed."""
        self._count = 0
        self._notes: list[str] = []

    def see(self, line: bytes) -> None:
        """The next line, without its newline."""
        if line.startswith(BEGINS):
            if (wrong := self._heads.check(line)) is not None:
                self._wrong(self._chain.seq, wrong)
            return
        self._records += 1
        try:
            record = read(line)
        except NotARecord as error:
            shown, seq = line[:60].decode(errors="replace"), self._chain.seq + 1
            self._wrong(seq, Wrong("not a record", "canonical JSON of docs/journal.md", f"{shown}: {error}"))
            self._stop(seq)
            return
        digest = leaf(line)
        if digest in self._pins:
            self._pins[digest] = True
        first, expected = self._chain.first is None, self._chain.seq + 1
        if (wrong := self._chain.check(record, digest)) is not None:
            self._wrong(record.seq, wrong)
        self._heads.take(record, digest)
        if record.seq not in (1, expected) and begins_alone(record):
            self._rules = Rules()
            self._notes.append(
                f"Record {record.seq} opens {record.data.get('day')} without the day before: what was carried over is "
                f"taken as it is told there, pinned by prev {record.prev}. Verify both days together to check that too."
            )
        elif first and not self._chain.begins:
            self._rules = None
            self._notes.append(
                f"These records begin with {record.seq}: what was before is pinned by prev {record.prev} and nothing "
                "else. The chain and every lot are checked; whether each was due is not, for the hall's state before "
                "is not here. Verify the whole journal for that."
            )
        elif not first and record.seq != expected:
            self._stop(record.seq)
        self._follow(record, digest)

    def report(self) -> Report:
        """What was found. Raises ``Unreadable`` if not one line was a record."""
        first = self._chain.first
        if first is None:
            raise Unreadable(
                f"{self._source}: no line of it is a record: give a published day such as 2026-11-22.jsonl, "
                "a hub's directory, or an address"
            )
        for pin, seen in self._pins.items():
            if not seen:
                self._wrong(self._chain.seq, Wrong("a leaf noted elsewhere must be here", pin, "no such record"))
        if self._paper is not None:
            if (missing := self._paper.missing()) is not None:
                self._wrong(self._chain.seq, missing)
            self._notes += [self._paper.said] * bool(self._paper.said)
        if self._lots.open is not None:
            self._notes.append(f"Draw {self._lots.open.i} is open: its result is still to come, or was withheld.")
        if self._lots.unproven:
            self._notes.append(
                f"{self._lots.unproven} draws stand under an opening record that is not here, or whose hall is not "
                "known (--hall): their links were not walked back."
            )
        return Report(
            source=self._source,
            sound=not self._count,
            records=self._records,
            replayed=self._replayed,
            begin=Begin(first.seq, first.prev),
            head=Head(self._chain.seq, self._chain.leaf, self._heads.signers),
            signed_heads=self._heads.count,
            witnessed=Head(*self._heads.witnessed) if self._heads.witnessed else None,
            problem_count=self._count,
            problems=self.problems,
            notes=self._notes,
            audit=self._auditor.audit(self._replayed > 0, self._given_up.all),
        )

    def _follow(self, record: Record, digest: str) -> None:
        event = event_of(record)
        if isinstance(event, Wrong):
            self._wrong(record.seq, event)
            self._stop(record.seq)
            return
        try:
            if self._paper is not None and (wrong := self._paper.see(record, event, digest)) is not None:
                self._wrong(record.seq, wrong)
            if (wrong := self._given_up.see(record, event, digest)) is not None:
                self._wrong(record.seq, wrong)
            self._judge(record, event)
        except Exception as error:  # whatever it is, it comes from a record that no hall would have written
            self._wrong(record.seq, Wrong("the rules cannot follow this record", "one that fits", repr(error)))
            self._stop(record.seq)

    def _judge(self, record: Record, event: AnyEvent) -> None:
        wrong = self._lots.check(event)
        ruled = self._rules.check(record, event) if self._rules is not None else None
        if (wrong := ruled or wrong) is not None:
            self._wrong(record.seq, wrong)
        self._auditor.see(record, event, self._lots.trays, self._rules.state if self._rules else None)
        if self._rules is not None:
            self._rules.take(record, event)
            self._replayed += 1

    def _wrong(self, seq: int, wrong: Wrong) -> None:
        self._count += 1
        if len(self.problems) < SHOWN:
            self.problems.append(Problem(seq, wrong.rule, wrong.expected, wrong.found))

    def _stop(self, seq: int) -> None:
        """The hall's state is not known any more; chain and lots go on."""
        if self._rules is not None:
            self._rules = None
            self._notes.append(f"The rules were not followed beyond record {seq}: the hall's state is not known there.")
