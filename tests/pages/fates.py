"""What may become of a ticket, one of each."""

from shared.clock import ManualClock
from tests.integration.people import manager
from tests.pages.halls import SPECIAL, Hall

FATES = SPECIAL.replace('policy = "fifo"', 'policy = "call"')
"""Group A by lot at issue, F by lot at the call: its tickets name no window."""
SHOWN = {
    **dict.fromkeys(("serving", "missed", "parked", "ended"), "plain"),
    **dict.fromkeys(("two", "finished", "thanks"), "grades"),
    "called": "called",
    "unnamed": "waiting",
    "waiting": "waiting",
    "moved": "moved",
}
"""What the page of each shows."""
MISSED_S = 200


async def fates(place: Hall, clock: ManualClock) -> dict[str, str]:
    """A token for each of ``SHOWN``; ``two`` services are done, ``thanks`` waits for its grade like ``finished``."""
    her = await manager(place.house)
    tokens = {}

    async def called(name: str) -> str:
        mine = await place.take()
        tokens[name] = mine["token"]
        await place.at(mine["main"], "call-next")
        return str(mine["main"])

    async def there(desk: str, verb: str, **more: str) -> None:
        status, answer = await place.desks[desk].post(f"counters/{desk}/{verb}", **more)
        assert status == 200, answer

    desk = await called("missed")
    clock.advance(MISSED_S)
    await place.at(desk, "no-show")
    desk = await called("parked")
    await place.at(desk, "serve")
    await there(desk, "park", kind="same")
    desk = await called("two")
    await place.at(desk, "serve")
    await there(desk, "add-service", service="residence")
    await place.at(desk, "finish")
    for name in ("finished", "thanks"):
        await place.at(await called(name), "serve", "finish")
    ended = await place.take()
    assert (await her.post(f"tickets/{ended['ticket']}/cancel"))[0] == 200
    await place.at(await called("serving"), "serve")
    await called("called")
    tokens |= {"ended": ended["token"], "unnamed": (await place.take("income"))["token"]}
    tokens |= await _moved(place)
    return tokens


async def _moved(place: Hall) -> dict[str, str]:
    """All windows of one who waits have closed; another came after that, and they opened again."""
    waiting = [await place.take() for _ in range(8)]
    state = place.house.hub.service.state
    named = {each["token"]: state.names(state.tickets[each["ticket"]]) for each in waiting}
    mine = next(token for token in reversed(named) if not any(state.desks[desk].ticket for desk in named[token]))
    await place.leave(*named[mine])
    last = await place.take()
    for desk in named[mine]:
        await place.at(desk, "open")
    return {"moved": mine, "waiting": last["token"]}
