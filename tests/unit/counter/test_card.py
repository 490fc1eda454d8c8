"""What the big card shows, and what it never shows."""

import pytest

from counter.controllers.card import card, duration, policy, queue_level
from counter.controllers.desk import Seen
from counter.controllers.words import Say, say
from shared.catalogue import catalogue
from tests.unit.counter.rows import GROUPS, ID_CARDS, MINUTE, NOW, OTHER, SERVICES, TAX, asked, calling, desk, serving
from tests.unit.counter.rows import hall as hall_row

MINE = (ID_CARDS, OTHER)


def show(row, now_ms=NOW, keypad=True, groups=MINE, hall=None, **how):
    seen = Seen(row, **{"live": True, "now_ms": now_ms, "keypad": keypad, **how})
    return card(seen, hall or hall_row(), {service.id: service for service in SERVICES}, groups)


def said(shown):
    fields = (shown.caption, shown.unit, shown.title, shown.note, *shown.facts, *shown.lines)
    return [field for field in fields if isinstance(field, Say)]


def test_serving_shows_number_service_and_how_long_against_the_usual_time():
    shown = show(serving())
    assert (shown.mode, shown.big, shown.clock) == ("serving", "D047", "4:12")
    assert shown.title == say("counter.card.service", name=SERVICES[0].name)
    assert say("counter.card.taken", time="9:41") in shown.facts
    assert say("counter.card.waited", minutes=11) in shown.facts
    assert shown.part == pytest.approx(252 / 720)
    assert shown.tick == pytest.approx(2 / 3)
    assert shown.level == ""


def test_the_card_says_how_the_ticket_came():
    assert say("counter.came.main") in show(calling(came="main")).facts
    assert say("counter.came.reserve") in show(serving(came="reserve")).facts
    assert not [it for it in said(show(serving())) if it.key.startswith("counter.came")], "a common line needs no word"


def test_half_as_long_again_as_usual_is_said_in_words_too():
    shown = show(serving(serving_ms=NOW - 12 * MINUTE))
    assert shown.level == "warn"
    assert shown.note == say("counter.card.over-warn", minutes=8)
    assert shown.part == 1.0


def test_calling_counts_from_the_call():
    shown = show(calling(calls=2))
    assert (shown.mode, shown.big, shown.clock) == ("calling", "D047", "0:09")
    assert shown.note == say("counter.card.calls", n=2)


def test_after_finishing_the_seconds_to_rate_run_down():
    row = desk("idle", asked=asked())
    assert show(row).big == "7"
    assert show(row, now_ms=NOW + 6_001).big == "1"
    assert show(row, now_ms=NOW + 7_000).mode == "idle"


def test_the_clerk_learns_whether_it_was_rated_never_how():
    assert show(desk("idle", asked=asked(given=True))).facts == (say("counter.card.rated", number="D047"),)
    late = show(desk("idle", asked=asked()), now_ms=NOW + 8_000)
    assert late.facts == (say("counter.card.not-rated", number="D047"),)


def test_without_a_keypad_nobody_is_told_to_press_it():
    assert show(desk("idle", asked=asked()), keypad=False).title == say("counter.card.no-keypad")


def test_idle_shows_how_many_wait_and_no_number():
    shown = show(desk("idle"))
    assert (shown.mode, shown.big) == ("idle", "10")
    assert not any("number" in field.params for field in said(shown))


def test_idle_with_nobody_waiting_says_what_a_press_does():
    shown = show(desk("idle"), groups=())
    assert (shown.big, shown.title) == ("0", say("counter.card.nobody"))


def test_a_closed_hall_says_that_all_who_wait_are_served():
    assert show(desk("idle"), hall=hall_row(open=False)).title == say("counter.card.hall-closed")


@pytest.mark.parametrize("state", ["ready", "paused"])
def test_standing_by_and_pausing_show_since_when(state):
    shown = show(desk(state))
    assert (shown.mode, shown.big) == (state, "1:05")


@pytest.mark.parametrize(("groups", "expected"), [(MINE, "issue"), ((TAX,), "fifo"), (GROUPS, "mixed"), ((), "none")])
def test_the_desk_says_honestly_how_the_next_one_comes(groups, expected):
    assert policy(groups) == expected
    assert f"counter.honest.{expected}" in catalogue()


def test_no_word_of_the_counter_says_that_the_next_is_drawn_at_the_press():
    for key, text in catalogue().items():
        if key.startswith("counter."):
            assert not ("抽" in text.zh and "按" in text.zh), key
            assert not ("drawn" in text.en.lower() and "press" in text.en.lower()), key


def test_every_word_of_the_card_is_in_the_catalogue():
    rows = [desk(state) for state in ("closed", "paused", "idle", "ready")]
    rows += [calling(), serving(), serving(serving_ms=1), desk("idle", asked=asked()), serving(kind="priority")]
    for row in rows:
        for field in said(show(row)):
            assert field.key in catalogue()


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (59, "0:59"), (61, "1:01"), (3_600, "1:00:00"), (3_723, "1:02:03")]
)
def test_running_times(seconds, text):
    assert duration(seconds) == text


@pytest.mark.parametrize(("minutes", "level"), [(11.9, ""), (12, "warn"), (15.9, "warn"), (16, "stop")])
def test_a_service_is_long_at_one_and_a_half_times_the_usual_and_too_long_at_twice(minutes, level):
    assert show(serving(serving_ms=NOW - round(minutes * MINUTE))).level == level


def test_a_call_is_amber_once_it_may_be_repeated_and_red_once_it_may_be_a_no_show():
    assert [show(calling(), NOW + ms).level for ms in (5_999, 6_000, 171_000)] == ["", "warn", "warn"]
    assert show(calling(no_show_calls=0), NOW + 171_000).level == "stop"


@pytest.mark.parametrize(
    ("waiting", "minutes", "level"), [(9, 14, ""), (10, 0, "warn"), (1, 15, "warn"), (20, 1, "stop"), (1, 30, "stop")]
)
def test_a_queue_is_long_by_its_people_or_by_its_wait(waiting, minutes, level):
    assert queue_level(waiting, minutes) == level


def test_a_ticket_sent_on_tells_from_where_and_what_to_know():
    sent = show(serving(sent_from="3", note="fee", text="50 yuan")).sent
    assert sent == (
        say("counter.card.sent-from", label="3"),
        say("counter.note.fee"),
        say("counter.card.text", text="50 yuan"),
    )
    assert show(serving(note="fee", text="of a service before")).sent == ()


def test_while_the_hub_is_away_the_card_promises_no_call():
    away = show(desk("idle"), live=False)
    assert away.title == say("counter.away.short")
    assert say("counter.card.call") not in said(away)
    assert show(serving(), live=False).clock == "4:12", "whoever is at the desk stays there"
    kept = show(serving(), live=False, kept="D047")
    assert (kept.mode, kept.big, kept.title) == ("kept", "D047", say("counter.card.kept"))
