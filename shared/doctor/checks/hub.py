"""The terminal's way to its hub: who it is, where the hub was met, whether it is heard on the LAN."""

from collections.abc import Iterator

from shared.client.errors import IdentityError
from shared.doctor.finding import Finding, failed, passed, warned
from shared.doctor.machine import Home, Machine
from shared.doctor.meeting import Meeting, Met, Unmet


class HubCheck:
    """As the terminal itself would look for it."""

    name = "hub"

    def look(self, machine: Machine) -> Iterator[Finding]:
        """Some lines for each terminal."""
        for home in machine.terminals:
            if isinstance(home.identity, IdentityError):
                yield _unpaired(home, home.identity)
            elif home.meeting is not None:
                who = home.identity
                code = "paired-counter" if who.counter else "paired"
                yield passed(code, name=who.name, role=who.role, counter=who.counter)
                yield from _lines(home.meeting)


def _unpaired(home: Home, error: IdentityError) -> Finding:
    if (home.folder / "identity.json").exists():
        return failed("damaged", error=str(error))
    return failed("unpaired", folder=str(home.folder), role=home.kind or "kiosk|counter|display")


def _lines(meeting: Meeting) -> Iterator[Finding]:
    found = meeting.met is not None
    for each in meeting.tried:
        if isinstance(each, Met):
            yield passed("met", address=each.address, took_ms=each.took_ms, hall=each.welcome.hall)
        else:
            yield _unmet(each, found)
    if meeting.heard:
        yield passed("heard", address=meeting.heard)
    elif found:
        yield warned("not-heard")
    else:
        yield failed("nowhere")


def _unmet(each: Unmet, found: bool) -> Finding:
    """An address that does not lead to the hub is no fault where another one does, unless the hub itself said no."""
    if each.trouble == "revoked" or not found:
        return failed(each.trouble, address=each.address, detail=each.detail)
    return warned(each.trouble, address=each.address, detail=each.detail)
