"""Everybody of a day: citizens who come when they came, clerks who serve at once and press as soon as they are free."""

from collections import deque
from collections.abc import Sequence

import msgspec

from shared.hall import commands as c
from shared.hall import events as e
from shared.hall.config import Policy, Rules
from shared.replay.day import Arrival, Day, service_ms
from shared.replay.hall import Window, hall
from shared.simulate.hall import VirtualHall
from shared.simulate.tally import Tally

PAGES_MS = 900_000


class People(VirtualHall):
    """``run`` plays the day; ``tally`` counts. Service times and lots follow from ``seed``."""

    def __init__(self, day: Day, windows: Sequence[Window], policy: Policy, rules: Rules, seed: int) -> None:
        config = msgspec.structs.replace(hall(day, windows, policy), rules=rules)
        self.tally = Tally(config)
        self._called: deque[str] = deque()
        self._takes: dict[str, int] = {}
        self._takes_next = 0
        self._coming = True
        super().__init__(config, day.begins_ms, seed)
        self._mean_s = {service.id: service.mean_s for service in day.services}
        self._arrivals = iter(day.arrivals)
        for window in windows:
            for shift in window.shifts:
                self.at(shift.from_ms, lambda window=window: self._open(window.id))  # type: ignore[misc]
        self._ends = {window.id: [shift.until_ms for shift in window.shifts][::-1] for window in windows}
        self._last = {window.id: window.services for window in windows if window.last}
        self._come()

    def watch_pages(self) -> None:
        """All who wait look at their tickets' pages every quarter of an hour."""
        self.tally.guesses.pages(self.state, self.at_ms)
        if self._coming or any(self.tally.waiting.values()):
            self.at(self.at_ms + PAGES_MS, self.watch_pages)

    def take(self, service: str, takes_ms: int) -> None:
        """Somebody takes a ticket and will be at the desk for so long."""
        self._takes_next = takes_ms
        self.do(c.IssueTicket(service=service))
        self._serve()

    def press(self, counter: str) -> None:
        """The clerk asks for the next citizen."""
        self.do(c.CallNext(counter=counter))
        self._serve()

    def free(self, counter: str) -> None:
        """A clerk has nobody at the desk."""
        self.press(counter)

    def takes_ms(self, counter: str, ticket: str) -> int:
        """How long this ticket is served here."""
        return self._takes.pop(ticket)

    def see(self, event: e.AnyEvent) -> None:
        """Count it, and serve whoever is called."""
        if isinstance(event, e.TicketIssued):
            self._takes[event.ticket] = self._takes_next
        elif isinstance(event, e.TicketCalled):
            self._called.append(event.counter)
        self.tally.see(event, self.at_ms, self.state)

    def look(self) -> None:
        """A round may have called."""
        self._serve()

    def pass_time(self, ms: int) -> None:
        """People wait, windows are idle."""
        self.tally.passed(ms)

    def _come(self) -> None:
        arrival = next(self._arrivals, None)
        self._coming = arrival is not None
        if arrival is not None:
            self.at(arrival.at_ms, lambda: self._arrive(arrival))

    def _arrive(self, arrival: Arrival) -> None:
        self.take(arrival.service, service_ms(self._seed, arrival, self._mean_s[arrival.service]))
        self._come()

    def _serve(self) -> None:
        while self._called:
            counter = self._called.popleft()
            self.do(c.Serve(counter=counter))
            ms = self.takes_ms(counter, self.state.desks[counter].ticket)
            self.at(self.at_ms + ms, lambda counter=counter: self._finish(counter))  # type: ignore[misc]

    def _finish(self, counter: str) -> None:
        self.do(c.Finish(counter=counter))
        if not self._went_home(counter):
            self.free(counter)

    def _open(self, counter: str) -> None:
        stayed_on = self.state.desks[counter].status == "open"
        if stayed_on:
            self._ends[counter].pop()
        else:
            self.do(c.OpenCounter(counter=counter, clerk=counter))
        if (until_ms := self._ends[counter][-1]) is not None:
            self.at(until_ms, lambda: self._shift_ends(counter))
        if not stayed_on:
            self.free(counter)

    def _shift_ends(self, counter: str) -> None:
        if not self.state.desks[counter].ticket:
            self._went_home(counter)

    def _went_home(self, counter: str) -> bool:
        """The shift is over, unless this is the last window for somebody who waits."""
        until_ms = self._ends[counter][-1]
        stays = any(self.tally.waiting[service] for service in self._last.get(counter, ()))
        if until_ms is None or self.at_ms < until_ms or stays:
            return False
        self.do(c.CloseCounter(counter=counter))
        self._ends[counter].pop()
        return True
