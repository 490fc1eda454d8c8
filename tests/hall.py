"""A hall to tell stories about: three groups, six windows, and a person who speaks commands."""

from collections.abc import Callable

from shared.hall import commands as c
from shared.hall.config import Counter, Group, HallConfig, Rules, Service, Text
from shared.hall.decide import decide
from shared.hall.draw.lots import chain
from shared.hall.due import due, resolve
from shared.hall.events import AnyEvent, DrawRequested
from shared.hall.evolve import evolve
from shared.hall.facts import Facts
from shared.hall.state import State, Ticket

DAY = "2026-01-05"
EIGHT = 1_767_571_200_000
"""Monday 5 January 2026, 08:00 in Shanghai."""


def text(name: str) -> Text:
    return Text(zh=name, en=name)


def service(id: str, group: str, **options: object) -> Service:
    return Service(id=id, group=group, name=text(id), short=text(id), **options)  # type: ignore[arg-type]


def config(*, counters: int = 6, rules: Rules | None = None, **options: object) -> HallConfig:
    """Group A (issue): services a1, a2; B (issue): b1; F (fifo): f1. Every window may take all of them."""
    services = (service("a1", "a"), service("a2", "a"), service("b1", "b"), service("f1", "f"))
    return HallConfig(
        id="hall-001",
        name=text("云溪市政务服务中心"),
        timezone="Asia/Shanghai",
        groups=(Group("a", "A", text("综合")), Group("b", "B", text("税务")), Group("f", "F", text("发证"), "fifo")),
        services=services,
        counters=tuple(
            Counter(str(n), str(n), tuple(service.id for service in services)) for n in range(1, counters + 1)
        ),
        rules=rules or Rules(),
        **options,  # type: ignore[arg-type]
    )


class Hall:
    """Drives the pure hall the way the hub does, with a chain of its own and a clock that only this story moves."""

    def __init__(self, configuration: HallConfig | None = None, *, day: str = DAY, seed: bytes = b"\1" * 32) -> None:
        self.state = State()
        self.events: list[AnyEvent] = []
        self.at_ms = EIGHT
        self.day = day
        self.links = chain("sha256", seed, "test", 20_000)
        self.do(c.ConfigureHall(config=configuration or config()))
        self.open_day(day)

    def open_day(self, day: str) -> list[AnyEvent]:
        self.day = day
        return self.do(c.OpenDay(day=day, epoch=1, hub_anchor=self.links[0].hex(), commitment="00" * 32))

    @property
    def facts(self) -> Facts:
        minute = 480 + (self.at_ms - EIGHT) // 60_000
        return Facts(at_ms=self.at_ms, day=self.day, minute=minute % 1440, weekday=1)

    def do(self, command: c.Command) -> list[AnyEvent]:
        """One command with all that becomes due by it. Raises ``Refused``."""
        happened: list[AnyEvent] = []
        for event in decide(self.state, command, self.facts):
            self._apply(event, happened)
        while (event := due(self.state)) is not None:
            self._apply(event, happened)
            if isinstance(event, DrawRequested):
                self._apply(resolve(self.state, self.links[event.i], []), happened)
        return happened

    def _apply(self, event: AnyEvent, happened: list[AnyEvent]) -> None:
        evolve(self.state, event, self.at_ms)
        self.events.append(event)
        happened.append(event)

    def wait(self, seconds: float) -> None:
        self.at_ms += round(seconds * 1000)

    def take(self, service: str = "a1", **options: object) -> Ticket:
        """A citizen takes a ticket."""
        self.do(c.IssueTicket(service=service, **options))  # type: ignore[arg-type]
        return next(reversed(self.state.tickets.values()))

    def open(self, *counters: str, services: tuple[str, ...] | None = None) -> None:
        for counter in counters:
            self.do(c.OpenCounter(counter=counter, clerk=f"08{counter:0>2}", services=services))

    def at(self, counter: str) -> Ticket | None:
        """Who is called or served at a counter."""
        ticket = self.state.desks[counter].ticket
        return self.state.tickets[ticket] if ticket else None

    def call(self, counter: str) -> Ticket | None:
        """The clerk presses next."""
        self.do(c.CallNext(counter=counter))
        return self.at(counter)

    def serve(self, counter: str, seconds: float = 300) -> None:
        """Start and finish whoever is called there."""
        self.do(c.Serve(counter=counter))
        self.wait(seconds)
        self.do(c.Finish(counter=counter))

    def miss(self, counter: str) -> None:
        """Recall as the rules say, then give up."""
        rules = self.state.config.rules  # type: ignore[union-attr]
        for _ in range(rules.no_show_calls - 1):
            self.wait(rules.recall_interval_s)
            self.do(c.Recall(counter=counter))
        self.wait(rules.no_show_after_s)
        self.do(c.NoShow(counter=counter))


def each(hall: Hall, kind: type, pick: Callable[[AnyEvent], object]) -> list[object]:
    """What a kind of event said, in order."""
    return [pick(event) for event in hall.events if isinstance(event, kind)]
