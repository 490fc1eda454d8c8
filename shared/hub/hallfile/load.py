"""From the file to the configuration."""

from pathlib import Path
from typing import Any

import msgspec

from shared.hall.config import Counter, Group, Guide, HallConfig, Hours, Rules, Service, SlipLayout, Text, Voice, Word
from shared.hub.hallfile.checks import GUIDE_LISTS, flaws_of
from shared.hub.hallfile.entries import (
    CounterEntry,
    GroupEntry,
    GuideEntry,
    HallEntry,
    HoursEntry,
    ServiceEntry,
    SlipEntry,
    VoiceEntry,
)
from shared.hub.hallfile.logo import BadLogo, read_logo
from shared.toml import Document, TomlError, minute_of


class HallFileError(TomlError):
    """The hall file cannot be put in force."""


def load(path: Path) -> HallConfig:
    """The hall that the file describes, fully checked. Raises HallFileError with every mistake, line and remedy."""
    try:
        document = Document(path)
        hall = document.convert(HallEntry)
    except TomlError as error:
        raise HallFileError(error.flaws) from None
    flaws = list(flaws_of(hall, document))
    logo = ""
    try:
        logo = read_logo(path.parent / hall.slip.logo) if hall.slip.logo else ""
    except BadLogo as error:
        flaws.append(document.flaw(("slip", "logo"), str(error), error.remedy))
    if flaws:
        raise HallFileError(flaws)
    return _config(hall, logo)


def _config(hall: HallEntry, logo: str) -> HallConfig:
    rules = Rules(**msgspec.structs.asdict(hall.rules))
    return HallConfig(
        id=hall.id,
        name=Text(hall.name, hall.name_en),
        timezone=hall.timezone,
        groups=tuple(_group(group, rules) for group in hall.group),
        services=tuple(map(_service, hall.service)),
        counters=tuple(_counter(counter, hall.service) for counter in hall.counter),
        hours=_hours(hall.hours) if hall.hours else None,
        rules=rules,
        algorithm=hall.algorithm,
        notice=Text(hall.notice, hall.notice_en or hall.notice),
        voice=_voice(hall.voice),
        slip=_slip(hall.slip, logo),
        managers=tuple(sorted(hall.managers.items())),
        words=tuple(Word(key, Text(own.zh, own.en)) for key, own in sorted(hall.words.items())),
        phone=hall.phone,
    )


def _slip(slip: SlipEntry, logo: str) -> SlipLayout:
    return SlipLayout(
        logo=logo,
        kind=slip.kind,
        wait=slip.wait,
        area=slip.area,
        sticks=slip.sticks,
        seal=slip.seal,
        lines=_lines(slip.lines, slip.lines_en),
        notice=Text(slip.notice, slip.notice_en or slip.notice),
    )


def _group(group: GroupEntry, rules: Rules) -> Group:
    own = {key: value for key, value in msgspec.structs.asdict(group.rules).items() if value is not None}
    return Group(
        id=group.id,
        letter=group.letter,
        name=Text(group.name, group.name_en),
        policy=group.policy,
        area=Text(group.area, group.area_en or group.area),
        voice=Text(group.voice or "", group.voice_en or ""),
        rules=msgspec.structs.replace(rules, **own) if own else None,
    )


def _service(service: ServiceEntry) -> Service:
    return Service(
        id=service.id,
        group=service.group,
        name=Text(service.name, service.name_en),
        short=Text(service.short or service.name, service.short_en or service.name_en),
        minutes=service.minutes,
        quota=service.quota,
        missed=service.missed,
        missed_after=service.missed_after,
        appointments=service.appointments,
        pinyin=service.pinyin,
        voice=Text(service.voice or "", service.voice_en or ""),
        audience=service.audience,
        guide=_guide(service.guide),
        about=Text(service.about, service.about_en or service.about),
    )


def _guide(guide: GuideEntry) -> Guide:
    written = msgspec.structs.asdict(guide)
    twins = {name: (written[name], written[f"{name}_en"] or written[name]) for name in Guide.__struct_fields__}
    told: dict[str, Any] = {
        name: tuple(map(Text, *twin)) if name in GUIDE_LISTS else Text(*twin) for name, twin in twins.items()
    }
    return Guide(**told)


def _voice(voice: VoiceEntry) -> Voice:
    return Voice(Text(voice.call or "", voice.call_en or ""), voice.languages, voice.yao)


def _counter(counter: CounterEntry, services: tuple[ServiceEntry, ...]) -> Counter:
    able = (service.id for service in services if service.id in counter.services or service.group in counter.groups)
    way = Text(counter.way, counter.way_en or counter.way)
    return Counter(id=counter.id, label=counter.label or counter.id, services=tuple(able), way=way)


def _hours(hours: HoursEntry) -> Hours:
    closed = _lines(hours.closed, hours.closed_en)
    return Hours(minute_of(hours.open), minute_of(hours.close), tuple(sorted(hours.weekdays)), closed)


def _lines(chinese: tuple[str, ...], english: tuple[str, ...]) -> tuple[Text, ...]:
    return tuple(map(Text, chinese, english or chinese))
