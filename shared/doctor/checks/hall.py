"""``hall.toml`` of a hub."""

from collections.abc import Iterator

from shared.doctor.finding import Finding, failed, passed, warned
from shared.doctor.machine import Machine
from shared.hub.hallfile.advice import few_windows
from shared.hub.hallfile.load import HallFileError, load


class HallFile:
    """A mistake never takes effect; here it is told before anybody saves."""

    name = "hall"

    def look(self, machine: Machine) -> Iterator[Finding]:
        """One line for a file that is right, one for each group with too few windows, and one where no manager's key
        stands in it; else one a mistake.
        """
        for home in machine.hubs:
            path = home.folder / "hall.toml"
            if not path.exists():
                yield warned("none", file=str(path))
                continue
            try:
                hall = load(path)
            except HallFileError as error:
                for flaw in error.flaws:
                    yield failed("flaw", file=flaw.file, line=flaw.line, what=flaw.what, remedy=flaw.remedy)
            else:
                yield passed(
                    "good", file=str(path), name=hall.name.zh, services=len(hall.services), counters=len(hall.counters)
                )
                for few in few_windows(hall):
                    facts: dict[str, str | int] = {
                        "file": str(path),
                        "group": few.group,
                        "service": few.service,
                        "wanted": few.wanted,
                    }
                    if few.windows == 1:
                        yield warned("one-window", windows=1, **facts)
                    else:
                        yield warned("few-windows", windows=few.windows, **facts)
                if not hall.managers and any(group.policy != "fifo" for group in hall.groups):
                    yield warned("no-manager", file=str(path))
