"""What a pad's key does at each moment: never more than the keyboard's key would."""

import pytest

from counter.controllers.desk import Seen, actions
from counter.controllers.padkeys import PAD_KEYS, key_for
from hardware.keypad.profile import load_profile, shipped
from tests.unit.counter.rows import NOW, PARKED, asked, calling, desk, serving

MOMENTS = {
    "closed": desk("closed"),
    "paused": desk("paused"),
    "idle": desk(),
    "ready": desk("ready"),
    "called": calling(recall_ms=NOW, no_show_ms=NOW, no_show_calls=0),
    "just called": calling(),
    "serving": serving(),
    "rating": desk(asked=asked()),
    "parked": desk(parked=PARKED),
}


def done(name: str, moment: str) -> str:
    """The verb that the pad's key causes, "" for none, "why not" where the desk only says why."""
    seen = Seen(MOMENTS[moment], live=True, now_ms=NOW, keypad=True)
    key = key_for(name, seen)
    if key is None:
        return ""
    action = actions(seen)[key]
    return action.verb if action.enabled else "why not"


@pytest.mark.parametrize(
    ("name", "moment", "verb"),
    [
        ("call", "closed", "open"),
        ("call", "paused", "open"),
        ("call", "idle", "call-next"),
        ("call", "ready", ""),
        ("call", "called", "serve"),
        ("call", "serving", "finish"),
        ("call-recall", "idle", "call-next"),
        ("call-recall", "called", "recall"),
        ("call-recall", "just called", "why not"),
        ("call-recall", "serving", "why not"),
        ("serve", "called", "serve"),
        ("serve", "idle", ""),
        ("finish-no-show", "serving", "finish"),
        ("finish-no-show", "called", "no-show"),
        ("finish-no-show", "just called", "why not"),
        ("no-show", "just called", "why not"),
        ("evaluate", "serving", "finish"),
        ("evaluate", "rating", "ask-again"),
        ("evaluate", "called", ""),
        ("pause", "idle", "pause"),
        ("pause", "paused", "open"),
        ("pause", "closed", "why not"),
        ("pause", "serving", "why not"),
        ("transfer", "serving", "transfer"),
        ("transfer", "idle", "why not"),
        ("park", "serving", "park"),
        ("resume", "parked", "bring-back"),
        ("explode", "serving", ""),
    ],
)
def test_a_key_does_what_is_possible_now_or_says_why_not(name: str, moment: str, verb: str) -> None:
    assert done(name, moment) == verb


def test_while_the_hub_is_asked_or_away_no_key_does_anything() -> None:
    for seen in (
        Seen(MOMENTS["serving"], live=False, now_ms=NOW),
        Seen(MOMENTS["serving"], live=True, now_ms=NOW, asking="park"),
    ):
        for name in PAD_KEYS:
            key = key_for(name, seen)
            assert key is None or not actions(seen)[key].enabled


def test_every_key_of_every_shipped_pad_means_something() -> None:
    names = {rule.name for profile in shipped() for rule in load_profile(profile).events if rule.name}
    assert names <= PAD_KEYS.keys()
    assert len(names) >= 10
