"""The clerk's session at one desk: signs in, asks the hub for verbs one at a time, keeps its answer in words."""

import logging
from collections.abc import Callable
from typing import Literal, get_args
from uuid import uuid4

import msgspec

from counter.controllers.desk import Action, Key, Seen, actions
from counter.controllers.evaluation import Evaluation
from counter.controllers.manager import ManagerCall
from counter.controllers.words import Say, say
from shared.client.outbox import Outbox
from shared.client.port import HubLink
from shared.hall.commands import ParkKind
from shared.protocol.answers import Answer, Problem
from shared.protocol.messages import LinkState
from shared.protocol.requests import (
    REQUESTS,
    AddServiceRequest,
    FindRequest,
    FinishRequest,
    ParkRequest,
    PauseRequest,
    Request,
    RequeueRequest,
    ResumeRequest,
    SpecialCallRequest,
    TabletRequest,
    TransferRequest,
)
from shared.protocol.rows import AnyRow, DeskRow, DeskTicket, DeviceRow, GroupRow

log = logging.getLogger(__name__)

Sheet = Literal["park", "transfer", "bring-back", "special-call", "pause", "leave"]
SHEETS: tuple[Sheet, ...] = get_args(Sheet)
DOUBLE_MS = 1_000
"""A second F9 within this time is the same press."""
NEEDS_SERVED = ("park", "transfer")
SIGNED_OUT = ("sign-in-first", "clerk-disabled")
NOTICE_MS = 12_000
"""How long a notice stays; the next verb takes it away at once."""


class Notice(msgspec.Struct, frozen=True):
    """One sentence under the buttons: something done ("info") or refused ("stop")."""

    tone: Literal["info", "stop"]
    words: Say | Problem
    at_ms: int


class Session:
    """``changed`` is called after anything here changed; the picture is read from ``seen`` and the fields.

    ``keypad_up``: a keypad is attached and its line is up. ``outbox`` keeps a finish while the hub is away.
    """

    def __init__(self, link: HubLink, changed: Callable[[], None], outbox: Outbox | None = None) -> None:
        self.link = link
        self.evaluation = Evaluation(link, self.refused)
        self.manager = ManagerCall(link, self.refused)
        self.keypad_up = False
        self.clerk = ""
        self.asking = ""
        self._notice: Notice | None = None
        self._outbox = outbox
        self._kept = ("", "")
        """The finish that waits for the hub: request id and number."""
        self._changed = changed
        self._stepped_ms: int | None = None
        link.state_changed.append(self._link_changed)
        link.updated.append(self._updated)

    @property
    def desk(self) -> DeskRow | None:
        """This counter's desk as the hub last showed it."""
        welcome = self.link.welcome
        return self.link.mirror.desks.get(welcome.counter) if welcome else None

    @property
    def seen(self) -> Seen | None:
        """This moment, None before the first picture of the desk."""
        desk = self.desk
        if desk is None:
            return None
        live, now_ms = self.link.state == "live", self.link.now_ms()
        kept = self._kept[1] if self._outbox is not None and self._kept[0] in self._outbox else ""
        keeps = self._outbox is not None
        return Seen(desk, live, now_ms, self.asking, self.keypad_up, self.tablet_up, keeps, kept, self.manager.row)

    @property
    def tablet_up(self) -> bool:
        """A tablet shows this desk's keypad page."""
        rows = self.link.mirror.devices.values()
        return any(row.device == "tablet" and row.state == "ok" and row.counter == self._counter for row in rows)

    @property
    def board(self) -> str:
        """How this desk's window boards are, as the hub shows it: "ok", "trouble" or "" without one."""
        rows = self.link.mirror.devices.values()
        mine = (row.state for row in rows if row.device == "board" and row.counter == self._counter)
        return next((state for state in mine if state != "off"), "")

    @property
    def others(self) -> list[DeviceRow]:
        """The devices of the hall that stand at no desk: whoever sits at one sees those by themselves. A layout's file
        is for the technician.
        """
        rows = self.link.mirror.devices.values()
        return [row for row in rows if not row.counter and row.device != "layout"]

    @property
    def _counter(self) -> str | None:
        welcome = self.link.welcome
        return welcome.counter if welcome else None

    @property
    def groups(self) -> tuple[GroupRow, ...]:
        """The groups that this desk serves."""
        mine = set(self.desk.services) if self.desk else set()
        return tuple(row for row in self.link.mirror.groups.values() if mine & set(row.services))

    @property
    def waiting(self) -> int:
        """How many people wait for this desk's groups."""
        return sum(group.waiting for group in self.groups)

    @property
    def notice(self) -> Notice | None:
        """The notice to show now."""
        notice = self._notice
        return notice if notice and self.link.now_ms() - notice.at_ms < NOTICE_MS else None

    def sign_in(self, clerk: str, password: str) -> None:
        """Sign in; a refusal becomes the notice. One try at a time."""
        if self.asking or self._hub_away():
            return
        if not clerk or not password:
            self._show("stop", say(f"counter.sign-in.{'password' if clerk else 'clerk'}-missing"))
            self._changed()
            return

        def done(problem: Problem | None) -> None:
            self.asking = ""
            if problem is None:
                self.clerk = clerk
            else:
                self.link.sign_out()
                self._refuse(problem)
            self._changed()

        self.asking, self._notice = "sign-in", None
        self._changed()
        self.link.sign_in(clerk, password, done)

    def press(self, key: Key) -> Sheet | None:
        """A key of the desk: asks the hub, opens the returned sheet, or says why not."""
        seen = self.seen
        if seen is None or self.asking:
            return None
        if key == "F9" and self._stepped_ms is not None and 0 <= seen.now_ms - self._stepped_ms < DOUBLE_MS:
            return None
        action = actions(seen)[key]
        at_desk = seen.desk.ticket
        if not action.enabled:
            self._say_why(seen, action)
        elif action.verb == "leave" and at_desk is not None:
            self.refused(refusal("counter-busy", number=at_desk.number))
        elif action.verb == "leave" and seen.desk.state == "closed":
            self._sign_out()
        elif action.verb in SHEETS:
            return action.verb
        elif action.verb == "ask-again":
            self.evaluation.ask_again()
        elif action.verb == "call-manager":
            self.manager.press()
        elif action.verb == "finish" and at_desk is not None and not seen.live:
            self._keep_finish(at_desk)
        else:
            if key == "F9":
                self._stepped_ms = seen.now_ms
            self._ask(action.verb, REQUESTS[action.verb]())
        return None

    def park(self, kind: ParkKind, minutes: int = 0) -> None:
        """Set the citizen at the desk aside, expected back after so long (0: nobody knows)."""
        self._ask("park", ParkRequest(kind=kind, minutes=minutes), "counter.done.park")

    def transfer(self, service: str, note: str = "", text: str = "") -> None:
        """Send the citizen at the desk on to another service, with a note."""
        self._ask("transfer", TransferRequest(service=service, note=note, text=text), "counter.done.transfer")

    def add_service(self, service: str) -> None:
        """The citizen's next service, here."""
        self._ask("add-service", AddServiceRequest(service=service), "counter.done.add-service")

    def call_specially(self, number: str, reason: str, text: str = "") -> None:
        """Call this number, out of turn and without the lot; ``text``: more about the reason, for managers."""
        wanted = SpecialCallRequest(ticket=number, reason=reason, text=text)
        self._ask("special-call", wanted, "counter.done.special-call")

    def find(self, number: str, show: Callable[[Answer | None], None]) -> None:
        """Whose number that is; ``show`` hears it, None if nobody has it. Nothing without the hub."""

        def done(outcome: Answer | Problem) -> None:
            if isinstance(outcome, Answer):
                show(outcome)
            elif outcome.code == "unknown-ticket":
                show(None)

        if self.link.state == "live":
            self.link.request("find", FindRequest(number=number), done)

    def pause(self, reason: str = "") -> None:
        """Pause, and why."""
        self._ask("pause", PauseRequest(reason=reason))

    def requeue(self, ticket: str) -> None:
        """A missed citizen is back."""
        self._ask("requeue", RequeueRequest(ticket=ticket), "counter.done.requeue")

    def resume(self, ticket: str) -> None:
        """A parked citizen is back."""
        self._ask("resume", ResumeRequest(ticket=ticket), "counter.done.resume")

    def leave(self, sign_out: bool) -> None:
        """Close the counter, and then sign out if asked to."""
        self._ask("close", REQUESTS["close"](), then=(lambda _: self._sign_out()) if sign_out else None)

    def tablet(self, show: Callable[[str], None]) -> None:
        """Ask for the address of this desk's keypad page, for a tablet; ``show`` hears it."""
        if not self.asking:
            self._ask("tablet", TabletRequest(), then=lambda answer: show(answer.url))

    def refused(self, why: Problem | Say) -> None:
        """Show why something was not done."""
        if isinstance(why, Problem):
            self._refuse(why)
        else:
            self._show("stop", why)
        self._changed()

    def _ask(
        self, verb: str, request: Request, done_key: str = "", then: Callable[[Answer], None] | None = None
    ) -> None:
        if self._hub_away():
            return

        def done(outcome: Answer | Problem) -> None:
            self.asking = ""
            if isinstance(outcome, Problem):
                self._refuse(outcome)
            else:
                if done_key:
                    self._show("info", say(done_key, number=outcome.number))
                if then is not None:
                    then(outcome)
            self._changed()

        self.asking, self._notice = verb, None
        self._changed()
        self.link.request(verb, request, done)

    def _keep_finish(self, ticket: DeskTicket) -> None:
        """The hub is away: on disk here, and told as soon as it is back."""
        assert self._outbox is not None
        request_id = uuid4().hex
        try:
            self._outbox.put(request_id, "finish", FinishRequest(ticket=ticket.ticket)).result()
        except OSError as error:
            log.error("the finish of %s could not be kept: %s", ticket.number, error)
            self._outbox.forget(request_id)
            self._show("stop", say("counter.away.press"))
        else:
            self._outbox.release(request_id)
            self._kept = request_id, ticket.number
            log.info("the finish of %s waits for the hub", ticket.number)
        self._changed()

    def _refuse(self, problem: Problem) -> None:
        log.info("refused: %s %s", problem.code, problem.params)
        self._show("stop", say("counter.away.no-answer") if problem.code == "hub-away" else problem)
        if problem.code in SIGNED_OUT:
            self.clerk = ""

    def _say_why(self, seen: Seen, action: Action) -> None:
        ticket = seen.desk.ticket
        if self._hub_away():
            return
        if action.wait_s and action.verb == "recall":
            self._refuse(refusal("recall-too-soon", seconds=action.wait_s))
        elif action.wait_s or action.calls:
            self._refuse(refusal("no-show-too-soon", seconds=action.wait_s, calls=action.calls))
        elif action.verb == "special-call" and ticket is not None:
            self._refuse(refusal("counter-busy", number=ticket.number))
        elif action.verb == "special-call":
            self._refuse(refusal("counter-paused" if seen.desk.state == "paused" else "counter-closed"))
        elif action.verb in ("recall", "no-show"):
            self._refuse(refusal("nobody-called"))
        elif action.verb in NEEDS_SERVED:
            self._refuse(refusal("nobody-served"))
        elif action.verb == "pause" and ticket is not None:
            self._refuse(refusal("counter-busy", number=ticket.number))
        elif action.verb == "pause":
            self._refuse(refusal("counter-closed"))
        self._changed()

    def _hub_away(self) -> bool:
        if self.link.state == "live":
            return False
        self._show("stop", say("counter.away.press"))
        self._changed()
        return True

    def _show(self, tone: Literal["info", "stop"], words: Say | Problem) -> None:
        self._notice = Notice(tone, words, self.link.now_ms())

    def _sign_out(self) -> None:
        self.link.sign_out()
        self.clerk = ""
        self._changed()

    def _link_changed(self, state: LinkState) -> None:
        if self.asking == "sign-in" and state != "live":
            self.asking = ""
        self._changed()

    def _updated(self, rows: tuple[AnyRow, ...], fresh: bool) -> None:
        if (desk := self.desk) is not None and self.clerk:
            self.evaluation.follow(desk)
        self._changed()


def refusal(code: str, **params: str | int) -> Problem:
    """A refusal found at the desk, in the form the hub gives its own."""
    return Problem(code, 409, code, params=params)
