"""This machine's clock against the hub's."""

from collections.abc import Iterator
from datetime import timedelta

from shared.doctor.finding import Finding, failed, passed, warned
from shared.doctor.machine import Machine

FINE_MS, BEARABLE_MS = 2_000, 60_000


class ClockCheck:
    """Terminals go by the hub's time; a clock far off breaks TLS and makes logs unreadable."""

    name = "clock"

    def look(self, machine: Machine) -> Iterator[Finding]:
        """One line for each terminal that met its hub."""
        for home in machine.terminals:
            met = home.meeting.met if home.meeting else None
            if met is None:
                continue
            off_ms = -met.offset_ms
            facts: dict[str, str | int] = {"offset_ms": off_ms, "offset": _span(abs(off_ms)), "hub": met.address}
            if abs(off_ms) <= FINE_MS:
                yield passed("right", **facts)
            else:
                code = "fast" if off_ms > 0 else "slow"
                yield warned(code, **facts) if abs(off_ms) <= BEARABLE_MS else failed(code, **facts)


def _span(milliseconds: int) -> str:
    """0.3 s, 1:02:03, 400 days, 1:00:00."""
    if milliseconds < 60_000:
        return f"{milliseconds / 1000:.1f} s"
    return str(timedelta(seconds=milliseconds // 1000))
