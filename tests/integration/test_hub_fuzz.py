"""Whatever comes through the door, the hub answers it and never with a fault of its own."""

import asyncio
import os
import random
from pathlib import Path
from urllib.parse import quote

import msgspec
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from yarl import URL

from shared.client.identity import Identity
from shared.hub.http.routes import ROUTES, Route
from shared.protocol import messages as m
from shared.protocol.answers import Problem
from shared.protocol.codec import encode
from shared.protocol.requests import REQUESTS
from tests.fuzz import damage
from tests.integration.hubs import PASSWORD, House, Socket
from tests.integration.hubs import house as running

TEXT = st.text(max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
SERVICES = st.sampled_from(["id-card", "residence", "income", "visas"])
FIELDS = {
    "service": SERVICES | JSON,
    "ticket": TEXT | JSON,
    "token": TEXT | JSON,
    "counter": st.just("1") | JSON,
    "services": st.lists(SERVICES, max_size=3) | JSON,
    "kind": st.sampled_from(["normal", "priority", "any", "same", "wait"]) | JSON,
    "person": TEXT | JSON,
    "language": st.sampled_from(["zh", "en"]) | JSON,
    "reason": TEXT | JSON,
    "reasons": st.lists(st.sampled_from(["waiting", "other"]) | TEXT, max_size=3) | JSON,
    "grade": st.integers() | JSON,
    "visit": st.integers() | JSON,
    "source": st.sampled_from(["keypad", "screen", "phone"]) | JSON,
    "clerk": st.just("0801") | JSON,
    "password": TEXT | JSON,
}


def body(route: Route) -> st.SearchStrategy[bytes]:
    """Junk, JSON of any shape, and bodies that nearly fit."""
    names = route.body.__struct_fields__ if route.body else tuple(FIELDS)
    near = st.fixed_dictionaries({}, optional={name: FIELDS.get(name, JSON) for name in names})
    return st.binary(max_size=60) | JSON.map(_json) | near.map(_json)


def _json(value: object) -> bytes:
    """As a stranger's program writes it, NaN and lone surrogates included."""
    import json

    return json.dumps(value).encode()


def request(route: Route) -> st.SearchStrategy[tuple[Route, bytes, str, str]]:
    key = st.just("") | st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=70)
    name = st.sampled_from(["1", "260105-1"]) | st.text(min_size=1, max_size=20)
    return st.tuples(st.just(route), body(route), key, name)


EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "250"))
"""More in `make fuzz`; `--hypothesis-seed` repeats a run."""
PLAIN = [route for route in ROUTES if not route.path.endswith(("/live", "/stream"))]
SETTINGS = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


def test_no_request_is_answered_with_a_fault_of_ours(tmp_path: Path) -> None:
    with asyncio.Runner() as runner:
        context = running(tmp_path)
        hall = runner.run(context.__aenter__())
        keys = runner.run(everybody(hall))

        @SETTINGS
        @given(st.sampled_from(PLAIN).flatmap(request), st.sampled_from(keys))
        def ask(asked: tuple[Route, bytes, str, str], headers: dict[str, str]) -> None:
            status, said = runner.run(send(hall, asked, headers))
            assert status < 500, said
            if status >= 400:
                problem = msgspec.json.decode(said, type=Problem)
                assert (problem.status, bool(problem.code), bool(problem.title)) == (status, True, True)

        ask()
        assert runner.run(send(hall, (PLAIN[0], b'{"service": "income"}', "", ""), keys[0]))[0] == 201, "it goes on"
        runner.run(context.__aexit__(None, None, None))


async def everybody(hall: House) -> list[dict[str, str]]:
    """The headers of a kiosk, of a manager, of a counter with a clerk, and of nobody."""
    await hall.clerk("0801")
    who = [await hall.pair("kiosk", "K1"), await hall.pair("manager", "M1"), await hall.pair("counter", "W1", "1")]
    headers = [{"Authorization": each.bearer} for each in who]
    entry = {"clerk": "0801", "password": PASSWORD}
    async with hall.http.post("/api/v1/session", json=entry, headers=headers[-1]) as response:
        headers[-1]["Fairhall-Session"] = (await response.json())["session"]
    async with hall.http.post("/api/v1/counters/1/open", headers=headers[-1]) as response:
        assert response.status == 200
    return [*headers, {}]


class Anything(dict[str, str]):
    """One text for every part of a path."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __missing__(self, name: str) -> str:
        return self._text


async def send(hall: House, asked: tuple[Route, bytes, str, str], headers: dict[str, str]) -> tuple[int, bytes]:
    route, data, key, name = asked
    part = quote(name, safe="", errors="replace")
    url = URL(f"https://{hall.address}" + route.path.format_map(Anything(part)), encoded=True)
    more = {"Idempotency-Key": key} if key else {}
    async with hall.http.request(route.method, url, data=data or None, headers=headers | more) as response:
        return response.status, await response.read()


VALID = [
    encode(message)
    for message in (
        m.Hello(after=3, witness=True),
        m.Command(id="request-1", name="issue", body=msgspec.Raw(b'{"service":"income"}')),
        m.Command(id="request-2", name="call-next", body=msgspec.Raw(b'{"counter":"1"}')),
        m.SignIn(id="sign-in-1", clerk="0801", password=PASSWORD),
        m.SignOut(id="sign-out-1"),
        m.Ping(n=5),
        m.Pong(n=5),
        m.Sealed(day="2026-01-05", epoch=1, algorithm="sha256", anchor="ab" * 32, seq=3, leaf="cd" * 32),
        m.Witnessed(day="2026-01-05", epoch=1, i=1, record="ab" * 32, link="cd" * 32),
        m.Cosigned(seq=3, leaf="ab" * 32, refused="behind"),
    )
]
VALID += [frame.replace(b'"seq":3', b'"seq":-' + b"9" * 30) for frame in VALID if b'"seq":3' in frame]
KINDS = (
    *("hello", "command", "sign-in", "sign-out", "ping", "pong", "sealed", "witnessed", "cosigned"),
    *("welcome", "update", "nonsense"),
)


def damaged(whole: bytes, seed: int) -> bytes | str:
    """A valid message with a few bytes damaged; as text where it still is one."""
    broken = damage.of_bytes(whole, random.Random(seed))
    try:
        return broken.decode()
    except UnicodeDecodeError:
        return broken


FRAME = (
    st.builds(damaged, st.sampled_from(VALID), st.integers(0, 2**32))
    | st.binary(max_size=80)
    | st.text(max_size=80)
    | JSON.map(_json).map(bytes.decode)
    | st.builds(
        lambda kind, fields: _json({"m": kind} | fields).decode(),
        st.sampled_from(KINDS),
        st.fixed_dictionaries(
            {},
            optional={
                "id": st.just("request-1") | JSON,
                "name": st.sampled_from(list(REQUESTS)) | JSON,
                "body": JSON,
                "n": JSON,
                "after": st.integers() | JSON,
                "protocol": st.just(1) | JSON,
                "clerk": JSON,
                "password": JSON,
                "witness": st.just(True) | JSON,
                "day": JSON,
                "epoch": st.integers(0, 99) | JSON,
                "i": st.integers() | JSON,
                "seq": st.integers() | JSON,
                "leaf": st.just("ab" * 32) | JSON,
                "anchor": st.just("ab" * 32) | JSON,
                "link": st.just("ab" * 32) | JSON,
                "algorithm": st.sampled_from(["sha256", "sm3"]) | JSON,
                "signature": JSON,
                "refused": JSON,
            },
        ),
    )
)


def test_no_frame_ends_the_conversation(tmp_path: Path) -> None:
    with asyncio.Runner() as runner:
        context = running(tmp_path)
        hall = runner.run(context.__aenter__())
        terminals = [runner.run(hall.pair("manager", "M1")), runner.run(hall.pair("kiosk", "K1"))]

        async def converse(who: Identity, frames: list[bytes | str]) -> None:
            async with hall.socket(who) as socket:
                for frame in frames:
                    await (socket.raw.send_bytes(frame) if isinstance(frame, bytes) else socket.raw.send_str(frame))
                await socket.say(m.Ping(n=77))
                await pong(socket)

        @settings(SETTINGS, max_examples=max(60, EXAMPLES // 4))
        @given(st.sampled_from(terminals), st.lists(FRAME, min_size=1, max_size=8))
        def tell(who: Identity, frames: list[bytes | str]) -> None:
            runner.run(converse(who, frames))

        tell()
        runner.run(context.__aexit__(None, None, None))


async def pong(socket: Socket) -> None:
    """Everything before our own pong is an answer, and none of it a fault of the hub."""
    while not (isinstance(heard := await socket.hear(), m.Pong) and heard.n == 77):
        if isinstance(heard, m.Refusal):
            assert heard.problem.status < 500, heard
