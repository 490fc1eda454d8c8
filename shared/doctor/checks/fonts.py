"""Fonts of screens and slips."""

import shutil
import subprocess
from collections.abc import Iterator

from hardware.errors import FontMissing
from hardware.printer.fonts import cjk, sign
from shared.doctor.finding import Finding, failed, passed, warned
from shared.doctor.machine import Machine

LIST = ("fc-list", ":lang=zh-cn", "family")
ANSWER_S = 20


class Fonts:
    """Without a Chinese font screens show boxes, and nothing else tells."""

    name = "fonts"

    def look(self, machine: Machine) -> Iterator[Finding]:
        """Signs and numbers, Chinese on screens, Chinese on slips."""
        try:
            sign(20)
            yield passed("signs")
        except FontMissing as error:
            yield failed("no-signs", error=str(error))
        if machine.terminals or not machine.homes:
            yield _screens()
        if any(home.settings.printer for home in machine.terminals):
            try:
                cjk(20)
                yield passed("slips")
            except FontMissing as error:
                yield failed("no-slips", error=str(error))


def _screens() -> Finding:
    if shutil.which(LIST[0]) is None:
        return warned("unknown")
    try:
        listed = subprocess.run(LIST, capture_output=True, text=True, timeout=ANSWER_S, check=False).stdout
    except subprocess.TimeoutExpired:
        return warned("unknown")
    families = sorted({line.split(",")[0].strip() for line in listed.splitlines() if line.strip()})
    if not families:
        return failed("no-chinese")
    return passed("chinese", count=len(families), first=families[0])
