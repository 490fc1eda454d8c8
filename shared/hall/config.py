"""What a hall is: its services, groups, counters, hours and rules, as recorded in the journal."""

from typing import Literal

import msgspec

Policy = Literal["issue", "call", "fifo"]
Algorithm = Literal["sha256", "sm3"]
MissedRule = Literal["after", "clerk", "expire"]
Language = Literal["zh", "en"]
Audience = Literal["", "person", "enterprise"]


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text in the two languages of every screen."""

    zh: str
    en: str

    def pick(self, language: "Language") -> str:
        """In this language, or the other one where it is empty."""
        return (self.en or self.zh) if language == "en" else (self.zh or self.en)


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The numbers a hall may set. ``stratum`` 0 chooses s by the number of able windows (draw.issue).

    ``batch``, ``round_least`` and ``round_after_s`` are k, r and h of policy ``call`` (rounds). An appointment can be
    made ``booking_days`` working days ahead and cancelled until ``booking_cancel_min`` before it; its holder checks in
    from ``check_in_early_min`` before to ``check_in_late_min`` after it. Who has not kept ``booking_misses`` of them
    books none for ``booking_off_days``; what is over is forgotten after ``booking_kept_days``.
    ``witnesses`` is how many machines bear witness to the lot at most, ``seal_hour`` from when on tomorrow is sealed.

    The manager is warned, yellow and then red, at so many who wait for a group, minutes of the longest wait in it,
    and percent of a service's usual minutes; a yellow one nobody takes for ``warn_untaken_min`` becomes red.
    A bad grade is seen to within ``review_days`` working days and forgotten after ``review_kept_days``.
    """

    stratum: int = 0
    strict: bool = False
    named: int = 6
    grace_s: int = 300
    recall_interval_s: int = 15
    no_show_calls: int = 3
    no_show_after_s: int = 180
    misses: int = 3
    passed: int = 2
    services_per_ticket: int = 5
    evaluation_s: int = 10
    batch: int = 10
    round_least: int = 3
    round_after_s: int = 120
    booking_days: int = 5
    booking_cancel_min: int = 120
    check_in_early_min: int = 15
    check_in_late_min: int = 30
    booking_misses: int = 3
    booking_off_days: int = 30
    booking_kept_days: int = 30
    witnesses: int = 5
    seal_hour: int = 20
    warn_waiting: int = 10
    alarm_waiting: int = 20
    warn_wait_min: int = 15
    alarm_wait_min: int = 30
    warn_serving_percent: int = 150
    alarm_serving_percent: int = 200
    warn_untaken_min: int = 10
    review_days: int = 5
    review_kept_days: int = 30


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A service group: one letter on tickets and tiles, one way of choosing windows. ``voice`` as in ``Voice.call``.

    ``rules`` are the hall's with what the group sets for itself; None: just the hall's.
    """

    id: str
    letter: str
    name: Text
    policy: Policy = "issue"
    area: Text = Text("", "")
    voice: Text = Text("", "")
    rules: Rules | None = None


class Guide(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to know before coming for a service (办事指南), beside its name; an empty text is not shown.

    Each of ``materials`` may have a remark after " | ".
    """

    materials: tuple[Text, ...] = ()
    conditions: Text = Text("", "")
    applicants: Text = Text("", "")
    steps: tuple[Text, ...] = ()
    fees: Text = Text("", "")
    promised: Text = Text("", "")
    statutory: Text = Text("", "")
    result: Text = Text("", "")
    place: Text = Text("", "")
    hours: Text = Text("", "")
    phone: Text = Text("", "")
    complaints: Text = Text("", "")
    agency: Text = Text("", "")
    category: Text = Text("", "")
    basis: Text = Text("", "")


class Service(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One 事项. ``minutes`` is the usual service time, ``quota`` the tickets a day (0: no limit), ``appointments`` the
    places that can be booked for each hour (0: none), ``voice`` as in ``Voice.call``, ``audience`` for whom it is
    ("": everybody), ``about`` in a few words what tells it from its likes.
    """

    id: str
    group: str
    name: Text
    short: Text
    minutes: int = 8
    quota: int = 0
    missed: MissedRule = "after"
    missed_after: int = 3
    appointments: int = 0
    pinyin: str = ""
    voice: Text = Text("", "")
    audience: Audience = ""
    guide: Guide = Guide()
    about: Text = Text("", "")


class Counter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A window: ``label`` is what people read, ``services`` what it may take, ``way`` how to get there ("": unsaid)."""

    id: str
    label: str
    services: tuple[str, ...]
    way: Text = Text("", "")


class Hours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Opening hours in local minutes of the day, on ISO weekdays 1–7. No new ticket outside them; ``closed`` tells what
    can be done all the same.
    """

    open_minute: int
    close_minute: int
    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    closed: tuple[Text, ...] = ()


class Voice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How calls are spoken. ``call`` is the sentence with the blanks {number} and {window}; "" for the usual one.

    ``languages`` are said in this order; ``yao`` says 幺 for a one among digits.
    """

    call: Text = Text("", "")
    languages: tuple[Language, ...] = ("zh", "en")
    yao: bool = False


class SlipLayout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the hall's paper shows beside what it must. ``logo`` is a PNG of black and white dots in base64 ("": none),
    ``lines`` are the hall's own, such as a telephone number. No ``notice``: the hall's.
    """

    logo: str = ""
    kind: bool = True
    wait: bool = True
    area: bool = True
    sticks: bool = True
    seal: bool = True
    lines: tuple[Text, ...] = ()
    notice: Text = Text("", "")


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The hall's own wording of one text of the catalogue, with the same blanks."""

    key: str
    text: Text


class HallConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole hall, already checked (shared.hub.hallfile checks a file before it becomes this).

    ``managers`` are (id, Ed25519 key in hex) of those who may sign for the hall. ``phone`` is the number that citizens
    call ("": none).
    """

    id: str
    name: Text
    timezone: str
    groups: tuple[Group, ...]
    services: tuple[Service, ...]
    counters: tuple[Counter, ...]
    hours: Hours | None = None
    rules: Rules = Rules()
    algorithm: Algorithm = "sha256"
    notice: Text = Text("", "")
    voice: Voice = Voice()
    slip: SlipLayout = SlipLayout()
    managers: tuple[tuple[str, str], ...] = ()
    words: tuple[Word, ...] = ()
    phone: str = ""

    def call_words(self, service_id: str) -> Text:
        """How a call for a service is said in each language: its own words, else its group's, else the hall's."""
        said = [self.voice.call]
        service = next((each for each in self.services if each.id == service_id), None)
        if service is not None:
            said = [service.voice, *(group.voice for group in self.groups if group.id == service.group), *said]
        return Text(next((text.zh for text in said if text.zh), ""), next((text.en for text in said if text.en), ""))
