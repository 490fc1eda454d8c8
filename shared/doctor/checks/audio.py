"""Audio outputs of a display's machine; with ``--speak`` a test sentence on them. The one check that needs Qt."""

from collections.abc import Iterator
from pathlib import Path

from shared.doctor.finding import Finding, failed, passed, warned
from shared.doctor.machine import Home, Machine


class Audio:
    """Without an output calls are shown, not spoken."""

    name = "audio"

    def look(self, machine: Machine) -> Iterator[Finding]:
        """One line for the outputs, one for what was spoken."""
        if not machine.has("display"):
            return
        try:
            from display.sounding import outputs, speak
        except ImportError as error:
            yield failed("no-qt", reason=str(error))
            return
        found = outputs()
        if not found:
            yield warned("none")
            return
        yield passed("outputs", count=len(found), first=found[0])
        if machine.speak:
            home = next((each for each in machine.terminals if each.kind in ("display", "")), Home(Path()))
            spoken = speak(home.folder, home.settings.voice)
            yield passed("spoken", text=spoken) if spoken else warned("unspoken")
