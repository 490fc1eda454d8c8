"""What all events are."""

import msgspec


class Event(msgspec.Struct, frozen=True, tag_field="type", kw_only=True):
    """Base of all events."""
