"""Every page of the kiosk, as a person reaches it, in a hall that has all that a page can show, under long names."""

from collections.abc import Callable, Iterator

from msgspec.structs import replace
from PySide6.QtCore import QPointF

from kiosk.controllers.visit import Page
from shared.hall.commands import CloseCounter, Command, Finish, IssueTicket, NoShow, Park, Serve
from shared.hall.config import Group, Guide, HallConfig, Service, Text
from tests.ui.kiosk_hall import PEOPLE, Visitor, configuration, waits

WAYS = ("zh", "en", "elder", "elder-en")
LONGEST = Text("不动产转移登记（继承、受遗赠、离婚析产等情形）", "Property transfer by inheritance, bequest or divorce")
"""One of the longest names that halls use."""


def hall() -> HallConfig:
    """Every page has all that it can have, under the longest name."""
    plain = configuration(6)
    guide = Guide(
        materials=tuple(
            Text(f"申请人身份证明材料{n} | 没带也能办，请告诉窗口", f"Paper {n} | Not needed") for n in range(4)
        ),
        fees=Text("首次免费，换领 20 元，补领 40 元", "First card free, renewal 20 yuan, replacement 40 yuan"),
        basis=Text("《中华人民共和国居民身份证法》", "Law of the PRC on Resident Identity Cards"),
    )
    services = (
        replace(plain.services[0], name=LONGEST, guide=guide, appointments=3, audience="person"),
        replace(plain.services[1], audience="enterprise"),
        *plain.services[2:],
        Service("vehicle", "e", Text("机动车注册", "Vehicle registration"), Text("机动车", "Vehicles")),
    )
    groups = (*plain.groups, Group("e", "E", Text("车辆驾驶证", "Driving"), "call", Text("东等候区", "East Area")))
    counters = tuple(replace(each, services=(*each.services, "vehicle")) for each in plain.counters)
    return replace(plain, services=services, groups=groups, counters=counters)


NAMES = (
    Text("城乡居民基本养老保险待遇申领", "Wydawanie dowodów rejestracyjnych"),
    Text("机动车驾驶证期满换证、损毁换证、遗失补证", "Ewidencja Działalności Gospodarczej"),
    Text("国有建设用地使用权及房屋所有权转移登记（继承、受遗赠）", "Świadczenia opiekuńcze, becikowe"),
    Text("住房公积金提取（离休、退休、异地购房）", "Gospodarka odpadami/Środowisko"),
    Text("特种设备使用登记证核发与变更", "Nieruchomości, geodezja i kartografia"),
    Text("道路货物运输经营许可证换发、补发", "Change of the rightful user of a vehicle"),
    Text("医疗机构执业登记与诊所备案事项办理", "Temporary residence permit, extension of stay"),
)
"""As services are called in halls of two countries."""


def named(*names: Text) -> HallConfig:
    """One group with services of these names, each with a guide that says them again."""
    plain = configuration(4)
    services = [
        replace(plain.services[0], id=f"s{n}", name=name, guide=Guide(materials=(name,), conditions=name))
        for n, name in enumerate(names)
    ]
    counters = tuple(replace(each, services=tuple(each.id for each in services)) for each in plain.counters)
    return replace(plain, services=tuple(services), groups=plain.groups[:1], counters=counters)


def crowded(groups: int, services: int) -> HallConfig:
    """So many groups under names as long as they may be, so many services in the first and one in each other."""
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"[:groups]
    name, short = Text("不动产交易登记办", "Property and housing"), Text("二手房过户及抵押", "Property transfers 2")
    named = [Group(each.lower(), each, name, "fifo", Text("南等候区", "South Area")) for each in letters]
    first = [Service(f"s{n}", "a", LONGEST, short) for n in range(services)]
    others = [Service(f"of-{each.id}", each.id, LONGEST, short) for each in named[1:]]
    plain = configuration(4)
    ids = tuple(each.id for each in (*first, *others))
    counters = tuple(replace(each, services=ids) for each in plain.counters)
    return replace(plain, groups=tuple(named), services=(*first, *others), counters=counters)


def _kind(person: Visitor) -> None:
    person.touch("tile-d")
    person.touch("tile-id")


def _guide(person: Visitor) -> None:
    _kind(person)
    person.touch("guide")


def _search(person: Visitor) -> None:
    person.touch("search")
    person.touch("key-P" if person.desk.texts.language == "en" else "key-D")


def typed(page: Page) -> Callable[[Visitor], None]:
    def go(person: Visitor) -> None:
        person.desk.visit.open(page)
        person.touch("key-1")
        person.touch("key-1")

    return go


def _found(person: Visitor) -> None:
    number = person.hall.take("id").number
    person.desk.visit.open("number")
    person.desk.entry.typed.press(number)
    person.touch("submit")


def found_after(*commands: type[Command]) -> Callable[[Visitor], None]:
    """A number that window 2 has called, and then did this with, is looked for."""

    def go(person: Visitor) -> None:
        ticket = person.hall.take("tax")
        counter = person.hall.until_called(ticket, "2")
        for command in commands:
            if command is NoShow:
                person.hall.give_up(counter)
            else:
                person.hall.do(command(counter=counter))  # type: ignore[call-arg]
        person.link.at_ms = person.hall.at_ms
        person.feed()
        person.desk.visit.open("number")
        person.desk.entry.typed.press(ticket.number)
        person.touch("submit")
        assert person.page == "found"

    return go


def _ticket(person: Visitor) -> None:
    person.asks()
    person.sees_the_draw()


def _refused(person: Visitor) -> None:
    _kind(person)
    answer, person.link.on_request = person.link.on_request, None
    person.touch("kind-normal")
    person.link.advance(5_000)
    person.link.on_request = answer


def _sold_out(person: Visitor) -> None:
    person.touch("tile-d")
    if person.find("tile-rare").property("available"):
        person.hall.take("rare")
        person.feed()
    person.touch("tile-rare")


def _waiting_already(person: Visitor) -> None:
    _kind(person)
    if not any(ticket.person for ticket in person.hall.state.tickets.values()):
        for _ in range(8):
            person.hall.take("id")
        person.hall.do(IssueTicket(by="kiosk:k", service="id", person=PEOPLE.person("ada")))
    reads, person.desk.reading.person = person.desk.reading.person, lambda: "ada"  # type: ignore[method-assign]
    person.touch("kind-normal")
    person.desk.reading.person = reads  # type: ignore[method-assign]


def _not_booked(person: Visitor) -> None:
    typed("check-in")(person)
    person.touch("submit")


def _drawn(touches: int) -> Callable[[Visitor], None]:
    def go(person: Visitor) -> None:
        person.asks()
        for _ in range(touches):
            person.settle()
            person.touch_at(QPointF(540, 1000))

    return go


def _called_later(person: Visitor) -> None:
    for _ in range(12):
        person.hall.take("vehicle")
    person.touch("tile-e")
    person.touch("kind-normal")


def _one_open(person: Visitor) -> None:
    for counter, desk in person.hall.state.desks.items():
        if counter != "1" and desk.status != "closed":
            person.hall.free(counter)
            person.hall.do(CloseCounter(counter=counter))
    person.link.at_ms = person.hall.at_ms
    person.feed()


def _kind_one(person: Visitor) -> None:
    _one_open(person)
    _kind(person)


def _ticket_one(person: Visitor) -> None:
    _kind_one(person)
    person.touch("kind-normal")


def _ticket_alone(person: Visitor) -> None:
    person.link.set_state("away")
    _kind(person)
    person.touch("kind-normal")
    person.qtbot.waitUntil(lambda: person.page == "ticket")


def _away(person: Visitor) -> None:
    person.desk.visit.open("number")
    person.link.set_state("away")


def _spent(person: Visitor) -> None:
    person.spend("id")
    person.touch("tile-d")


def _all_spent(person: Visitor) -> None:
    english, elder = person.desk.texts.language == "en", person.desk.elder
    person.spend("id", "tax", "vehicle")
    person.desk.visit.leave()
    for button in ["language"] * english + ["elder"] * elder:
        person.touch(button)


def _halted(person: Visitor) -> None:
    person.feed(halted=True)


def _all_spent_halted(person: Visitor) -> None:
    _all_spent(person)
    person.link.set_state("live")
    _halted(person)
    assert person.page == "halted"


def _kept(person: Visitor) -> None:
    _kind(person)
    answer, person.link.on_request = person.link.on_request, lambda name, request: waits("D001")
    person.touch("kind-normal")
    person.link.on_request = answer
    assert person.page == "refused"


def _timeout(person: Visitor) -> None:
    _kind(person)
    for _ in range(50):
        person.desk.idle.tick()


def _closed(person: Visitor) -> None:
    person.hall.wait(12 * 3600)
    person.link.advance(12 * 3600_000)
    person.feed()
    person.qtbot.waitUntil(lambda: "20:0" in person.reads())  # as wide as the clock gets beside the hall's name


PAGES: dict[str, Callable[[Visitor], None]] = {
    "home": lambda person: None,
    "services": lambda person: person.touch("tile-d"),
    "search": _search,
    "kind": _kind,
    "kind when called": lambda person: person.touch("tile-e"),
    "kind of a common line": lambda person: person.touch("tile-f"),
    "guide": _guide,
    "number": typed("number"),
    "check-in": typed("check-in"),
    "found": _found,
    "found called": found_after(),
    "found served": found_after(Serve),
    "found missed": found_after(NoShow),
    "found parked": found_after(Serve, Park),
    "found finished": found_after(Serve, Finish),
    "help": lambda person: person.touch("help"),
    "draw sealed": _drawn(0),
    "draw result": _drawn(1),
    "ticket": _ticket,
    "ticket when called": _called_later,
    "no answer": _refused,
    "sold out": _sold_out,
    "waiting already": _waiting_already,
    "not booked": _not_booked,
    "timeout": _timeout,
    "one window": _kind_one,
    "ticket of one window": _ticket_one,
    "home without the hub": lambda person: person.link.set_state("away"),
    "ticket without the hub": _ticket_alone,
    "away": _away,
    "a letter spent": _spent,
    "home while the lot waits": _halted,
    "her number is kept": _kept,
    "all spent": _all_spent,
    "all spent while the lot waits": _all_spent_halted,
    "closed": _closed,
}
"""In this order: the last ones change the day."""


def choose(person: Visitor, how: str) -> None:
    """She chooses a language, large type, or both."""
    for button in {"en": ["language"], "elder": ["elder"], "elder-en": ["language", "elder"]}.get(how, []):
        person.touch(button)


def pages(person: Visitor, how: str) -> Iterator[str]:
    """One page after the other, each as a person reaches it in this way."""
    for page, go in PAGES.items():
        if how.startswith("elder") and page == "search":
            continue  # elders choose from tiles
        choose(person, how)
        go(person)
        person.settle()
        yield f"{page}, {how}"
        person.desk.visit.leave()
        person.link.set_state("live")
        person.feed()


def types(person: Visitor, keys: str) -> None:
    """On the keys of the page."""
    for key in keys:
        person.touch(f"key-{key}")
