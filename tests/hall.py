"""A hall to tell stories about: three groups, six windows, and a person who speaks commands."""

from functools import cache
from typing import TypeVar

import msgspec
import pytest

from shared.clock import facts_at
from shared.hall import commands as c
from shared.hall.config import Counter, Group, HallConfig, Rules, Service, Text
from shared.hall.decide import decide
from shared.hall.draw.lots import chain
from shared.hall.due import due, resolve
from shared.hall.events import AnyEvent, DrawRequest, Event, TicketCalled, TicketIssued, WitnessStruck
from shared.hall.evolve import evolve
from shared.hall.facts import Facts
from shared.hall.ready import next_wake
from shared.hall.refusals import Refused
from shared.hall.state import State, Ticket
from shared.hall.witnesses import mixing

E = TypeVar("E", bound=Event)

DAY = "2026-01-05"
EIGHT = 1_767_571_200_000
"""Monday 5 January 2026, 08:00 in Shanghai."""


def text(name: str) -> Text:
    return Text(zh=name, en=name)


def service(id: str, group: str, **options: object) -> Service:
    return Service(id=id, group=group, name=text(id), short=text(id), **options)  # type: ignore[arg-type]


def window(n: int, *services: str) -> Counter:
    return Counter(str(n), str(n), services)


SERVICES = (service("a1", "a"), service("a2", "a"), service("b1", "b"), service("f1", "f"))


def config(
    windows: int = 6, *, rules: Rules | None = None, services: tuple[Service, ...] = SERVICES, **options: object
) -> HallConfig:
    """Group A (issue): services a1, a2; B (issue): b1; F (fifo): f1. Every window may take all of them."""
    whole = HallConfig(
        id="hall-001",
        name=text("云溪市政务服务中心"),
        timezone="Asia/Shanghai",
        groups=(Group("a", "A", text("综合")), Group("b", "B", text("税务")), Group("f", "F", text("发证"), "fifo")),
        services=services,
        counters=tuple(window(n, *(service.id for service in services)) for n in range(1, windows + 1)),
        rules=rules or Rules(),
    )
    return msgspec.structs.replace(whole, **options)


@cache
def links(seed: bytes) -> list[bytes]:
    """One chain for all stories told with this seed."""
    return chain("sha256", seed, "test", 20_000)


class Hall:
    """Drives the pure hall the way the hub does, with a chain of its own and a clock that only this story moves."""

    def __init__(
        self,
        configuration: HallConfig | None = None,
        *,
        day: str = DAY,
        seed: bytes = b"\1" * 32,
        witnesses: tuple[str, ...] = (),
    ) -> None:
        self.state = State()
        self.events: list[AnyEvent] = []
        self.times: list[int] = []
        self.at_ms = EIGHT
        self.links = links(seed)
        self.witnesses = witnesses
        """Who is at hand for the next opening, in id order."""
        self.silent: set[str] = set()
        """Who gives no link when asked."""
        self.do(c.ConfigureHall(config=configuration or config()))
        self.open_day(day)

    def open_day(self, day: str, epoch: int = 1) -> list[AnyEvent]:
        anchors = tuple((name, links(name.encode())[0].hex()) for name in self.witnesses)
        opening = c.OpenDay(
            day=day, epoch=epoch, hub_anchor=self.links[0].hex(), commitment="00" * 32, witnesses=anchors
        )
        return self.do(opening)

    @property
    def configuration(self) -> HallConfig:
        assert self.state.config is not None
        return self.state.config

    @property
    def facts(self) -> Facts:
        config = self.state.config
        return facts_at(self.at_ms, config.timezone if config else "UTC")

    def do(self, command: c.Command) -> list[AnyEvent]:
        """One command with all that becomes due by it. Raises ``Refused``."""
        start = len(self.events)
        for event in decide(self.state, command, self.facts):
            self._apply(event)
        while (following := due(self.state)) is not None:
            self._apply(following)
            if isinstance(following, DrawRequest):
                self._finish_draw(following.i)
        return self.events[start:]

    def _finish_draw(self, i: int) -> None:
        """The witnesses give their links; who is silent is struck first."""
        for name in mixing(self.state):
            if name in self.silent:
                self._apply(WitnessStruck(i=i, witness=name, why="silent"))
        ys = [(name, self.witness_links(name)[i]) for name in mixing(self.state)]
        self._apply(resolve(self.state, self.links[i], ys))

    def witness_links(self, name: str) -> list[bytes]:
        """The chain of a witness."""
        return links(name.encode())

    def _apply(self, event: AnyEvent) -> None:
        evolve(self.state, event, self.at_ms)
        self.events.append(event)
        self.times.append(self.at_ms)

    def refuses(self, command: c.Command) -> str:
        """The refusal's code and params as one line; a refused command has changed nothing."""
        before = msgspec.msgpack.encode(self.state)
        with pytest.raises(Refused) as refused:
            self.do(command)
        assert msgspec.msgpack.encode(self.state) == before
        return str(refused.value)

    def said(self, kind: type[E]) -> list[E]:
        """What happened of one kind, in order."""
        return [event for event in self.events if isinstance(event, kind)]

    def wait(self, seconds: float) -> None:
        self.at_ms += round(seconds * 1000)

    def next_day(self) -> list[AnyEvent]:
        """The hub opens the day after today at the same hour."""
        self.wait(24 * 3600)
        return self.open_day(self.facts.day)

    def tick(self) -> list[AnyEvent]:
        """The hub's timer looks at the clock."""
        wake = next_wake(self.state)
        return self.do(c.StartRound()) if wake is not None and wake <= self.at_ms else []

    def take(self, service: str = "a1", **options: object) -> Ticket:
        """A citizen takes a ticket."""
        issued = next(e for e in self.do(c.IssueTicket(service=service, **options)) if isinstance(e, TicketIssued))  # type: ignore[arg-type]
        return self.state.tickets[issued.ticket]

    def ticket(self, id: str) -> Ticket:
        """Any of today's; of one that is over a copy."""
        found = self.state.ticket(id)
        assert found is not None
        return found

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

    def give_up(self, counter: str) -> None:
        """Recall as the rules say, then report the no-show."""
        rules = self.configuration.rules
        for _ in range(rules.no_show_calls - 1):
            self.wait(rules.recall_interval_s)
            self.do(c.Recall(counter=counter))
        self.wait(rules.no_show_after_s)
        self.do(c.NoShow(counter=counter))

    def fill(self, *counters: str, service: str = "a1") -> None:
        """Open these counters and let people come until somebody is at every one of them."""
        self.open(*(counter for counter in counters if self.state.desks[counter].status == "closed"))
        for counter in counters:
            self.free(counter)
            self.call(counter)
            while self.at(counter) is None:
                self.take(service)

    def until_called(self, ticket: Ticket, *counters: str) -> str:
        """Clerks at these counters serve in turn until the ticket is called; the counter that called it."""
        for _ in range(1 + 2 * len(self.state.tickets)):
            for counter in counters:
                if self.at(counter) is not ticket:
                    self.free(counter)
                    self.call(counter)
                if self.at(counter) is ticket:
                    return counter
        raise AssertionError(f"{ticket.number} is never called at {counters}")

    def free(self, counter: str, seconds: float = 60) -> None:
        """The clerk finishes with whoever is there, if anybody."""
        if (there := self.at(counter)) is not None:
            if there.status == "called":
                self.do(c.Serve(counter=counter))
            self.wait(seconds)
            self.do(c.Finish(counter=counter))

    def drain(self, *counters: str) -> list[str]:
        """Clerks at these counters serve in turn until a whole round calls nobody; the numbers in order of calls.

        Where a round of draws is waited for, it is waited for.
        """
        before = len(self.said(TicketCalled))
        calls = -1
        while calls != (calls := self.state.calls):
            for counter in counters:
                self.free(counter)
                self.call(counter)
            if (wake := next_wake(self.state)) is not None:
                self.at_ms = max(self.at_ms, wake)
                self.tick()
        return [self.ticket(event.ticket).number for event in self.said(TicketCalled)[before:]]
