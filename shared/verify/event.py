"""What a record says happened, as an event of the hall; nothing it says is passed over."""

import msgspec

from shared.hall.events import KINDS, AnyEvent
from shared.verify.problem import Wrong
from shared.verify.record import Record

VERSION = 1
"""Of every event type so far."""


def event_of(record: Record) -> AnyEvent | Wrong:
    """The event, or why it is none that this verifier can vouch for."""
    kind = KINDS.get(record.type)
    if kind is None:
        return Wrong("an event type this verifier does not know", "a type of docs/journal.md", record.type)
    if record.v != VERSION:
        return Wrong("a version this verifier does not know", f"{record.type} v{VERSION}", f"v{record.v}")
    if strange := sorted(record.data.keys() - set(kind.__struct_fields__)):
        return Wrong("a field this verifier does not know", f"the fields of {record.type}", ", ".join(strange))
    try:
        return msgspec.convert(record.data, kind)
    except msgspec.ValidationError as error:
        return Wrong("not such an event", f"the fields of {record.type}", str(error))
