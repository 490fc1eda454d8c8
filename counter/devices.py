"""What terminal.toml connects to a desk: keypad, call pad and window board, each at its port and bus address."""

import logging
from collections.abc import Iterable
from typing import Literal, NamedTuple

from hardware.errors import ProfileError
from hardware.keypad.keypad import keypad_port
from hardware.keypad.profile import load_profile
from hardware.keypad.rules import Profile
from hardware.line import Port
from shared.settings import Board, Keypad, Settings

log = logging.getLogger(__name__)


class Device(NamedTuple):
    """One device to connect."""

    role: Literal["pad", "board"]
    port: Port
    profile: Profile
    address: int = 1


def devices_of(wanted: Settings) -> tuple[list[Device], list[str]]:
    """The devices of these settings, and the tables that name none: what is wrong is logged with its remedy, and the
    desk works without. Devices at one port share its line, so their profiles must agree on it.
    """
    devices: list[Device] = []
    wrong: list[str] = []
    for table, section in _sections(wanted):
        rating = section.rating if isinstance(section, Keypad) else ""
        try:
            profile = load_profile(section.profile, rating)
        except ProfileError as error:
            log.error("no [%s]: %s", table, error)
            wrong.append(table)
            continue
        port = keypad_port(section.port, profile)
        if any(it.port.path == port.path and it.port != port for it in devices):
            log.error("no [%s]: %s speaks otherwise than the device before it at %s", table, profile.name, port.path)
            wrong.append(table)
        elif table == "board" and not {"show", "clear"} <= profile.commands.keys():
            log.error("no [board]: %s is no board's profile; name one with the commands show and clear", profile.name)
            wrong.append(table)
        else:
            devices.append(Device("board" if table == "board" else "pad", port, profile, section.address))
    return devices, wrong


def _sections(wanted: Settings) -> Iterable[tuple[str, Keypad | Board]]:
    for table, section in (("keypad", wanted.keypad), ("pad", wanted.pad), ("board", wanted.board)):
        if section is not None:
            yield table, section
