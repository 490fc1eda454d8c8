"""The tables of ``hall.toml`` as people write them. Each description completes "write …" in an error."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from shared.hall.config import Audience, Language, MissedRule, Policy, Rules
from shared.toml import TimeOfDay

UNSEEN = r"\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
"""Characters that would break or disguise a line on a screen or a slip."""
_DEFAULT = Rules()


def _text(most: int) -> Meta:
    return Meta(
        pattern=rf"\A(?!\s)[^{UNSEEN}]{{1,{most}}}(?<!\s)\Z",
        description=f"1 to {most} characters on one line, in quotes",
    )


def _maybe_text(most: int) -> Meta:
    return Meta(
        pattern=rf"\A[^{UNSEEN}]{{0,{most}}}\Z", description=f"at most {most} characters on one line, in quotes"
    )


def _call(most: int) -> Meta:
    """A spoken sentence: {number} once or more, {window} where wanted, no other brace."""
    return Meta(
        pattern=rf"\A(?!\s)(?=.*\{{number\}})([^{{}}{UNSEEN}]|\{{number\}}|\{{window\}}){{1,{most}}}(?<!\s)\Z",
        description=f"one line of at most {most} characters with {{number}} and, where wanted, {{window}}",
    )


def _whole(low: int, high: int, unit: str = "") -> Meta:
    return Meta(ge=low, le=high, description=f"a whole number{unit} from {low} to {high}")


Id = Annotated[
    str,
    Meta(
        pattern=r"\A[a-z0-9][a-z0-9-]{0,31}\Z",
        description='1 to 32 small letters, digits and hyphens, such as "id-cards"',
    ),
]
Ids = Annotated[tuple[Id, ...], Meta(description='a list such as ["id-cards", "tax"]')]
Call = Annotated[str, _call(60)]
CallEn = Annotated[str, _call(120)]
Truth = Annotated[bool, Meta(description="true or false")]


Key = Annotated[
    str, Meta(pattern=r"\A[0-9a-f]{64}\Z", description='the 64 digits and letters that "fairhall manager key" printed')
]
Line = Annotated[str, _maybe_text(80)]
LineEn = Annotated[str, _maybe_text(160)]
Lines = Annotated[tuple[Annotated[str, _text(120)], ...], Meta(max_length=12, description="a list of at most 12 texts")]
THREE = Meta(max_length=3, description="a list of at most 3 texts")


class HoursEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[hours]."""

    open: TimeOfDay
    close: TimeOfDay
    weekdays: Annotated[
        tuple[Annotated[int, _whole(1, 7)], ...],
        Meta(min_length=1, max_length=7, description="weekdays from 1 (Monday) to 7 (Sunday), such as [1, 2, 3, 4, 5]"),
    ] = (1, 2, 3, 4, 5)
    closed: Annotated[tuple[Annotated[str, _text(24)], ...], THREE] = ()
    closed_en: Annotated[tuple[Annotated[str, _text(48)], ...], THREE] = ()


class VoiceEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[voice]."""

    call: Call | None = None
    call_en: CallEn | None = None
    languages: Annotated[
        tuple[Language, ...],
        Meta(min_length=1, max_length=2, description='["zh", "en"], ["en", "zh"], ["zh"] or ["en"]'),
    ] = ("zh", "en")
    yao: Truth = False


class SlipEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[slip]: the hall's own paper."""

    logo: (
        Annotated[
            str,
            Meta(pattern=r"\A[\w-][\w.-]{0,59}\.png\Z", description='a PNG file beside this one, such as "logo.png"'),
        ]
        | None
    ) = None
    kind: Truth = True
    wait: Truth = True
    area: Truth = True
    sticks: Truth = True
    seal: Truth = True
    lines: Annotated[tuple[Annotated[str, _text(32)], ...], THREE] = ()
    lines_en: Annotated[tuple[Annotated[str, _text(64)], ...], THREE] = ()
    notice: Annotated[str, _maybe_text(120)] = ""
    notice_en: Annotated[str, _maybe_text(240)] = ""


Stratum = Annotated[int, Meta(ge=0, le=10, description="0 (by the number of windows) or a whole number from 2 to 10")]
NamedWindows = Annotated[int, _whole(1, 12)]
Batch = Annotated[int, _whole(1, 100)]
RoundLeast = Annotated[int, _whole(1, 20)]
RoundAfter = Annotated[int, _whole(0, 900, " of seconds")]
NoShowCalls = Annotated[int, _whole(1, 10)]
NoShowAfter = Annotated[int, _whole(0, 1800, " of seconds")]
Misses = Annotated[int, _whole(1, 10)]


class RulesEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[rules]: the numbers of ``shared.hall.config.Rules`` with what a hall may choose."""

    stratum: Stratum = _DEFAULT.stratum
    strict: Truth = _DEFAULT.strict
    named: NamedWindows = _DEFAULT.named
    grace_s: Annotated[int, _whole(0, 3600, " of seconds")] = _DEFAULT.grace_s
    recall_interval_s: Annotated[int, _whole(1, 300, " of seconds")] = _DEFAULT.recall_interval_s
    no_show_calls: NoShowCalls = _DEFAULT.no_show_calls
    no_show_after_s: NoShowAfter = _DEFAULT.no_show_after_s
    misses: Misses = _DEFAULT.misses
    passed: Annotated[int, _whole(0, 20)] = _DEFAULT.passed
    services_per_ticket: Annotated[int, _whole(1, 5)] = _DEFAULT.services_per_ticket
    evaluation_s: Annotated[int, _whole(5, 60, " of seconds")] = _DEFAULT.evaluation_s
    batch: Batch = _DEFAULT.batch
    round_least: RoundLeast = _DEFAULT.round_least
    round_after_s: RoundAfter = _DEFAULT.round_after_s
    booking_days: Annotated[int, _whole(0, 60)] = _DEFAULT.booking_days
    booking_cancel_min: Annotated[int, _whole(0, 2880, " of minutes")] = _DEFAULT.booking_cancel_min
    check_in_early_min: Annotated[int, _whole(0, 120, " of minutes")] = _DEFAULT.check_in_early_min
    check_in_late_min: Annotated[int, _whole(0, 120, " of minutes")] = _DEFAULT.check_in_late_min
    booking_misses: Annotated[int, _whole(1, 20)] = _DEFAULT.booking_misses
    booking_off_days: Annotated[int, _whole(0, 365)] = _DEFAULT.booking_off_days
    booking_kept_days: Annotated[int, _whole(0, 365)] = _DEFAULT.booking_kept_days
    witnesses: Annotated[int, _whole(0, 16)] = _DEFAULT.witnesses
    seal_hour: Annotated[int, _whole(0, 23)] = _DEFAULT.seal_hour
    warn_waiting: Annotated[int, _whole(1, 999)] = _DEFAULT.warn_waiting
    alarm_waiting: Annotated[int, _whole(1, 999)] = _DEFAULT.alarm_waiting
    warn_wait_min: Annotated[int, _whole(1, 480, " of minutes")] = _DEFAULT.warn_wait_min
    alarm_wait_min: Annotated[int, _whole(1, 480, " of minutes")] = _DEFAULT.alarm_wait_min
    warn_serving_percent: Annotated[int, _whole(100, 1000)] = _DEFAULT.warn_serving_percent
    alarm_serving_percent: Annotated[int, _whole(100, 1000)] = _DEFAULT.alarm_serving_percent
    warn_untaken_min: Annotated[int, _whole(1, 480, " of minutes")] = _DEFAULT.warn_untaken_min
    review_days: Annotated[int, _whole(1, 30)] = _DEFAULT.review_days
    review_kept_days: Annotated[int, _whole(1, 3650)] = _DEFAULT.review_kept_days


class GroupRulesEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[group.rules]: what a group sets for itself; what is left out is as in [rules]."""

    stratum: Stratum | None = None
    strict: Truth | None = None
    named: NamedWindows | None = None
    batch: Batch | None = None
    round_least: RoundLeast | None = None
    round_after_s: RoundAfter | None = None
    no_show_calls: NoShowCalls | None = None
    no_show_after_s: NoShowAfter | None = None
    misses: Misses | None = None


class GroupEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[[group]]."""

    id: Id
    letter: Annotated[
        str, Meta(pattern=r"\A[A-HJ-NP-Z]{1,2}\Z", description='one or two of A to Z without I and O, such as "A"')
    ]
    name: Annotated[str, _text(12)]
    name_en: Annotated[str, _text(32)]
    policy: Annotated[Policy, Meta(description='"issue", "call" or "fifo"')] = "issue"
    area: Annotated[str, _maybe_text(12)] = ""
    area_en: Annotated[str, _maybe_text(24)] = ""
    voice: Call | None = None
    voice_en: CallEn | None = None
    rules: GroupRulesEntry = GroupRulesEntry()


class GuideEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[service.guide]: what to know before coming; whatever is left out is not shown."""

    materials: Lines = ()
    materials_en: Lines = ()
    steps: Lines = ()
    steps_en: Lines = ()
    conditions: Line = ""
    conditions_en: LineEn = ""
    applicants: Line = ""
    applicants_en: LineEn = ""
    fees: Line = ""
    fees_en: LineEn = ""
    promised: Line = ""
    promised_en: LineEn = ""
    statutory: Line = ""
    statutory_en: LineEn = ""
    result: Line = ""
    result_en: LineEn = ""
    place: Line = ""
    place_en: LineEn = ""
    hours: Line = ""
    hours_en: LineEn = ""
    phone: Line = ""
    phone_en: LineEn = ""
    complaints: Line = ""
    complaints_en: LineEn = ""
    agency: Line = ""
    agency_en: LineEn = ""
    category: Line = ""
    category_en: LineEn = ""
    basis: Line = ""
    basis_en: LineEn = ""


class ServiceEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[[service]]. ``short`` may be left out where the name itself is short enough."""

    id: Id
    group: Id
    name: Annotated[str, _text(30)]
    name_en: Annotated[str, _text(60)]
    short: Annotated[str, _text(8)] | None = None
    short_en: Annotated[str, _text(20)] | None = None
    about: Annotated[str, _maybe_text(16)] = ""
    about_en: Annotated[str, _maybe_text(40)] = ""
    minutes: Annotated[int, _whole(1, 480)] = 8
    quota: Annotated[int, _whole(0, 9999)] = 0
    missed: Annotated[MissedRule, Meta(description='"after", "clerk" or "expire"')] = "after"
    missed_after: Annotated[int, _whole(1, 10)] = 3
    appointments: Annotated[int, _whole(0, 999)] = 0
    pinyin: Annotated[
        str, Meta(pattern=r"\A[a-z0-9]{0,16}\Z", description='at most 16 small letters and digits, such as "sfz"')
    ] = ""
    voice: Call | None = None
    voice_en: CallEn | None = None
    audience: Annotated[Audience, Meta(description='"person", "enterprise" or "" (everybody)')] = ""
    guide: GuideEntry = GuideEntry()


class CounterEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[[counter]]: a window and the groups and services it may take. ``label`` left out: the id."""

    id: Id
    label: (
        Annotated[str, Meta(pattern=r"\A[0-9A-Z]{1,4}\Z", description='1 to 4 digits or capital letters, such as "3"')]
        | None
    ) = None
    groups: Ids = ()
    services: Ids = ()
    way: Annotated[str, _maybe_text(24)] = ""
    way_en: Annotated[str, _maybe_text(60)] = ""


Wording = Annotated[str, Meta(pattern=rf"\A([^{UNSEEN}]|\n){{1,400}}\Z", description="1 to 400 characters, in quotes")]


class WordEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[words."key"]: the hall's own wording of one text of the catalogue."""

    zh: Wording
    en: Wording


class HallEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    id: Id
    name: Annotated[str, _text(24)]
    name_en: Annotated[str, _text(60)]
    timezone: Annotated[str, Meta(description='a name such as "Asia/Shanghai"')]
    group: Annotated[tuple[GroupEntry, ...], Meta(min_length=1, description="at least one [[group]] table")]
    service: Annotated[tuple[ServiceEntry, ...], Meta(min_length=1, description="at least one [[service]] table")]
    counter: Annotated[tuple[CounterEntry, ...], Meta(min_length=1, description="at least one [[counter]] table")]
    algorithm: Annotated[Literal["sha256", "sm3"], Meta(description='"sha256" or "sm3"')] = "sha256"
    notice: Annotated[str, _maybe_text(60)] = ""
    notice_en: Annotated[str, _maybe_text(120)] = ""
    phone: Annotated[
        str, Meta(pattern=r"\A(\+?[0-9][0-9 -]{2,19})?\Z", description='a telephone number such as "0577-8899 1234"')
    ] = ""
    hours: HoursEntry | None = None
    voice: VoiceEntry = VoiceEntry()
    rules: RulesEntry = RulesEntry()
    slip: SlipEntry = SlipEntry()
    managers: dict[Id, Key] = {}
    words: dict[str, WordEntry] = {}
