"""What the hub answers. An answer is a function of the request's own records, so a repeat is answered the same."""

import msgspec

from shared.hall.config import Algorithm


class Drawn(msgspec.Struct, frozen=True):
    """A finished draw, enough to recompute it (shared.hall.draw): (counter, load) pairs, parameters, links, result.

    ``ys`` are the witnesses' links as (witness, hex).
    """

    i: int
    ticket: str
    windows: tuple[tuple[str, int], ...]
    stratum: int
    most: int
    x: str
    main: str
    reserves: tuple[str, ...]
    lot: str
    algorithm: Algorithm = "sha256"
    ys: tuple[tuple[str, str], ...] = ()


class Block(msgspec.Struct, frozen=True):
    """Numbers from ``first`` on that a kiosk may give today without the hub.

    ``tokens`` of their public pages by letter, in order.
    """

    day: str
    first: int
    tokens: dict[str, tuple[str, ...]]


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """Done. ``seq`` is the request's last record; what does not apply is left out.

    ``ticket`` is the opaque id, ``token`` the secret of its public page, ``called`` the counter that calls the
    fresh ticket at once; ``main`` "" on a fresh ticket means its window is drawn later; ``rejected`` why a press on a
    keypad was recorded and does not count; ``appointment`` the id of the one that was booked, given back or kept;
    ``leaf`` is that of the record which says the ticket's windows or, where they are drawn later, that it was taken;
    ``url`` a page to open; ``status`` where a ticket that was looked for is, ``counter`` who called or parked it and
    does not have it now; ``block`` the numbers that were leased.
    """

    request_id: str
    seq: int
    ticket: str = ""
    number: str = ""
    counter: str = ""
    token: str = ""
    service: str = ""
    kind: str = ""
    issued_ms: int = 0
    ahead: int = 0
    low_min: int = 0
    high_min: int = 0
    main: str = ""
    reserves: tuple[str, ...] = ()
    called: str = ""
    drawn: Drawn | None = None
    commitment: str = ""
    leaf: str = ""
    visit: int = 0
    rejected: str = ""
    appointment: str = ""
    url: str = ""
    status: str = ""
    block: Block | None = None


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """RFC 9457 problem+json. ``code`` is the catalogue key, ``params`` fill its text in the user's language."""

    code: str
    status: int
    title: str
    detail: str = ""
    params: dict[str, str | int] = {}
    type: str = "about:blank"
    request_id: str = ""
