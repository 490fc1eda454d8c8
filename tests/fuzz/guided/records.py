"""Lines of a journal and whole days of it, before the two that read them: the hub, and the verifier apart from it."""

import io
import re
from collections.abc import Iterator

import msgspec
from rich.console import Console

from shared.hub.image import Image
from shared.journal.errors import Corrupt
from shared.journal.record import NO_LEAF, canonical, leaf, parse
from shared.verify.errors import NotARecord, Unreadable
from shared.verify.record import leaf as verified_leaf
from shared.verify.record import read
from shared.verify.run import show
from shared.verify.verify import Verification
from tests.fuzz.guided import Target
from tests.unit.verify.small_day import small_day

DAY = small_day().bodies
SPAN = re.compile(rb"@(\d{1,3})(?:-(\d{1,3}))?")
"""Records of the small day as they are: @7, @1-30."""
MOST = 120
"""Records of an input: more take too long."""


def _record(line: bytes) -> None:
    """Both readers take the same lines, and no other spelling of one."""
    try:
        body = line.decode()
        record = parse(body)
        taken = canonical(record) == body
    except UnicodeDecodeError:
        taken = False
    except (Corrupt, ValueError) as error:
        assert len(str(error)) < 1000, "a sentence, not the line"
        taken = False
    try:
        other = read(line)
    except NotARecord as error:
        assert str(error) and not taken, f"the verifier alone refuses it: {error}"
    else:
        assert taken, "the hub alone refuses it"
        assert msgspec.structs.asdict(other) == msgspec.structs.asdict(record)
        assert verified_leaf(line) == leaf(body)


def _record_seeds() -> Iterator[bytes]:
    seen: set[str] = set()
    for body in DAY:
        if (kind := parse(body).type) not in seen and len(body) < 1000:
            seen.add(kind)
            yield body.encode()
    yield b'{"at_ms":0,"by":"\\u0000\\n\xf0\x9f\x98\x80","data":{"a":[-0,1e3,{}]},"prev":"","request":null,"v":1}'


record = Target(_record, _record_seeds, 1000)


def _bodies(data: bytes) -> list[str]:
    """A line is a span, or what a record says; its place and the chain are put right, so that the rest is read."""
    bodies: list[str] = []
    prev = NO_LEAF
    for line in data.split(b"\n"):
        found = SPAN.fullmatch(line)
        span = DAY[int(found[1]) - 1 : int(found[2] or found[1])] if found and int(found[1]) else []
        for said in span or [line]:
            try:
                value = msgspec.json.decode(said)
                body = canonical({**value, "seq": len(bodies) + 1, "prev": prev})
            except (msgspec.DecodeError, UnicodeError, TypeError, ValueError, RecursionError):
                body = line.decode(errors="replace")
            bodies.append(body)
            prev = leaf(body)
    return bodies[:MOST]


def _day(data: bytes) -> None:
    """Whatever a day tells, the hub says which record cannot be, and the verifier ends with a report."""
    bodies = _bodies(data)
    try:
        Image().replay(enumerate(bodies, 1))
    except Corrupt as error:
        assert "record" in str(error), error
    verification = Verification("day", "yunxi", [], None)
    for body in bodies:
        verification.see(body.encode())
    try:
        report = verification.report()
    except Unreadable as error:
        assert str(error)
        return
    assert report.sound == (not report.problems)
    msgspec.json.encode(report)
    show(Console(file=io.StringIO(), width=100), report)


def _day_seeds() -> Iterator[bytes]:
    seen: set[str] = set()
    for n, body in enumerate(DAY[:MOST], 1):
        if (kind := parse(body).type) not in seen:
            seen.add(kind)
            before = f"@1-{n - 1}\n" if n > 1 else ""
            yield f"{before}{body}\n@{n + 1}-{n + 5}".encode()
    yield b"@1-5\n@7-9\n@6"


day = Target(_day, _day_seeds, 8000)
