"""``terminal.toml`` of each terminal, and the layout that it names."""

from collections.abc import Iterator

from display.controllers.layout import file_of, read
from shared import settings
from shared.doctor.finding import Finding, failed, passed, warned
from shared.doctor.machine import Home, Machine
from shared.protocol.rows import CounterRow
from shared.settings import FILE, SettingsError
from shared.toml import TomlError


class SettingsFile:
    """Every mistake, also of a display's own layout, and names of counters that the hall has not."""

    name = "settings"

    def look(self, machine: Machine) -> Iterator[Finding]:
        """One line a file that is right, else one a mistake."""
        for home in machine.terminals:
            path = home.folder / FILE
            try:
                settings.load(home.folder)
                yield passed("read" if path.exists() else "none", file=str(path))
            except SettingsError as error:
                for flaw in error.flaws:
                    yield failed("flaw", file=flaw.file, line=flaw.line, what=flaw.what, remedy=flaw.remedy)
            yield from _layout(home)
            yield from _strangers(home)


def _layout(home: Home) -> Iterator[Finding]:
    name = home.settings.display.layout
    if home.kind not in ("display", "") or not name:
        return
    path = file_of(name, home.folder)
    try:
        read(path)
        yield passed("layout", file=str(path))
    except TomlError as error:
        for flaw in error.flaws:
            yield failed("flaw", file=flaw.file, line=flaw.line, what=flaw.what, remedy=flaw.remedy)


def _strangers(home: Home) -> Iterator[Finding]:
    named = [("zone", counter) for counter in home.settings.voice.zone]
    named += [("zone" if home.settings.display.zone else "window", each) for each in home.settings.display.counters]
    named += [("directions", counter) for counter in home.settings.directions]
    if not named or home.meeting is None or (met := home.meeting.met) is None:
        return
    counters = [row.id for row in met.rows if isinstance(row, CounterRow)]
    for key, counter in named:
        if counter not in counters:
            file = str(home.folder / FILE)
            yield warned("stranger", file=file, key=key, counter=counter, known=", ".join(counters))
