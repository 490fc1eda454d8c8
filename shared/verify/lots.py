"""Every lot by itself: committed before, asked for once, answered at once, and by the smallest lot.

It needs only the records of the day, not the hall's state; whether a lot was due is for ``rules`` to say.
"""

from msgspec.structs import replace

from shared.hall.draw.issue import choose
from shared.hall.draw.lots import commitment, context, mix, winner
from shared.hall.events import (
    AnyEvent,
    DayOpened,
    DrawAbandoned,
    DrawRequest,
    DrawRequested,
    DrawResolved,
    HallConfigured,
    PairsDrawRequested,
    WitnessStruck,
)
from shared.verify.links import Tail, digest_of
from shared.verify.problem import Wrong, differs, told

Tray = tuple[tuple[str, ...], str]
HUB = "hub"
"""The contributor whose link is x."""
CHAIN = 1 << 16
"""Draws that an epoch's chain can hold where its opening record is not here."""


class Lots:
    """Follows the draws. ``hall`` is the hall's id, needed beforehand only by records that begin mid-journal."""

    def __init__(self, hall: str = "") -> None:
        self.open: DrawRequested | PairsDrawRequested | None = None
        self.trays: tuple[Tray, ...] = ()
        """After a recomputed result: from which windows, all with the same chance, which one was named."""
        self.unproven = 0
        """Draws whose chain these records do not open."""
        self._hall = hall
        self._algorithm = ""
        self._draws = 0
        self._links = CHAIN
        self._tails: dict[str, Tail] = {}
        self._given_up: DrawRequest | None = None
        """What was given up and is drawn again next, under another epoch."""
        self._struck: set[str] = set()
        """Witnesses of the open draw that are left out of its mix."""

    def check(self, event: AnyEvent) -> Wrong | None:
        """The first thing that is wrong with this event as a part of a lot; goes on after it."""
        self.trays = ()
        request, self.open = self.open, None
        if isinstance(event, DrawResolved):
            return self._resolved(request, event)
        if isinstance(event, DrawAbandoned):
            return self._abandoned(request, event)
        if isinstance(event, WitnessStruck):
            self.open = request
            return self._strike(request, event)
        if request is not None:
            rule = f"the result of draw {request.i} was withheld: nothing comes between request and result"
            return self._other(event) or Wrong(rule, f"draw-resolved of draw {request.i}", told(event))
        return self._other(event)

    def _other(self, event: AnyEvent) -> Wrong | None:
        match event:
            case HallConfigured():
                self._hall = event.config.id
            case DayOpened():
                return self._opened(event)
            case DrawRequested() | PairsDrawRequested():
                return self._requested(event)
        return None

    def _abandoned(self, request: DrawRequest | None, event: DrawAbandoned) -> Wrong | None:
        """Only while it is open, with the links of its witnesses."""
        if request is None or event.i != request.i:
            return Wrong("a draw is given up while it is open", "no draw given up here", told(event))
        self._given_up = request
        return self._mixed(request, event.ys) if self._tails else None

    def _opened(self, event: DayOpened) -> Wrong | None:
        drawn, links = self._draws, self._links
        if (event.reason == "abandoned") != (self._given_up is not None and drawn > 0):
            return Wrong("a draw is given up, and the next epoch draws it again", "reason abandoned", told(event))
        self._algorithm, self._draws, self._tails, self._links = event.algorithm, 0, {}, event.links
        if event.reason == "used-up" and drawn < links:
            return Wrong("a chain is used up when all its links are drawn", f"{links} draws", f"{drawn} draws")
        if event.reason == "witnesses" and drawn:
            return Wrong("more witnesses join before the first draw alone", "no draw", f"{drawn} draws")
        if event.hall and self._hall not in ("", event.hall):
            return Wrong("a record is that of one hall", self._hall, event.hall)
        self._hall = event.hall or self._hall
        if not self._hall:
            return None
        anchors = [(HUB, event.hub_anchor), *event.witnesses]
        tails = {}
        for name, text in anchors:
            if (anchor := digest_of(text)) is None:
                return Wrong("an anchor is 32 bytes in hex", f"the anchor of {name}", text)
            tails[name] = Tail(event.algorithm, context(self._hall, event.day, event.epoch, name), anchor)
        names = [name for name, _ in event.witnesses]
        if names != sorted(tails.keys() - {HUB}):
            return Wrong("witnesses stand once each, by id", ", ".join(sorted(set(names))), ", ".join(names))
        self._tails = tails
        raw = [(name, bytes.fromhex(text)) for name, text in anchors]
        sealed = commitment(event.algorithm, self._hall, event.day, event.epoch, raw[0][1], raw[1:]).hex()
        if sealed != event.commitment:
            return Wrong("the commitment is not that of these anchors", sealed, event.commitment)
        return None

    def _strike(self, request: DrawRequest | None, event: WitnessStruck) -> Wrong | None:
        """Only between the request that names the witness and its result, once."""
        if request is None or event.i != request.i:
            return Wrong("a witness is struck while its draw is open", "no strike here", told(event))
        waited_for = [name for name in request.witnesses if name not in self._struck]
        self._struck.add(event.witness)
        if event.witness not in waited_for:
            return Wrong("only a witness of the draw is struck", ", ".join(waited_for) or "nobody", event.witness)
        return None

    def _requested(self, event: DrawRequested | PairsDrawRequested) -> Wrong | None:
        self.open, expected = event, self._draws + 1
        self._draws = event.i if 0 < event.i <= self._links else expected
        self._struck = set()
        given_up, self._given_up = self._given_up, None
        again = given_up and replace(given_up, i=event.i, witnesses=event.witnesses, redrawn=given_up.i)
        if again != (event if given_up is not None or event.redrawn else None) or (again and expected > 1):
            rule = "what was given up, and nothing else, is drawn again, first of its epoch"
            return Wrong(rule, told(again) if again is not None else "redrawn 0", told(event))
        if not self._tails:
            return None
        if event.i != expected:
            return Wrong("draws are counted without a gap", f"i {expected}", f"i {event.i}")
        if not _can_be_held(event, self._links):
            return Wrong("a draw is over windows in strata", "1 ≤ stratum × most ≤ windows, i ≥ 1", told(event))
        return None

    def _resolved(self, request: DrawRequested | PairsDrawRequested | None, event: DrawResolved) -> Wrong | None:
        if request is None:
            return Wrong("a result without its request", "draw-requested before it", told(event))
        if not self._tails:
            self.unproven += 1
            return None
        if not _can_be_held(request, self._links):  # said at the request
            return None
        wrong = self._mixed(request, event.ys) or self._links_back(request, HUB, event.x)
        if wrong is not None:
            return wrong
        result, self.trays = fallen(self._algorithm, request, event.x, event.ys)
        return differs(f"the smallest lot of draw {request.i} wins", result, event)

    def _mixed(self, request: DrawRequest, ys: tuple[tuple[str, str], ...]) -> Wrong | None:
        """Whether these are the links of the witnesses that it is mixed over."""
        mixed = tuple(name for name, _ in ys)
        wanted = tuple(name for name in request.witnesses if name not in self._struck)
        if mixed != wanted:
            rule = "the mix is over exactly the witnesses of the request, but those struck before the result"
            return Wrong(rule, ", ".join(wanted) or "none", ", ".join(mixed) or "none")
        return next(filter(None, (self._links_back(request, name, text) for name, text in ys)), None)

    def _links_back(self, request: DrawRequest, name: str, text: str) -> Wrong | None:
        link, tail = digest_of(text), self._tails.get(name)
        if link is not None and tail is not None and tail.proves(request.i, link):
            return None
        rule = f"the link of {name} does not lead back to the day's anchor"
        return Wrong(rule, f"c[{request.i}] of the chain committed to", text)


def fallen(
    algorithm: str, request: DrawRequested | PairsDrawRequested, x: str, ys: tuple[tuple[str, str], ...]
) -> tuple[DrawResolved, tuple[Tray, ...]]:
    """What a request comes to with these links, and its trays with the window of each."""
    u = mix(algorithm, request.i, bytes.fromhex(x), [(name, bytes.fromhex(link)) for name, link in ys])
    reserves: tuple[str, ...] = ()
    if isinstance(request, PairsDrawRequested):
        ticket, main, lot = winner(algorithm, u, ((*pair, 1) for pair in request.pairs))
        trays: tuple[Tray, ...] = ((tuple(window for other, window in request.pairs if other == ticket), main),)
    else:
        named = choose(algorithm, u, request.ticket, request.windows, request.stratum, request.most)
        windows = (named.main, *named.reserves)
        trays = tuple((tuple(name for name, _ in tray), one) for tray, one in zip(named.trays, windows, strict=False))
        ticket, main, reserves, lot = request.ticket, named.main, named.reserves, named.lot
    return DrawResolved(i=request.i, ticket=ticket, x=x, ys=ys, main=main, reserves=reserves, lot=lot.hex()), trays


def _can_be_held(request: DrawRequest, links: int) -> bool:
    if isinstance(request, PairsDrawRequested):
        return bool(request.pairs) and 1 <= request.i <= links
    assert isinstance(request, DrawRequested)
    strata = request.stratum >= 1 and 1 <= request.most <= len(request.windows) // request.stratum
    return strata and 1 <= request.i <= links
