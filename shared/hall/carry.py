"""What a day hands to the next, in one record: the day's own file can be replayed without the days before.

A state as integers, strings and lists alone, so that the record is canonical: a dict is a list of its pairs, since
their order counts, and a float is its shortest exact text.
"""

from typing import Any, get_args, get_origin

import msgspec

from shared.hall.events import StateCarried
from shared.hall.state import State

RULES = 3
"""The version of the hall's rules that new days are opened under."""
PLACES_ARE_TIMES = 2
"""The rules from which on a ticket's place is the time it was taken, not a count."""
TICKETS_END = 3
"""The rules from which on every ticket ends some day, and one that a kiosk brings when its day is over is recorded."""
_NOT_CARRIED = frozenset(
    {
        *("config", "at_ms", "day", "epoch", "rules", "algorithm", "commitment", "witnesses", "draws", "carrying"),
        "opened_for",
        *("open_draw", "redraw", "round", "services", "groups", "counters", "able", "recent", "inherited", "numbers"),
        *("over", "place", "leases", "joined"),
    }
)
"""What the opening record says, what is empty when a day has just begun, and what follows from the rest."""
_LATER = frozenset({"ahead", "came", "moved", "printed", "service", "witness_keys"})
"""Fields that records of before them lack: they had their defaults from there on."""
_FIELDS = {each.name: each for each in msgspec.structs.fields(State) if each.name not in _NOT_CARRIED}


def carried(state: State) -> StateCarried:
    """The record that belongs behind the opening record of a new day."""
    assert state.config is not None
    fresh = State()
    rest = {name: getattr(state, name) for name in _FIELDS if getattr(state, name) != getattr(fresh, name)}
    return StateCarried(config=state.config, state={name: _plain(value) for name, value in rest.items()})


def taken_over(state: State, event: StateCarried) -> None:
    """Let ``state`` hold what is carried and nothing else of it. ValueError if it is none."""
    if strange := event.state.keys() - _FIELDS.keys():
        raise ValueError(f"no such part of a state: {', '.join(sorted(strange))}")
    fresh = State()
    for name, field in _FIELDS.items():
        value = _typed(event.state[name], field.type) if name in event.state else getattr(fresh, name)
        setattr(state, name, value)


def says_no_less(there: StateCarried, wanted: StateCarried) -> bool:
    """Whether ``there`` carries just what ``wanted`` does, but for what its version had no words for yet."""
    return there.config == wanted.config and _within(there.state, wanted.state)


def _within(there: Any, whole: Any) -> bool:
    match there, whole:
        case dict(), dict():
            lacks, more = whole.keys() - there.keys(), there.keys() - whole.keys()
            return not more and lacks <= _LATER and all(_within(value, whole[name]) for name, value in there.items())
        case list(), list():
            return len(there) == len(whole) and all(map(_within, there, whole))
    return bool(there == whole)


def _plain(value: Any) -> Any:
    match value:
        case msgspec.Struct():
            return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
        case dict():
            return [[key, _plain(each)] for key, each in value.items()]
        case list() | tuple():
            return [_plain(each) for each in value]
        case float():
            return repr(value)
    return value


def _typed(value: Any, kind: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if kind is float:
        return float(value)
    if origin is dict:
        return {msgspec.convert(key, inner[0]): _typed(each, inner[1]) for key, each in value}
    if origin is list:
        return [_typed(each, inner[0]) for each in value]
    if origin is tuple and float in inner:
        return tuple(_typed(each, one) for each, one in zip(value, inner, strict=True))
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        fields = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
        return kind(**{name: _typed(each, fields[name]) for name, each in value.items() if name in fields})
    return msgspec.convert(value, kind)
