"""Frames of terminals and of the hub, and a terminal's whole talk with a hub that says anything."""

import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import msgspec

from shared.client.mirror import CALLS_KEPT, Mirror
from shared.client.port import PATIENCE_MS
from shared.client.session import Action, Answered, Applied, Live, Lost, Odd, Placed, Questioned, Send, Session
from shared.protocol import messages as m
from shared.protocol.answers import Answer, Problem
from shared.protocol.codec import Malformed, decode_from_hub, decode_from_terminal, decode_request, encode
from shared.protocol.requests import REQUESTS
from tests.fuzz.guided import Target
from tests.golden.upgrade.write import Told
from tests.integration.test_hub_fuzz import VALID

LEFT = sorted((Path(__file__).parents[2] / "golden" / "upgrade").glob("*.zip"))[-1]


@cache
def told() -> Told:
    """Two days of a hall, as its terminals know it."""
    with zipfile.ZipFile(LEFT) as pack:
        return msgspec.json.decode(pack.read("told.json"), type=Told)


def _both_ways(data: bytes, decode: Callable[[bytes], m.Message]) -> m.Message | None:
    """None of what is none, and that is said."""
    try:
        message = decode(data)
    except Malformed as error:
        assert str(error)
        return None
    assert decode(encode(message)) == message
    return message


def _from_terminal(data: bytes) -> None:
    message = _both_ways(data, decode_from_terminal)
    if isinstance(message, m.Command):
        try:
            request = decode_request(message.name, message.body)
        except Malformed as error:
            assert str(error)
            return
        assert decode_request(message.name, msgspec.json.encode(request)) == request


def _command(name: str, body: object, key: str = "request-1") -> bytes:
    return encode(m.Command(id=key, name=name, body=msgspec.Raw(msgspec.json.encode(body))))


def _from_terminal_seeds() -> Iterator[bytes]:
    yield from VALID
    asked = {name: body for _, name, _, body, _ in told().asked}
    for name in REQUESTS:
        yield _command(name, asked.get(name, {}))


from_terminal = Target(_from_terminal, _from_terminal_seeds, 600)


def _from_hub(data: bytes) -> None:
    _both_ways(data, decode_from_hub)


def _said() -> Iterator[bytes]:
    """One of each kind, the rows one by one."""
    welcome = m.Welcome(hall="h", device="d", role="kiosk", seq=4, heartbeat_ms=1000, now_ms=5, counter="1")
    seal = m.Seal(hall="h", day="2026-01-05", epoch=1, algorithm="sha256")
    refused = m.Refusal(id="request-1", problem=Problem("not-open", 409, "Not open"))
    yield from map(encode, (welcome, seal, refused, m.Ping(n=1), m.Pong(n=2), m.SignedIn(id="sign-in-1", clerk="0801")))
    yield encode(m.Hubs(addresses=("10.0.0.1:7443", "10.0.0.2:7443")))
    yield encode(m.Snapshot(seq=4, rows=()))
    kinds = {row["t"]: row for row in told().rows}
    for row in kinds.values():
        yield msgspec.json.encode({"m": "update", "seq": 5, "rows": [row]})
    answers = {name: answer for _, name, _, _, answer in told().asked}
    for answer in answers.values():
        if "block" not in answer:  # longer than all the others together
            yield msgspec.json.encode({"m": "reply", "id": "request-1", "answer": answer})


from_hub = Target(_from_hub, _said, 3000)


class Talk:
    """A session under orders, one a line: o(pened), c(losed), +seconds, ?request, !sign in, -sign out; else a frame."""

    def __init__(self) -> None:
        self.now_ms = 1000
        self.session = Session(Mirror(), 5000, self.now_ms, witness=True)
        self.asked: set[str] = set()
        self.heard: Counter[str] = Counter()

    def order(self, line: bytes) -> list[Action]:
        what, rest = line[:1], line[1:].decode(errors="replace")
        match what:
            case b"o":
                return self.session.opened(self.now_ms)
            case b"c":
                self.session.closed()
            case b"+":
                self.now_ms += min(int(rest), 3600) * 1000 if rest.isdecimal() else 100
                return self.session.tick(self.now_ms)
            case b"?":
                key = f"request-{rest[:1].encode().hex()}-{len(self.asked)}"
                self.asked.add(key)
                return self.session.request(key, rest[1:], b"{}", self.now_ms)
            case b"!":
                key = f"sign-in-{len(self.asked)}"
                self.asked.add(key)
                return self.session.sign_in(key, rest[:9], "secret", self.now_ms)
            case b"-":
                return self.session.sign_out("sign-out-1")
            case _:
                for key in sorted(self.asked, key=len)[-1:]:
                    line = line.replace(b"request-1", key.encode())
                return self.session.received(line, self.now_ms)
        return []

    def judge(self, actions: list[Action]) -> None:
        for action in actions:
            match action:
                case Send(frame):
                    decode_from_terminal(frame)
                case Answered(key, outcome):
                    assert key in self.asked and (outcome is None or isinstance(outcome, Answer | Problem))
                    self.heard[key] += 1
                case Lost(reason) | Odd(reason):
                    assert reason
                case Live() | Placed() | Applied() | Questioned():
                    assert self.session.live
        assert len(self.session.mirror.calls) <= CALLS_KEPT


def _terminal(data: bytes) -> None:
    talk = Talk()
    for line in data.split(b"\n"):
        talk.judge(talk.order(line))
    talk.now_ms += PATIENCE_MS
    talk.judge(talk.session.tick(talk.now_ms))
    for key in talk.asked:  # a clerk is signed in again with each connection
        assert talk.heard[key] == 1 or (key.startswith("sign-in") and talk.heard[key]), "one request, one answer"


def _terminal_seeds() -> Iterator[bytes]:
    said = list(_said())
    for frame in said[1:]:
        yield b"o\n" + said[0] + b"\n?aissue\n" + frame + b"\n+1\n" + said[3]
    yield b"?aissue\n!0801\no\n" + said[0] + b"\n" + said[5] + b"\nc\n+2\no\n" + said[0] + b"\n-\n+9"


terminal = Target(_terminal, _terminal_seeds, 3000)
