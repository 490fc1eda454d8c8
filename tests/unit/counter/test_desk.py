"""What each key of the desk does, by state."""

import pytest

from counter.controllers.desk import KEYS, Seen, actions, seconds_until
from counter.controllers.words import say
from tests.unit.counter.rows import NOW, asked, calling, desk, serving

ALWAYS = {"F3": "bring-back", "Shift+F1": "call-manager", "F12": "leave"}


def seen(row, **changes):
    return Seen(row, **{"live": True, "now_ms": NOW} | changes)


def enabled(row, **changes):
    return {key: action.verb for key, action in actions(seen(row, **changes)).items() if action.enabled}


@pytest.mark.parametrize(
    ("row", "verbs"),
    [
        (desk("closed"), {"F9": "open", **ALWAYS}),
        (desk("paused"), {"F9": "open", "F5": "open", **ALWAYS}),
        (desk("idle"), {"F9": "call-next", "F5": "pause", "Shift+F3": "special-call", **ALWAYS}),
        (desk("ready"), {"F5": "pause", "Shift+F3": "special-call", **ALWAYS}),
        (calling(), {"F9": "serve", **ALWAYS}),
        (serving(), {"F9": "finish", "F6": "park", "F7": "transfer", **ALWAYS}),
    ],
    ids=lambda value: getattr(value, "state", ""),
)
def test_f9_is_the_next_step_and_only_what_makes_sense_can_be_pressed(row, verbs):
    assert enabled(row) == verbs


def test_the_keys_are_the_same_in_every_state():
    for state in ("closed", "paused", "idle", "ready", "calling", "serving"):
        assert set(actions(seen(desk(state)))) == set(KEYS)


def test_recall_and_no_show_count_down_to_the_moment_they_are_allowed():
    early = actions(seen(calling()))
    assert (early["F8"].wait_s, early["F10"].wait_s, early["F10"].calls) == (6, 171, 2)
    assert enabled(calling(), now_ms=NOW + 5_999) == {"F9": "serve", **ALWAYS}
    assert enabled(calling(), now_ms=NOW + 6_000)["F8"] == "recall"


def test_time_alone_does_not_allow_a_no_show_before_the_calls_are_made():
    late = NOW + 180_000
    assert "F10" not in enabled(calling(), now_ms=late)
    assert enabled(calling(no_show_calls=0), now_ms=late)["F10"] == "no-show"


def test_a_clock_that_is_put_back_makes_nobody_wait_for_that_hour_again():
    assert enabled(calling(no_show_calls=0), now_ms=NOW - 3_600_000) == {
        "F9": "serve",
        "F8": "recall",
        "F10": "no-show",
        **ALWAYS,
    }


def test_while_a_verb_is_on_its_way_nothing_else_starts():
    waiting = actions(seen(serving(), asking="finish"))
    assert not any(action.enabled for action in waiting.values())
    assert [key for key, action in waiting.items() if action.busy] == ["F9"]


def test_without_the_hub_nothing_starts():
    for row in (desk("idle"), serving(), calling(recall_ms=0), desk("paused")):
        assert enabled(row, live=False) == {}


def test_the_question_can_be_put_again_while_it_stands_and_a_keypad_is_there():
    row = desk("idle", asked=asked())
    assert enabled(row, keypad=True)["F8"] == "ask-again"
    assert "F8" not in enabled(row, keypad=False)
    assert "F8" not in enabled(row, keypad=True, now_ms=NOW + 7_000)
    assert "F8" not in enabled(desk("idle", asked=asked(given=True)), keypad=True)


def test_a_number_called_after_a_question_ends_the_question_on_the_desk():
    row = calling(recall_ms=0)
    row = type(row)(**{name: getattr(row, name) for name in row.__struct_fields__} | {"asked": asked()})
    assert enabled(row, keypad=True)["F8"] == "recall"


def test_whoever_was_missed_last_is_recalled_by_the_recall_key_until_the_next_call():
    assert enabled(desk("idle", recallable="D039"))["F8"] == "recall-missed"
    assert enabled(desk("ready", recallable="D039"))["F8"] == "recall-missed"
    assert "F8" not in enabled(desk("paused", recallable="D039"))
    assert enabled(calling(recall_ms=0))["F8"] == "recall"


def test_while_the_hub_is_away_a_service_can_be_finished_and_nobody_called():
    away = {"live": False, "keeps": True}
    assert enabled(serving(), **away) == {"F9": "finish"}
    assert actions(seen(serving(), **away))["F9"].label == say("counter.step.finish-away")
    for row in (desk("idle"), desk("ready"), calling(recall_ms=0), desk("paused"), desk("closed")):
        assert enabled(row, **away) == {}
    assert enabled(serving(), **away, kept="D047") == {}
    assert enabled(serving(), keeps=True, kept="D047") == {}, "until the hub has heard of it"


@pytest.mark.parametrize(("at", "left"), [(0, 0), (1, 1), (1_000, 1), (1_001, 2), (-5_000, 0)])
def test_seconds_are_rounded_up(at, left):
    assert seconds_until(NOW + at, NOW) == left
