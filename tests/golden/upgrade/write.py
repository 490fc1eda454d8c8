"""Two days of a hall as this version writes them: ``python -m tests.golden.upgrade.write NAME``; with ``open`` behind
the name three days of a hall without hours, where nobody has to go at night.

Written once for each version that changes what stands in a hub's directory, by that version's own code, and never
again: ``test_upgrade`` starts today's hub on it. The file holds the hub's whole directory, and ``told.json``: what its
terminals were told last.
"""

import asyncio
import sys
import tempfile
import zipfile
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any

import msgspec

from shared.client.headless import HeadlessLink
from shared.client.identity import Identity
from shared.clock import ManualClock
from shared.hub.hallfile.sample import sample
from shared.protocol import messages as m
from tests.integration.hubs import House, Socket, house

keeper_of: Any
try:
    from shared.client.witness.keeper import keeper_of
except ImportError:  # a version from before there were witnesses
    keeper_of = None

NINE = 1_767_574_800_000
"""Monday 5 January 2026, 09:00 in Shanghai."""
HOUR_S = 3600.0
HOURS = '[hours]\nopen = "08:00"\nclose = "23:00"\n'
ROUNDS = """

[[group]]
id = "rounds"
letter = "Y"
name = "查询"
name_en = "Questions"
policy = "call"

[[service]]
id = "question"
group = "rounds"
name = "政策咨询"
name_en = "Questions"
appointments = 4

[[counter]]
id = "91"
groups = ["rounds"]

[[counter]]
id = "92"
groups = ["rounds"]
"""
"""What the sample hall has not."""


class Told(msgspec.Struct):
    """What the terminals know. ``asked``: (role, name of the request, its id, its body, the answer) in order."""

    at_ms: int
    identities: dict[str, Identity]
    asked: list[tuple[str, str, str, dict[str, Any], dict[str, Any]]]
    rows: list[dict[str, Any]]


class Story:
    """Asks, and remembers each answer; a version that does not know a request yet refuses it."""

    def __init__(self, hall: House, clock: ManualClock, sockets: dict[str, Socket], told: Told) -> None:
        self.hall, self.clock, self.sockets, self.told = hall, clock, sockets, told

    async def ask(self, who: str, name: str, **body: object) -> dict[str, Any]:
        """The answer; {} for a refusal."""
        request_id = f"golden-{len(self.told.asked):04d}"
        heard = await self.sockets[who].ask(name, request_id, **body)
        if not isinstance(heard, m.Reply):
            return {}
        answer: dict[str, Any] = msgspec.to_builtins(heard.answer)
        self.told.asked.append((who, name, request_id, body, answer))
        return answer

    async def take(self, service: str, **body: object) -> dict[str, Any]:
        """A ticket at the kiosk, half a minute after the one before."""
        self.clock.advance(30)
        return await self.ask("kiosk", "issue", service=service, **body)

    async def at(self, counter: str, *verbs: str, **body: object) -> None:
        """The manager presses these keys there, 20 seconds apart; ``body`` is for the last of them."""
        for verb in verbs:
            self.clock.advance(20)
            await self.ask("manager", verb, counter=counter, **(body if verb == verbs[-1] else {}))

    def desk(self, counter: str) -> str:
        """Who is called or served there, by id."""
        return self.hall.hub.service.state.desks[counter].ticket

    async def serve_all(self, *counters: str) -> None:
        """Until nobody is called any more."""
        calls = -1
        while calls != (calls := self.hall.hub.service.state.calls):
            for counter in counters:
                await self.at(counter, "call-next")
                if self.desk(counter):
                    await self.at(counter, "serve", "finish")


async def strike(story: Story, service: str) -> None:
    """A machine bears witness, falls silent in the middle of the day, and is taken back."""
    who = await story.hall.pair("witness", "A1")
    with tempfile.TemporaryDirectory() as name:
        link = HeadlessLink(who, keeper=keeper_of(who, Path(name)))
        await link.start()
        state = story.hall.hub.service.state
        await passed(lambda: state.witnesses)
        await story.take(service)
        await link.stop()
        await story.take(service)
        await story.ask("manager", "readmit", witness="witness:A1")


async def tell(story: Story, config: Any) -> None:
    """All that a day can bring, the seal of the next, and a morning that is cut short; without hours one more day."""
    groups = {group.id: group.policy for group in config.groups}
    services = {policy: [s.id for s in config.services if groups[s.group] == policy] for policy in groups.values()}
    lots, fifo = services["issue"], services["fifo"]
    both = [c.id for c in config.counters if {lots[0], lots[1], fifo[0]} <= set(c.services)]
    first, second, third = both[:3]
    for counter in both[:4]:
        await story.at(counter, "open")
    await story.sockets["counter"].sign_in("0801")
    if keeper_of is not None:
        await strike(story, lots[0])
    for n in range(9):
        await story.take((lots * 9)[n], person=f"person-{n % 7}", kind="priority" if n == 5 else "normal")
    await story.take(fifo[0])
    await story.take(fifo[0], language="en")
    await story.at(first, "call-next", "serve", "finish")
    rated = story.told.asked[-1][4].get("ticket", "")
    await story.ask("counter", "evaluate", ticket=rated, grade=1)
    await story.ask("counter", "evaluate", ticket=rated, grade=1, reasons=["waiting"])
    await story.ask("counter", "evaluate", ticket=rated, grade=5)
    await story.at(second, "call-next")
    for _ in range(2):
        story.clock.advance(60)
        await story.at(second, "recall")
    story.clock.advance(60)
    missed = story.desk(second)
    await story.at(second, "no-show")
    await story.ask("manager", "requeue", ticket=missed)
    await story.at(third, "call-next", "serve")
    parked = story.desk(third)
    await story.at(third, "park", kind="any", minutes=15)
    await story.ask("manager", "resume", ticket=parked)
    await story.at(third, "call-next", "serve", "transfer", service=fifo[0])
    await story.at(third, "call-next", "serve", "add-service", service=lots[1])
    await story.at(third, "finish")
    waiting = await story.take(lots[0])
    await story.at(first, "special-call", ticket=waiting.get("ticket"), reason="mobility")
    await story.at(first, "serve", "finish")
    waiting = await story.take(lots[0])
    await story.at(second, "assign", ticket=waiting.get("ticket"), reason="papers")
    await story.ask("manager", "cancel", ticket=(await story.take(lots[1])).get("ticket"))
    await story.serve_all(*both[:4])
    await story.at(both[3], "pause")
    story.clock.advance(HOUR_S)
    await passed(lambda: story.hall.hub.service.state.desks[both[3]].withdrawn)
    for day in ("2026-01-05", "2026-01-06"):
        for n in range(2):
            await story.ask("kiosk", "book", service="question", day=day, hour=14, person=f"booker-{n}")
    await story.ask("kiosk", "cancel-appointment", person="booker-1", day="2026-01-06")
    story.clock.advance(4 * HOUR_S)
    await story.ask("kiosk", "check-in", person="booker-0")
    for _ in range(3):
        await story.take("question")
    for counter in ("91", "92"):
        await story.at(counter, "open")
    await story.serve_all("91", "92")
    block = (await story.ask("kiosk", "lease")).get("block")
    if block:
        number = f"{next(iter(block['tokens']))}{block['first']}"
        service = next(s.id for s in config.services if groups[s.group] and letter(config, s.group) == number[0])
        taken_ms = story.clock.now_ms() - 60_000
        await story.ask("kiosk", "join", day=block["day"], number=number, taken_ms=taken_ms, service=service)
    await story.serve_all(*both[:4])
    if config.hours is None:
        await miss(story, second, (await story.take(fifo[0]))["ticket"])
    for counter in (*both[:4], "91", "92"):
        await story.at(counter, "close")
    await story.take(lots[1])
    story.clock.advance(6 * HOUR_S)
    await passed(lambda: len(getattr(story.hall.hub.service.state, "sealed", ())) > 1)
    story.clock.advance(12 * HOUR_S)
    await passed(lambda: story.hall.hub.service.state.day == "2026-01-06")
    await story.sockets["counter"].sign_in("0801")
    for counter in both[:4]:
        await story.at(counter, "open")
    for n in range(8):
        await story.take((lots * 4)[n])
    await story.at(first, "call-next")
    await story.at(second, "call-next", "serve")
    await story.at(third, "call-next", "serve", "park", kind="any")
    await story.at(both[3], "pause")
    if config.hours is None:
        story.clock.advance(24 * HOUR_S)
        await passed(lambda: story.hall.hub.service.state.day == "2026-01-07")
        await story.take(lots[0])


async def miss(story: Story, counter: str, ticket: str) -> None:
    """Somebody is called there, does not come, and is not seen again."""
    await story.at(counter, "special-call", ticket=ticket, reason="papers")
    for verb in ("recall", "recall", "no-show"):
        story.clock.advance(60)
        await story.at(counter, verb)


def letter(config: Any, group: str) -> str:
    """Of a group."""
    found: str = next(each.letter for each in config.groups if each.id == group)
    return found


async def passed(holds: Any) -> None:
    """Until the hub's timer has seen to it, if this version does."""
    with suppress(TimeoutError):
        async with asyncio.timeout(5):
            while not holds():  # noqa: ASYNC110 (of anything at all)
                await asyncio.sleep(0.05)


async def ping(*sockets: Socket) -> None:
    """No terminal falls silent."""
    while True:
        for socket in sockets:
            await socket.say(m.Ping(n=1))
        await asyncio.sleep(1)


async def write(data: Path, hours: str) -> Told:
    """Those days, in ``data``."""
    clock = ManualClock(NINE)
    text = sample().replace('# [hours]\n# open = "09:00"\n# close = "17:00"\n', hours)
    (data / "hall.toml").write_text(text + ROUNDS, encoding="utf-8")
    async with AsyncExitStack() as stack:
        hall = await stack.enter_async_context(house(data, clock))
        await hall.clerk("0801")
        config = hall.hub.service.state.config
        who = {
            "kiosk": await hall.pair("kiosk", "K1"),
            "manager": await hall.pair("manager", "M1"),
            "counter": await hall.pair("counter", "W1", config.counters[0].id),
        }
        told = Told(0, who, [], [])
        sockets = {role: await stack.enter_async_context(hall.socket(each)) for role, each in who.items()}
        for socket in sockets.values():
            await socket.hello()
        alive = asyncio.ensure_future(ping(*sockets.values()))
        await tell(Story(hall, clock, sockets, told), config)
        await asyncio.sleep(2.5)  # the hub's own timer: numbers of people and waits as of now
        alive.cancel()
        late = await stack.enter_async_context(hall.socket(who["manager"]))
        _, snapshot = await late.hello()
        told.rows = msgspec.json.decode(msgspec.json.encode(snapshot))["rows"]
        told.at_ms = clock.now_ms()
    return told


def main(out: Path, hours: str) -> None:
    """The golden file."""
    with tempfile.TemporaryDirectory() as name:
        told = asyncio.run(write(Path(name), hours))
        with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as pack:
            for path in sorted(path for path in Path(name).rglob("*") if path.is_file()):
                pack.write(path, path.relative_to(name))
            pack.writestr("told.json", msgspec.json.encode(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), "" if sys.argv[2:] == ["open"] else HOURS)
