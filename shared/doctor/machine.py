"""This machine as Fairhall knows it: a hub's and terminals' data directories, and what the technician asked for."""

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from shared import settings
from shared.client import identity
from shared.client.errors import IdentityError
from shared.client.identity import Identity
from shared.doctor.meeting import Meeting, meet
from shared.hub.run import DATA, PORT, PUBLIC_PORT
from shared.protocol.roles import Role
from shared.settings import Settings, SettingsError

Kind = Literal["hub", "kiosk", "counter", "display", "wall", "manager", "witness", ""]
TERMINALS: tuple[Role, ...] = ("kiosk", "counter", "display", "wall", "witness")
OF_A_HUB = ("journal.db", "keys", "hall.toml")


@dataclass
class Home:
    """A data directory; ``kind`` "" where nothing tells what lives there. ``hub`` is where to look for the hub."""

    folder: Path
    kind: Kind = ""
    hub: str = ""

    @property
    def open(self) -> bool:
        """Whether this user may look into it; one that is not there hides nothing."""
        return not self.folder.exists() or os.access(self.folder, os.R_OK | os.X_OK)

    @cached_property
    def settings(self) -> Settings:
        """What a terminal would take of ``terminal.toml``; mistakes are for the check of the settings to tell."""
        try:
            return settings.load_usable(self.folder)[0]
        except SettingsError:
            return Settings()

    @cached_property
    def identity(self) -> Identity | IdentityError:
        """Who the terminal is, or why it does not know."""
        try:
            return identity.load(self.folder)
        except IdentityError as error:
            return error

    @cached_property
    def meeting(self) -> Meeting | None:
        """What became of looking for the hub, once; None for a terminal that is not paired."""
        if isinstance(self.identity, IdentityError):
            return None
        known = [self.hub] if self.hub else [self.identity.hub_address, self.settings.hub.address]
        return meet(self.identity, [address for address in dict.fromkeys(known) if address])


@dataclass
class Machine:
    """Everything a check may look at; into ``shut`` homes this user may not look. ``speak``, ``print_slip`` and
    ``keys_s`` allow what people would notice.
    """

    homes: list[Home] = field(default_factory=list)
    shut: list[Home] = field(default_factory=list)
    listen: tuple[str, int] = ("0.0.0.0", PORT)
    public: tuple[str, int] = ("0.0.0.0", PUBLIC_PORT)
    speak: bool = False
    print_slip: bool = False
    keys_s: int = 0

    @property
    def hubs(self) -> list[Home]:
        """The hub's home, if this is its machine."""
        return [home for home in self.homes if home.kind == "hub"]

    @property
    def terminals(self) -> list[Home]:
        """The homes of terminals."""
        return [home for home in self.homes if home.kind != "hub"]

    def has(self, kind: Kind) -> bool:
        """Whether such a terminal lives here, or may yet."""
        return not self.homes or any(home.kind in (kind, "") for home in self.homes)


def home_at(folder: Path, hub: str = "") -> Home:
    """What lives in a data directory."""
    home = Home(folder, "", hub)
    if not home.open:
        return home
    if any((folder / name).exists() for name in OF_A_HUB):
        home.kind = "hub"
    elif not isinstance(home.identity, IdentityError):
        home.kind = home.identity.role
    return home


def usual_homes(hub: str = "") -> list[Home]:
    """The data directories where Fairhall puts them by itself, those that exist."""
    homes = [Home(DATA, "hub", hub)] if DATA.is_dir() else []
    places = {role: settings.data_directory(role) for role in TERMINALS}
    return homes + [Home(folder, role, hub) for role, folder in places.items() if folder.is_dir()]
