"""What each key of the desk does now. Pure: one moment in, actions out; the hub decides in the end."""

from typing import Literal, get_args

import msgspec

from counter.controllers.words import Say, say
from shared.protocol.rows import Asked, DeskRow, DeskTicket, DeviceRow

Key = Literal["F5", "F6", "F7", "F8", "F9", "F10", "F3", "Shift+F3", "Shift+F1", "F12"]

KEYS: dict[str, Key] = {key: key for key in get_args(Key)}


class Seen(msgspec.Struct, frozen=True):
    """One moment at the desk. ``asking`` is the verb on its way to the hub, ``keypad`` and ``tablet`` whether one is
    attached for citizens to press a grade on. ``keeps``: this machine can keep a finish until the hub is back;
    ``kept`` is the number finished so ("": none). ``manager`` is the call for the hall's manager (None: nobody asked).
    """

    desk: DeskRow
    live: bool
    now_ms: int
    asking: str = ""
    keypad: bool = False
    tablet: bool = False
    keeps: bool = False
    kept: str = ""
    manager: DeviceRow | None = None

    @property
    def evaluating(self) -> Asked | None:
        """The evaluation the citizen may still give by keypad, nobody else being at the desk."""
        asked = self.desk.asked
        if asked is None or asked.given or self.now_ms >= asked.until_ms or self.desk.state not in ("idle", "ready"):
            return None
        return asked


class Action(msgspec.Struct, frozen=True):
    """A button. ``wait_s`` counts down to the moment the verb is allowed, ``calls`` must be made before it;
    ``busy``: asked, no answer yet.
    """

    verb: str
    label: Say
    enabled: bool = False
    wait_s: int = 0
    calls: int = 0
    busy: bool = False


STEPS = {
    "closed": "open",
    "paused": "open",
    "idle": "call-next",
    "ready": "stand-by",
    "calling": "serve",
    "serving": "finish",
}
"""What F9 does in each state; standing by is nothing to press."""
FREE = ("idle", "ready")


def actions(seen: Seen) -> dict[Key, Action]:
    """Every key of the desk. At most one verb is on its way, and while the hub is away none starts."""
    desk, free = seen.desk, seen.live and not seen.asking and not seen.kept
    calling, serving = desk.state == "calling", desk.state == "serving"

    def action(verb: str, label: Say, possible: bool, wait_s: int = 0, calls: int = 0) -> Action:
        return Action(verb, label, possible and free and wait_s == 0 and calls == 0, wait_s, calls, seen.asking == verb)

    recall_s, no_show_s, calls = _early(desk.ticket if calling else None, seen.now_ms)
    again = seen.evaluating is not None and seen.keypad
    return {
        "F9": _step(seen, free),
        "F6": action("park", say("counter.park"), serving),
        "F7": action("transfer", say("counter.transfer"), serving),
        "F8": action("ask-again", say("counter.ask-again"), True)
        if again
        else action("recall-missed", say("counter.recall-missed", number=desk.recallable), desk.state in FREE)
        if desk.recallable and not calling
        else action("recall", say("counter.recall"), calling, recall_s),
        "F10": action("no-show", say("counter.no-show"), calling, no_show_s, calls),
        "F5": action("open", say("counter.return"), True)
        if desk.state == "paused"
        else action("pause", say("counter.pause.verb"), desk.state in FREE),
        "F3": action("bring-back", say("counter.bring-back"), True),
        "Shift+F3": action("special-call", say("counter.special-call"), desk.state in FREE),
        "Shift+F1": action("call-manager", say(f"counter.manager-{'back' if seen.manager else 'call'}"), True),
        "F12": action("leave", say("counter.leave"), True),
    }


def _step(seen: Seen, free: bool) -> Action:
    """F9. While the hub is away a service can still be finished: it is kept here and told later."""
    state = seen.desk.state
    if seen.kept:
        return Action("finish", say("counter.step.kept"))
    if not seen.live and state == "serving":
        return Action("finish", say("counter.step.finish-away"), seen.keeps)
    step = STEPS[state]
    return Action(step, say(f"counter.step.{state}"), free and step != "stand-by", busy=seen.asking == step)


def _early(ticket: DeskTicket | None, now_ms: int) -> tuple[int, int, int]:
    """Seconds until a recall, seconds until a no-show, and calls still to make before it."""
    if ticket is None:
        return 0, 0, 0
    if ticket.since_ms - now_ms > ticket.no_show_ms - ticket.since_ms:  # the hub's clock was put back (hall/facts.py)
        return 0, 0, ticket.no_show_calls
    return seconds_until(ticket.recall_ms, now_ms), seconds_until(ticket.no_show_ms, now_ms), ticket.no_show_calls


def seconds_until(at_ms: int, now_ms: int) -> int:
    """Rounded up, so that 0 means now or past."""
    return max(0, -((now_ms - at_ms) // 1000))
