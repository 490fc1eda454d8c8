"""The hall behind the kiosk's pictures: the sample, on a busy morning."""

from itertools import cycle, islice, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from shared.hall import commands as c
from shared.hall.config import Counter, Group, HallConfig, Hours, Service, Text
from shared.hub.hallfile.load import load
from shared.hub.hallfile.sample import write_sample
from tests.hall import Hall

WITNESSES = ("kiosk-2", "display-1")
"""Machines that bear witness beside the hub."""
BESIDE = ("business", "property", "social", "social", "driving", "other")
ID_CARD, PENSION, VEHICLE, FORMS = "id-card", "pension", "vehicle", "help"

FURTHER = {
    "tax": ("G", "税务", "Tax"),
    "housing": ("H", "公积金", "Housing fund"),
    "family": ("J", "婚姻登记", "Marriage"),
    "passports": ("K", "出入境证件", "Passports"),
    "building": ("L", "工程建设审批", "Building permits"),
    "schools": ("M", "入学与学历认证", "Schools and degrees"),
}
"""Groups of a hall that has more than one page of them: letter and names."""


def sample_hall() -> HallConfig:
    """The sample hall with hours and some appointments, half its windows for ID cards and one thing more; driving is
    drawn when called.
    """
    with TemporaryDirectory() as directory:
        path = Path(directory) / "hall.toml"
        write_sample(path)
        hall = load(path)
    changed = {"property": {"appointments": 4}, "id-cards": {"quota": 400}}
    services = tuple(msgspec.structs.replace(each, **changed.get(each.group, {})) for each in hall.services)
    groups = tuple(
        msgspec.structs.replace(each, policy="call") if each.id == "driving" else each for each in hall.groups
    )
    each_has = {group.id: tuple(each.id for each in services if each.group == group.id) for group in groups}
    counters = tuple(
        msgspec.structs.replace(counter, services=each_has["id-cards"] + each_has[other]) if other else counter
        for counter, other in zip_longest(hall.counters, BESIDE)
    )
    closed = (
        Text("一楼东门有 24 小时自助厅", "Ground floor, east door: 24-hour self-service,"),
        Text("可以取证、查社保", "document pick-up, social security records"),
        Text("电话咨询 12345", "By telephone: 12345"),
    )
    hours = Hours(8 * 60, 16 * 60 + 30, closed=closed)
    return msgspec.structs.replace(hall, services=services, groups=groups, counters=counters, hours=hours)


def large_hall() -> HallConfig:
    """The same with 24 windows, which all take ID cards."""
    hall = sample_hall()
    cards = hall.counters[0].services
    counters = tuple(Counter(str(n), str(n), cards) for n in range(1, 25))
    return msgspec.structs.replace(hall, counters=counters)


def many_hall() -> HallConfig:
    """The same with twice as many groups, and two windows for the further ones."""
    hall = sample_hall()
    groups = tuple(Group(id, letter, Text(zh, en)) for id, (letter, zh, en) in FURTHER.items())
    services = tuple(Service(each.id, each.id, each.name, each.name) for each in groups)
    every = tuple(each.id for each in services)
    counters = hall.counters + tuple(Counter(n, n, every) for n in ("13", "14"))
    return msgspec.structs.replace(
        hall, groups=hall.groups + groups, services=hall.services + services, counters=counters
    )


def morning(hall: Hall) -> None:
    """101 minutes of a hall that is busy: who is called is served as long as that usually takes."""
    until = dict.fromkeys(hall.state.desks, 0)
    known = {each.id for each in hall.configuration.services}
    come = cycle(
        [
            *("business-open", PENSION, ID_CARD, "social-card", VEHICLE, ID_CARD, "property-search", PENSION, FORMS),
            *(each for each in ("tax", "passports") if each in known),
        ]
    )
    for minute in range(101):
        for service in islice(come, 2 if minute % 3 else 1):
            hall.take(service)
        for counter in hall.state.desks:
            there = hall.at(counter)
            if there is not None and there.status == "serving" and minute >= until[counter]:
                hall.do(c.Finish(counter=counter))
            there = hall.at(counter) or hall.call(counter)
            if there is not None and there.status == "called":
                hall.do(c.Serve(counter=counter))
                until[counter] = minute + 5 + minute % 6
        hall.wait(60)
        hall.tick()
