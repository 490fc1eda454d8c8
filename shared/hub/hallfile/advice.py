"""What is allowed in a hall file and yet worth a second thought: lots over too few windows (docs/waits.md)."""

from collections.abc import Iterator

import msgspec

from shared.hall.config import Group, HallConfig, Policy, Rules
from shared.hall.draw.issue import most_named, stratum_size


class FewWindows(msgspec.Struct, frozen=True):
    """The service of a group that has fewest windows: too few for a reserve on its tickets, or for any lot (1)."""

    group: str
    policy: Policy
    service: str
    windows: int
    wanted: int
    """Windows from which there is a reserve, or a lot at all."""

    def __str__(self) -> str:
        if self.windows == 1:
            return (
                f'service "{self.service}" has one window, so nothing is left to the lot of group "{self.group}": let '
                f'another window take it, or write policy = "fifo"'
            )
        return (
            f'service "{self.service}" has {self.windows} windows, so tickets of group "{self.group}" name one window '
            f"and no reserve, and people wait while another is idle: let {self.wanted} windows take it, or write "
            f'policy = "call" (drawn when called) or "fifo" (no lot)'
        )


def few_windows(hall: HallConfig) -> Iterator[FewWindows]:
    """At most one for each group whose windows are drawn by lot."""
    for group in hall.groups:
        if found := list(_few(hall, group)):
            yield min(found, key=lambda few: few.windows)


def _few(hall: HallConfig, group: Group) -> Iterator[FewWindows]:
    if group.policy == "fifo":
        return
    rules = group.rules or hall.rules
    for service in hall.services:
        if service.group != group.id:
            continue
        windows = sum(service.id in counter.services for counter in hall.counters)
        if windows == 1:
            yield FewWindows(group.id, group.policy, service.id, windows, wanted=2)
        elif group.policy == "issue" and rules.named > 1 and not _reserves(rules, windows):
            wanted = next(n for n in range(windows, 100) if _reserves(rules, n))
            yield FewWindows(group.id, group.policy, service.id, windows, wanted)


def _reserves(rules: Rules, windows: int) -> bool:
    stratum = min(stratum_size(rules, windows), windows)
    return most_named(stratum, rules.named, windows) > 1
