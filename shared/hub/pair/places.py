"""Where the hubs of a pair are met. Each keeps its own addresses in the cabinet; who leads tells the terminals."""

import msgspec

from shared.hub.pair.cabinet import Cabinet

DOCUMENT = "places"
MOST = 4
"""Addresses of one machine: terminals try each in turn."""
DAY_MS = 86_400_000
GONE_MS = 30 * DAY_MS
"""A hub that has not run for so long is not looked for any more."""


class Place(msgspec.Struct, frozen=True):
    """The addresses of one hub, and when it said so."""

    addresses: tuple[str, ...]
    at_ms: int


def keep(cabinet: Cabinet, me: str, mine: tuple[str, ...], now_ms: int) -> tuple[str, ...]:
    """Put ours where the others find them; those of all hubs. Raises JournalError, AccessError."""
    found = cabinet.get(DOCUMENT)
    places = msgspec.json.decode(found[1], type=dict[str, Place]) if found else {}
    known = places.get(me)
    if known is None or known.addresses != mine or now_ms - known.at_ms > DAY_MS:
        places = {hub: place for hub, place in places.items() if now_ms - place.at_ms < GONE_MS}
        places[me] = Place(mine, now_ms)
        cabinet.put(DOCUMENT, msgspec.json.encode(places), found[0] if found else 0)
    return tuple(address for hub in sorted(places) for address in places[hub].addresses)
