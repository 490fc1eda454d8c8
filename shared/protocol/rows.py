"""The live picture as rows. A row carries its whole state: applying one twice, or only the newest, is the same.

A snapshot is every row a role may see; an update is the rows that changed. Rows are never removed: a changed
configuration sends a new snapshot. Times are UTC milliseconds, waits are minutes.
"""

from typing import Literal

import msgspec

from shared.hall.commands import EpochReason
from shared.hall.config import Audience, Guide, SlipLayout, Text, Voice, Word
from shared.hall.state import Came

CounterState = Literal["closed", "paused", "idle", "ready", "calling", "serving"]
ServiceState = Literal["open", "no-window", "sold-out", "closed"]


class Row(msgspec.Struct, frozen=True, tag_field="t", kw_only=True):
    """Base of all rows; ``id`` is unique within a row type."""

    id: str


class Missed(msgspec.Struct, frozen=True):
    """A number that was called and did not come; reporting back, it is called ``after`` so many others (0: next)."""

    number: str
    counter: str
    label: str
    at_ms: int
    calls: int
    ticket: str
    after: int = 0


class HallRow(Row, tag="hall", frozen=True, kw_only=True):
    """The hall itself; ``id`` is "hall". ``seal`` is today's commitment as people read it (two groups of four),
    ``witnesses`` how many machines bear witness to the lot beside the hub. ``tomorrow`` is the next day's seal once it
    is made, ``reopened`` why today's first seal is not the one in force (``EpochReason``). ``weekdays`` are the ISO
    weekdays of ``opens`` to ``closes``, ``closed`` what can be done outside them. ``halted``: the lot waits, and
    nothing is taken or called meanwhile. ``booked``: some service takes appointments.
    """

    name: Text
    day: str
    open: bool
    seal: str
    commitment: str
    timezone: str
    notice: Text
    opens: str
    closes: str
    counters_open: int
    missed: tuple[Missed, ...]
    evaluation_s: int
    public_url: str
    voice: Voice = Voice()
    witnesses: int = 0
    tomorrow: str = ""
    reopened: EpochReason = ""
    weekdays: tuple[int, ...] = ()
    halted: bool = False
    closed: tuple[Text, ...] = ()
    booked: bool = False


class GroupRow(Row, tag="group", frozen=True, kw_only=True):
    """A service group. ``oldest_ms`` is when the longest waiting ticket was taken (0: nobody waits). ``ahead``, here
    and for a service: how many a newcomer finds before her, of other services as far as windows are shared;
    ``waiting``: how many wait for it, whoever may call them.
    ``few``: so many windows are open for one of its services, fewer than a tray of the lot wants and the hall has (0:
    enough, or none).
    """

    letter: str
    name: Text
    policy: str
    area: Text
    services: tuple[str, ...]
    waiting: int
    low_min: int
    high_min: int
    counters_open: int
    oldest_ms: int
    ahead: int = 0
    few: int = 0


class ServiceRow(Row, tag="service", frozen=True, kw_only=True):
    """A service on the kiosk. ``booked``: it takes appointments; ``audience``, ``minutes``, ``about`` as in the hall's
    file.
    """

    group: str
    name: Text
    short: Text
    pinyin: str
    waiting: int
    low_min: int
    high_min: int
    counters_open: int
    state: ServiceState
    booked: bool = False
    audience: Audience = ""
    minutes: int = 0
    ahead: int = 0
    about: Text = Text("", "")


class CounterRow(Row, tag="counter", frozen=True, kw_only=True):
    """A window as the hall sees it: ``number`` is the ticket called or served there ("" for none), ``pause`` why it is
    paused.
    """

    label: str
    state: CounterState
    number: str
    since_ms: int
    services: tuple[str, ...]
    pause: str = ""


class CallRow(Row, tag="call", frozen=True, kw_only=True):
    """One announcement; ``id`` is its running number, ``nth`` 1 for the first call of this ticket, ``voice`` how to
    say it in each language ("" as usual), with the blanks {number} and {window}.
    """

    number: str
    counter: str
    label: str
    nth: int
    at_ms: int
    voice: Text = Text("", "")


class DeskTicket(msgspec.Struct, frozen=True):
    """The citizen at a desk, as the clerk may see it. ``called_ms`` is the first call; ``recall_ms`` and ``no_show_ms``
    are when those are allowed, ``since_ms`` when this call, or this service, began. A ticket that was sent on comes
    with the label of the window it was ``sent_from``, a coded ``note`` and that clerk's own ``text`` ("": none).
    ``came``: by lot as this window's own (main) or as its reserve, named by a person, returned; "" from a common line.
    """

    ticket: str
    number: str
    service: str
    kind: str
    issued_ms: int
    called_ms: int
    serving_ms: int
    calls: int
    recall_ms: int
    no_show_ms: int
    no_show_calls: int
    norm_s: int
    since_ms: int = 0
    sent_from: str = ""
    note: str = ""
    text: str = ""
    came: Came = ""


class Parked(msgspec.Struct, frozen=True):
    """A parked ticket that may be resumed here; ``due_ms`` is when its holder is expected (0: nobody knows)."""

    ticket: str
    number: str
    kind: str
    at_ms: int
    due_ms: int = 0


class Asked(msgspec.Struct, frozen=True):
    """The evaluation asked last at this desk. Whether it was given, never the grade."""

    ticket: str
    number: str
    visit: int
    asked_ms: int
    until_ms: int
    given: bool
    took_s: int = 0


class DeskRow(Row, tag="desk", frozen=True, kw_only=True):
    """The clerk's own desk; sent to its own counter and to managers only. ``id`` is the counter's id.

    ``pause`` is why it is paused, ``named`` how many who wait may be called here, ``recallable`` the number that can be
    called once more after a miss ("": none), ``special`` how many were called specially today. A pause as long as
    ``grace_s`` sends on whom this desk alone could call.
    """

    label: str
    state: CounterState
    clerk: str
    since_ms: int
    services: tuple[str, ...]
    ticket: DeskTicket | None
    missed: tuple[Missed, ...]
    parked: tuple[Parked, ...]
    asked: Asked | None
    finished: int
    mean_s: int
    pause: str = ""
    named: int = 0
    recallable: str = ""
    special: int = 0
    grace_s: int = 300


class DeviceRow(Row, tag="device", frozen=True, kw_only=True):
    """A terminal's printer, keypad … as it last reported; ``id`` is "<device id>/<kind>", ``name`` the terminal's,
    ``counter`` its window ("" for none). ``device`` "tablet" is a counter's keypad page, "witness" how
    a terminal stands as a witness of the lot: both are what the hub itself sees.

    ``state``, ``detail``, ``left`` and ``number`` as in ``ReportRequest``, or "off" while its terminal is not there;
    ``since_ms`` is when this state began.
    """

    name: str
    device: str
    state: str
    detail: str
    left: int | None
    number: str
    since_ms: int
    counter: str = ""


class SlipRow(Row, tag="slip", frozen=True, kw_only=True):
    """What the hall puts on its paper; ``id`` is "slip". Kiosks alone get it: a logo is too heavy for every screen."""

    layout: SlipLayout


class WordsRow(Row, tag="words", frozen=True, kw_only=True):
    """The hall's own wording over the catalogue's; ``id`` is "words"."""

    words: tuple[Word, ...]


class GuideRow(Row, tag="guide", frozen=True, kw_only=True):
    """What to know before coming for a service, where the hall says it; ``id`` is the service's. For kiosks alone."""

    guide: Guide


class CurveRow(Row, tag="curve", frozen=True, kw_only=True):
    """A group's day: the most that waited in each step of ``step_s`` since ``from_ms`` that is over; now: its group."""

    from_ms: int
    step_s: int
    most: tuple[int, ...]


class BadGrades(msgspec.Struct, frozen=True):
    """A group's bad grades today, and when the last one came. Neither whose nor for whom."""

    group: str
    name: Text
    count: int
    last_ms: int


class TodayRow(Row, tag="today", frozen=True, kw_only=True):
    """The day in figures; ``id`` is "today". ``half_s`` and ``ninety_s``: half and nine tenths of those called in the
    30 minutes before the end of each step waited at most so long (-1: nobody was called), ``…_now_s`` until now.
    ``points`` is the sum of all grades, ``graded_badly`` has the groups with bad ones. The rest are the limits of
    warnings.
    """

    from_ms: int
    step_s: int
    half_s: tuple[int, ...]
    ninety_s: tuple[int, ...]
    half_now_s: int
    ninety_now_s: int
    finished: int
    rated: int
    bad: int
    points: int
    warn_waiting: int
    alarm_waiting: int
    warn_wait_min: int
    alarm_wait_min: int
    graded_badly: tuple[BadGrades, ...] = ()


class LotRow(Row, tag="lot", frozen=True, kw_only=True):
    """A window in today's lots: how often it was drawn as the main one, should have been, and the standard deviation
    of that. ``id`` is the counter's.
    """

    label: str
    drawn: int
    expected: float
    deviation: float


WarningLevel = Literal["", "yellow", "red"]


class WarningRow(Row, tag="warning", frozen=True, kw_only=True):
    """What a manager should look at; ``level`` "" once it is over. ``code`` is waiting, wait, few, serving, bad-grade,
    overdue (bad grades), not-joined (numbers that a kiosk gave without the hub), struck and alone (of the lot's
    witnesses), seed, lost and abandoned (of its secret), take-overs and take-over-in-draw (of hubs that began to
    lead) or a device's state, ``subject`` a group's letter, a window's label or a terminal's name, ``detail`` a device
    and what is wrong, ``value`` people, minutes, windows, bad grades, numbers or take-overs. ``taken_by`` says who
    sees to it ("": nobody yet).
    """

    level: WarningLevel
    code: str
    subject: str
    name: Text
    detail: str
    value: int
    since_ms: int
    taken_by: str
    taken_ms: int


AnyRow = (
    HallRow
    | GroupRow
    | ServiceRow
    | CounterRow
    | CallRow
    | DeskRow
    | DeviceRow
    | SlipRow
    | WordsRow
    | GuideRow
    | CurveRow
    | TodayRow
    | LotRow
    | WarningRow
)
