"""What a record says happened, as an event of the hall; nothing it says is passed over."""

import msgspec

from shared.hall.events import AnyEvent
from shared.verify.problem import Wrong
from shared.verify.record import Record

VERSION = 1
"""Of every event type so far."""

_FIELDS: dict[str, frozenset[str]] = {
    str(kind.__struct_config__.tag): frozenset(kind.__struct_fields__) for kind in AnyEvent.__args__
}


def event_of(record: Record) -> AnyEvent | Wrong:
    """The event, or why it is none that this verifier can vouch for."""
    fields = _FIELDS.get(record.type)
    if fields is None:
        return Wrong("an event type this verifier does not know", "a type of docs/journal.md", record.type)
    if record.v != VERSION:
        return Wrong("a version this verifier does not know", f"{record.type} v{VERSION}", f"v{record.v}")
    if strange := sorted(record.data.keys() - fields):
        return Wrong("a field this verifier does not know", f"the fields of {record.type}", ", ".join(strange))
    try:
        event: AnyEvent = msgspec.convert({**record.data, "type": record.type}, AnyEvent)
    except msgspec.ValidationError as error:
        return Wrong("not such an event", f"the fields of {record.type}", str(error))
    return event
