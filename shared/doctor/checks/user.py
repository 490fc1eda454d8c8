"""Who runs this, and whether the data directories belong to the same user."""

import getpass
import os
from collections.abc import Iterator
from pathlib import Path

from shared.doctor.finding import Finding, failed, passed, warned
from shared.doctor.machine import Machine


class User:
    """Files made by another user may not be usable by the service."""

    name = "user"

    def look(self, machine: Machine) -> Iterator[Finding]:
        """One line, and one for each directory that is another's."""
        me = _me()
        for home in machine.shut:
            yield failed("closed", user=me, folder=str(home.folder), owner=owner_of(home.folder))
        if not machine.homes:
            if not machine.shut:
                yield warned("nothing", user=me)
            return
        yield passed("runs", user=me, folders=", ".join(str(home.folder) for home in machine.homes))
        for home in machine.homes:
            owner = owner_of(home.folder)
            if owner and owner != me:
                yield warned("other", user=me, folder=str(home.folder), owner=owner)


def owner_of(folder: Path) -> str:
    """Whose directory it is; "" where there is none, or nobody can tell."""
    try:
        return folder.owner()
    except (OSError, KeyError, NotImplementedError):
        return ""


def is_ours(folder: Path) -> bool:
    """Whether opening files there for writing leaves nothing that its owner cannot use."""
    return owner_of(folder) in ("", _me())


def _me() -> str:
    try:
        return getpass.getuser() if not hasattr(os, "geteuid") else Path("/proc/self").owner()
    except (OSError, KeyError):
        return str(os.geteuid()) if hasattr(os, "geteuid") else ""
