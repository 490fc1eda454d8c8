"""What stands in the air about a hub or a device: instance name and TXT. Pure.

Service ``_fairhall._tcp.local.``; TXT ``role`` (hub, kiosk, counter, display, manager), ``hall`` (its id), ``ca``
(first 20 hex digits of the SHA-256 of the hall's authority), ``name``, ``v``; a device also ``device``. A device that
waits to be paired has no ``hall`` and no ``ca``. All of it is hearsay: a terminal believes the authority, not the air.
"""

from collections.abc import Mapping

import msgspec

from shared.protocol.messages import PROTOCOL
from shared.protocol.pairing import PREFIX_BYTES
from shared.protocol.roles import Role

SERVICE = "_fairhall._tcp.local."
CA_DIGITS = 2 * PREFIX_BYTES
LABEL_BYTES = 63
ROOM_FOR_RENAMING = 5
"""Left free in a name, so that a clash can make "…-2" of it."""
VALUE_BYTES = 200


class HubRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A hub; ``ca`` may be the whole fingerprint."""

    name: str
    hall: str
    ca: str
    port: int


class DeviceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A terminal, paired or not."""

    role: Role
    name: str
    device: str
    hall: str = ""
    ca: str = ""


def instance_name(text: str) -> str:
    """A name as one DNS label: no dots or control characters, at most 63 bytes, cut between characters."""
    plain = " ".join("".join(char if char.isprintable() and char != "." else " " for char in text).split())
    return _cut(plain, LABEL_BYTES - ROOM_FOR_RENAMING).strip() or "Fairhall"


def txt(record: HubRecord | DeviceRecord) -> dict[str, str]:
    """The TXT of a record."""
    values = {
        "role": "hub" if isinstance(record, HubRecord) else record.role,
        "hall": record.hall,
        "ca": record.ca[:CA_DIGITS],
        "name": record.name,
        "v": str(PROTOCOL),
    }
    if isinstance(record, DeviceRecord):
        values["device"] = record.device
    return {key: _cut(value, VALUE_BYTES) for key, value in values.items()}


def is_hub_of(properties: Mapping[bytes, bytes | None], fingerprint: str) -> bool:
    """Whether a TXT is of a hub whose authority has this fingerprint (the whole, or its first 20 digits)."""
    ca = (properties.get(b"ca") or b"").decode("ascii", "replace").lower()
    return properties.get(b"role") == b"hub" and len(ca) == CA_DIGITS and fingerprint.lower()[:CA_DIGITS] == ca


def _cut(text: str, most: int) -> str:
    return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")
