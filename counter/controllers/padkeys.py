"""What a key of a call pad does now: the same as a key of the keyboard. Pure."""

from counter.controllers.desk import Key, Seen, actions

PAD_KEYS: dict[str, tuple[tuple[Key, str], ...]] = {
    "call": (("F9", "open"), ("F9", "call-next"), ("F9", "serve"), ("F9", "finish")),
    "call-recall": (("F8", "recall"), ("F9", "open"), ("F9", "call-next")),
    "recall": (("F8", "recall"),),
    "serve": (("F9", "serve"),),
    "finish": (("F9", "finish"),),
    "finish-no-show": (("F9", "finish"), ("F10", "no-show")),
    "evaluate": (("F9", "finish"), ("F8", "ask-again")),
    "no-show": (("F10", "no-show"),),
    "pause": (("F5", "pause"), ("F5", "open")),
    "transfer": (("F7", "transfer"),),
    "park": (("F6", "park"),),
    "resume": (("F3", "bring-back"),),
}
"""A profile's key names → what each may do, the first that is possible now."""


def key_for(name: str, seen: Seen) -> Key | None:
    """The keyboard's key that does it; where nothing is possible one that says why; None where it means nothing now."""
    now = actions(seen)
    meant = [key for key, verb in PAD_KEYS.get(name, ()) if now[key].verb == verb]
    return next((key for key in meant if now[key].enabled), meant[0] if meant else None)
