"""A hall whose every event becomes a record, as a hub writes them, under a chain that was committed to."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import msgspec

from shared.hall import commands as c
from shared.hall import events as e
from shared.hall.config import HallConfig
from shared.hall.draw.lots import chain, commitment, context
from shared.hub.image import Image
from shared.journal.record import NO_LEAF, canonical, leaf
from shared.verify.report import Report
from shared.verify.verify import Verification
from tests.hall import DAY, Hall

LINKS = 20_000
SEED = b"\1" * 32


@cache
def day_chain(
    algorithm: str, hall: str, day: str, epoch: int, seed: bytes = SEED, contributor: str = "hub"
) -> list[bytes]:
    return chain(algorithm, seed, context(hall, day, epoch, contributor), LINKS)


class RecordedHall(Hall):
    """Says everything as kiosks, clerks and the hub do; ``bodies`` are the journal's lines."""

    def __init__(
        self,
        configuration: HallConfig | None = None,
        *,
        day: str = DAY,
        seed: bytes = SEED,
        witnesses: tuple[str, ...] = (),
    ) -> None:
        self.image = Image()
        self.bodies: list[str] = []
        self.seed = seed
        self.term = 1
        self.asked = 0
        self.by = "hub"
        self.request: str | None = None
        super().__init__(configuration, day=day, witnesses=witnesses)

    def do(self, command: c.Command) -> list[e.AnyEvent]:
        command = self.sealed(command) if isinstance(command, c.OpenDay) else self.spoken(command)
        self.asked += 1
        self.by, self.request = command.by, None if command.by == "hub" else f"r{self.asked}"
        return super().do(command)

    def seal(self, day: str, epoch: int = 1) -> None:
        """The evening before, that day's opening is committed to."""
        links, chains = self.links, self.chains
        promised = self.sealed(c.OpenDay(day=day, epoch=epoch, hub_anchor="", commitment=""))
        self.links, self.chains = links, chains
        anchor, seal, witnesses = promised.hub_anchor, promised.commitment, promised.witnesses
        self.do(c.SealDay(day=day, epoch=epoch, hub_anchor=anchor, commitment=seal, witnesses=witnesses))

    def sealed(self, command: c.OpenDay) -> c.OpenDay:
        """A day opens under a chain that is committed to."""
        config = self.configuration
        if (command.day, command.epoch) <= (self.state.day, self.state.epoch):
            return command
        self.links = links = day_chain(config.algorithm, config.id, command.day, command.epoch, self.seed)
        day, epoch = command.day, command.epoch
        self.chains = {
            name: day_chain(config.algorithm, config.id, day, epoch, name.encode().ljust(32), name)
            for name in self.witnesses
        }
        anchors = [(name, chain[0]) for name, chain in self.chains.items()]
        seal = commitment(config.algorithm, config.id, day, epoch, links[0], anchors)
        told = tuple((name, anchor.hex()) for name, anchor in anchors)
        return msgspec.structs.replace(command, hub_anchor=links[0].hex(), commitment=seal.hex(), witnesses=told)

    def witness_links(self, name: str) -> list[bytes]:
        return self.chains[name]

    def spoken(self, command: c.Command) -> c.Command:
        """By whom it is said, where the story does not say so itself."""
        if command.by != "hub":
            return command
        match command:
            case c.IssueTicket() | c.BookAppointment() | c.CheckIn():
                return msgspec.structs.replace(command, by="kiosk:K1", source="K1")
            case c.OpenCounter():
                return msgspec.structs.replace(command, by=f"clerk:{command.clerk}")
            case c.Requeue() | c.Resume() | c.Cancel() | c.CancelAppointment() | c.AssignTicket() | c.ReadmitWitness():
                return msgspec.structs.replace(command, by="manager:M1")
            case c.Evaluate():
                return msgspec.structs.replace(command, by="phone" if command.source == "phone" else "counter:C1")
            case c.ConfigureHall() | c.OpenDay() | c.SealDay() | c.WithdrawCounter() | c.StartRound():
                return command
        desk = self.state.desks.get(command.counter)  # type: ignore[attr-defined]
        return msgspec.structs.replace(command, by=f"clerk:{desk.clerk if desk and desk.clerk else '0899'}")

    def _apply(self, event: e.AnyEvent) -> None:
        by = "hub" if isinstance(event, e.DrawRequest | e.WitnessStruck) else self.by
        self.image.state = self.state
        body = self.image.add(event, term=self.term, at_ms=self.at_ms, by=by, request=self.request)
        self.bodies.append(body)
        self.events.append(event)
        self.times.append(self.at_ms)

    def verify(self) -> Report:
        return verify(self.bodies)


def verify(bodies: Iterable[str], **options: Any) -> Report:
    verification = Verification("a story", **options)
    for body in bodies:
        verification.see(body.encode())
    return verification.report()


def records(bodies: Iterable[str]) -> list[dict[str, Any]]:
    return [msgspec.json.decode(body) for body in bodies]


def sealed(records: Iterable[dict[str, Any]], prev: str = NO_LEAF) -> list[str]:
    """Records whose chain is made to fit again, as a forger of the whole journal would."""
    return list(sealing(records, prev))


def sealing(records: Iterable[dict[str, Any]], prev: str = NO_LEAF) -> Iterator[str]:
    """``sealed``, one by one."""
    for record in records:
        body = canonical({**record, "prev": prev})
        prev = leaf(body)
        yield body


def renumbered(records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**record, "seq": seq} for seq, record in enumerate(records, 1)]


def forged(bodies: list[str], seq: int, change: Callable[[dict[str, Any]], object]) -> list[str]:
    """The journal with record ``seq`` changed and every hash after it made to fit."""
    all_of_it = records(bodies)
    change(all_of_it[seq - 1])
    return sealed(all_of_it)


def seq_of(bodies: Iterable[str], type: str, nth: int = 1) -> int:
    """Of the nth record of a type."""
    return [record["seq"] for record in records(bodies) if record["type"] == type][nth - 1]
