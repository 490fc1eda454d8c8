"""The halls that any day may have or turn into."""

import msgspec

from shared.hall.config import HallConfig, Hours, Rules, Service
from tests.hall import SERVICES, config, service, window

NAMES = tuple(service.id for service in SERVICES)
BOOKABLE = (service("a1", "a", appointments=2), *SERVICES[1:3], service("f1", "f", appointments=1))


def open_to(windows: int = 5, **options: object) -> HallConfig:
    return config(windows, **{"services": BOOKABLE, **options})  # type: ignore[arg-type]


def policies(services: tuple[Service, ...] = BOOKABLE, rules: Rules | None = None, **changed: str) -> HallConfig:
    groups = tuple(msgspec.structs.replace(g, policy=changed.get(g.id, g.policy)) for g in config().groups)
    return open_to(groups=groups, services=services, rules=rules)


def own_rules(hall: HallConfig | None = None, **rules: Rules) -> HallConfig:
    """Groups with rules of their own."""
    hall = hall or open_to()
    groups = tuple(msgspec.structs.replace(group, rules=rules.get(group.id)) for group in hall.groups)
    return msgspec.structs.replace(hall, groups=groups)


CONFIGS = (
    open_to(),
    policies(a="call", b="call"),
    policies(a="call"),
    policies(f="call", rules=Rules(batch=2, round_least=4, round_after_s=60, passed=1, booking_misses=2)),
    policies((service("a1", "b"), *BOOKABLE[1:]), a="call"),
    policies(a="fifo"),
    own_rules(a=Rules(stratum=3, named=1), b=Rules(strict=True, misses=2)),
    own_rules(policies(b="call"), b=Rules(batch=2, round_least=2, round_after_s=30), f=Rules(misses=1)),
    policies(f="issue"),
    open_to(3),
    open_to(counters=(window(1, "a1", "b1"), window(2, "a1", "a2"), *(window(n, *NAMES) for n in (3, 4, 5)))),
    open_to(services=(service("a1", "f"), service("a2", "b"), *BOOKABLE[2:])),
    open_to(services=BOOKABLE[:3]),
    open_to(services=(*BOOKABLE, service("n1", "b", missed="clerk"))),
    open_to(rules=Rules(stratum=3, named=1, passed=0, misses=2)),
    open_to(hours=Hours(0, 1440, tuple(range(1, 8)))),
)
