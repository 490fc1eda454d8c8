"""People who try to meet a clerk they know: how often it works, in halls whose record is then verified.

``.venv/bin/python -m tests.integration.steering`` prints the table of docs/attacks.md.
"""

import sys
from collections.abc import Callable
from random import Random

from shared.hall import commands as c
from shared.hall.config import Rules
from shared.verify.report import Report
from tests.hall import config
from tests.unit.verify.recorded import RecordedHall

FRIEND = "3"
ALL = tuple(str(n) for n in range(1, 7))
TRIES = 200


class Trial:
    """A busy hall of six windows (s = 2); ``met`` of ``tries`` attempts came to the friend's window."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.hall = RecordedHall(config(rules=Rules(no_show_calls=1, no_show_after_s=0)))
        self.hall.fill(*ALL)
        for _ in range(6):
            self.hall.take()
        self.met = self.tries = 0

    def work(self) -> None:
        """Time goes on: some windows serve, others come."""
        for counter in self.random.sample(ALL, 2):
            if self.hall.state.desks[counter].status == "open":
                self.hall.free(counter, self.random.randrange(60, 900))
                self.hall.call(counter)
        while sum(len(queue.places) for queue in self.hall.state.queues.values()) < 8:
            self.hall.take()

    def named(self, ticket: str) -> bool:
        return FRIEND in self.hall.state.names(self.hall.state.tickets[ticket])

    def count(self, met: bool) -> None:
        self.tries += 1
        self.met += met

    def report(self) -> Report:
        return self.hall.verify()


def one_id() -> Trial:
    """One person takes ticket after ticket with one ID, giving each back, until the friend's window is named."""
    trial = Trial(1)
    for n in range(TRIES):
        met = False
        for _ in range(5):
            ticket = trial.hall.take(person=f"p{n}").id
            met = met or trial.named(ticket)
            if trial.hall.ticket(ticket).status == "waiting":
                trial.hall.do(c.Cancel(ticket=ticket))
        trial.count(met)
        trial.work()
    return trial


def many_ids() -> Trial:
    """One person takes five tickets with five borrowed IDs."""
    trial = Trial(2)
    for n in range(TRIES):
        tickets = [trial.hall.take(person=f"p{n}-{k}").id for k in range(5)]
        trial.count(any(trial.named(ticket) for ticket in tickets))
        for ticket in tickets:
            if trial.hall.ticket(ticket).status == "waiting":
                trial.hall.do(c.Cancel(ticket=ticket))
        trial.work()
    return trial


def no_shows() -> Trial:
    """One person misses every call that is not the friend's, reports back, and hopes for another window."""
    trial = Trial(3)
    for n in range(TRIES):
        ticket = trial.hall.take(person=f"p{n}")
        counter = ""
        while ticket.status in ("waiting", "called") and counter != FRIEND:
            counter = trial.hall.until_called(ticket, *ALL)
            if counter != FRIEND:
                trial.hall.give_up(counter)
                if ticket.status == "missed":
                    trial.hall.do(c.Requeue(ticket=ticket.id))
        trial.count(counter == FRIEND)
        trial.work()
    return trial


def transfers() -> Trial:
    """A clerk sends a citizen on to another service, meaning the friend."""
    trial = Trial(4)
    for _ in range(TRIES):
        counter = trial.random.choice([name for name in ALL if name != FRIEND])
        while (ticket := trial.hall.at(counter)) is None:
            trial.work()
        if ticket.status == "called":
            trial.hall.do(c.Serve(counter=counter))
        trial.hall.do(c.Transfer(counter=counter, service="a2" if ticket.service != "a2" else "a1"))
        trial.count(trial.named(ticket.id))
        if ticket.status == "waiting":
            trial.hall.do(c.Cancel(ticket=ticket.id))
        trial.work()
    return trial


def timing() -> Trial:
    """The friend holds back until a helper's ticket is taken, then presses; the helper picks the moment."""
    trial = Trial(5)
    for _ in range(TRIES):
        trial.hall.free(FRIEND)
        for counter in trial.random.sample([name for name in ALL if name != FRIEND], 3):
            trial.hall.free(counter, trial.random.randrange(60, 600))
            trial.hall.call(counter)
        ticket = trial.hall.take()
        trial.count(trial.named(ticket.id) or ticket.counter == FRIEND)
        trial.hall.call(FRIEND)
        trial.work()
    return trial


def pausing(others: int) -> Callable[[], Trial]:
    """So many clerks of other windows pause beyond the grace whenever a helper is about to take a ticket."""

    def attempt() -> Trial:
        trial = Trial(10 + others)
        paused = [name for name in ALL if name != FRIEND][:others]
        for _ in range(TRIES):
            for counter in paused:
                trial.hall.free(counter)
                trial.hall.do(c.PauseCounter(counter=counter))
            trial.hall.wait(trial.hall.configuration.rules.grace_s)
            for counter in paused:
                trial.hall.do(c.WithdrawCounter(counter=counter))
            ticket = trial.hall.take()
            trial.count(trial.named(ticket.id) or ticket.counter == FRIEND)
            trial.hall.open(*paused)
            trial.work()
        return trial

    return attempt


ATTEMPTS: dict[str, Callable[[], Trial]] = {
    "one ID, five tickets": one_id,
    "five IDs, five tickets": many_ids,
    "not coming until the friend calls": no_shows,
    "transfer, meant for a friend": transfers,
    "the friend holds back and times the press": timing,
    "three of five other windows withdrawn": pausing(3),
    "four of five other windows withdrawn": pausing(4),
    "all five other windows withdrawn": pausing(5),
}


def main() -> None:
    """The table."""
    rows = ["| attempt | came to the friend's window | in the report |", "|---|---|---|"]
    for name, attempt in ATTEMPTS.items():
        trial = attempt()
        audit = trial.report().audit
        seen = (
            f"given back {audit.types.get('ticket-cancelled', 0)}, inherited {audit.overrides.windows_inherited}, "
            f"no-shows {audit.types.get('ticket-missed', 0)}, transfers {audit.overrides.transferred}, "
            f"withdrawn {audit.overrides.counters_withdrawn}, single candidate {audit.single_candidate}, "
            f"newcomers {sum(clerk.newcomers for clerk in audit.clerks)}"
        )
        rows.append(f"| {name} | {trial.met} of {trial.tries} ({trial.met / trial.tries:.2f}) | {seen} |")
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
