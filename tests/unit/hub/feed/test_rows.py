"""What people read on their screens, built from the hall alone."""

from shared.hall import commands as c
from shared.hall.config import Group, Hours, Rules, Text, Voice
from shared.hub.feed.rows import call_row, counter_row, desk_row, group_row, hall_row, seal, service_row
from shared.hub.web.status import status_of
from tests.hall import SERVICES, Hall, config, service, text


def test_the_seal_is_read_in_two_groups_of_four() -> None:
    assert seal("00" * 32) == "AAAA AAAA"
    assert seal("") == "", "no day is open yet"


def test_an_empty_hall_tells_nobody_to_wait() -> None:
    hall = Hall()
    hall.open("1")
    hall.call("1")
    row = group_row(hall.state, "f")
    assert (row.waiting, row.low_min, row.oldest_ms, row.counters_open) == (0, 0, 0, 1)


def test_a_group_is_as_long_as_its_services_together() -> None:
    hall = Hall()
    first = hall.take("a1")
    hall.wait(60)
    hall.take("a2")
    hall.take("b1")
    row = group_row(hall.state, "a")
    assert (row.waiting, row.oldest_ms) == (2, first.issued_ms)
    assert service_row(hall.state, "a1").waiting == 1


def test_kiosk_ticket_and_phone_count_the_same_people_before_a_citizen() -> None:
    hall = Hall()
    hall.open("1", "2", "3")
    for name in ("a1", "b1", "a2", "f1", "b1") * 4:
        hall.take(name)
    tile = service_row(hall.state, "a1").ahead
    mine = hall.take("a1")
    seen = status_of(hall.state, mine, drawn=True)
    assert tile == mine.ahead == seen.ahead_first == seen.ahead
    assert tile > service_row(hall.state, "a1").waiting, "windows serve others, too"


def test_the_screens_count_everybody_who_waits_once() -> None:
    hall = Hall()
    hall.open("1", "2", "3")
    taken = [hall.take(name) for name in ("a1", "b1", "a2", "f1", "b1") * 4]
    rows = [group_row(hall.state, group) for group in hall.state.groups]
    assert sum(row.waiting for row in rows) == sum(ticket.status == "waiting" for ticket in taken)
    services = [service_row(hall.state, name).waiting for row in rows for name in row.services]
    assert sum(services) == sum(row.waiting for row in rows)


def test_too_few_windows_for_a_lot_are_told_where_the_hall_has_more() -> None:
    hall = Hall()
    assert group_row(hall.state, "a").few == 0, "nobody is open yet"
    hall.open("1")
    assert (group_row(hall.state, "a").few, group_row(hall.state, "f").few) == (1, 0), "a common line draws no lot"
    hall.open("2")
    assert group_row(hall.state, "a").few == 0
    strict = Hall(config(6, rules=Rules(strict=True)))
    strict.open("1", "2")
    assert group_row(strict.state, "a").few == 2
    one = Hall(config(1))
    one.open("1")
    assert group_row(one.state, "a").few == 0, "it has no more: that is said of its file"


def test_a_service_says_why_it_gives_no_tickets() -> None:
    hall = Hall(config(services=(*SERVICES, service("q1", "a", quota=1))))
    assert service_row(hall.state, "q1").state == "no-window"
    hall.open("1")
    assert service_row(hall.state, "q1").state == "open"
    hall.take("q1")
    assert service_row(hall.state, "q1").state == "sold-out"


def test_outside_its_hours_the_hall_is_closed() -> None:
    hall = Hall(config(hours=Hours(9 * 60, 17 * 60)))
    row = hall_row(hall.state, hall.facts, "http://10.0.0.5:7480")
    assert (row.open, row.opens, row.closes, row.public_url) == (False, "9:00", "17:00", "http://10.0.0.5:7480")
    hall.wait(3600)
    assert hall_row(hall.state, hall.facts, "").open
    hall.wait(8 * 3600)
    assert not hall_row(hall.state, hall.facts, "").open


def test_a_window_says_in_one_word_what_it_does() -> None:
    hall = Hall()
    states = [counter_row(hall.state, "1").state]
    for act in (
        lambda: hall.open("1"),
        lambda: hall.call("1"),
        lambda: hall.take("f1"),
        lambda: hall.do(c.Serve(counter="1")),
        lambda: hall.do(c.Finish(counter="1")),
        lambda: hall.do(c.PauseCounter(counter="1")),
        lambda: hall.do(c.CloseCounter(counter="1")),
    ):
        act()
        states.append(counter_row(hall.state, "1").state)
    assert states == ["closed", "idle", "ready", "calling", "serving", "idle", "paused", "closed"]
    assert counter_row(hall.state, "1").number == ""


def test_the_clerk_reads_when_the_next_step_is_allowed() -> None:
    rules = Rules(recall_interval_s=15, no_show_after_s=180, no_show_calls=3)
    hall = Hall(config(rules=rules))
    hall.open("1")
    hall.take("f1")
    hall.call("1")
    called = hall.at_ms
    ticket = desk_row(hall.state, "1").ticket
    assert ticket is not None
    assert (ticket.recall_ms, ticket.no_show_ms, ticket.no_show_calls) == (called + 15_000, called + 180_000, 2)
    hall.wait(20)
    hall.do(c.Recall(counter="1"))
    again = desk_row(hall.state, "1").ticket
    assert again is not None
    assert (again.recall_ms, again.no_show_ms, again.no_show_calls) == (called + 35_000, called + 180_000, 1)


def test_the_hall_names_who_did_not_come_a_desk_its_last_five() -> None:
    hall = Hall(config(rules=Rules(no_show_calls=1, no_show_after_s=0, misses=3)))
    hall.open("1")
    for _ in range(7):
        hall.take("f1")
        hall.call("1")
        hall.wait(1)
        hall.do(c.NoShow(counter="1"))
    row = hall_row(hall.state, hall.facts, "")
    assert [missed.number for missed in row.missed] == [f"F{n:03d}" for n in range(1, 8)]
    assert {missed.label for missed in row.missed} == {"1"}
    assert [missed.number for missed in desk_row(hall.state, "1").missed] == [f"F{n:03d}" for n in range(3, 8)]
    assert {missed.after for missed in desk_row(hall.state, "1").missed} == {3}


def test_the_clerk_learns_that_a_grade_was_given_and_never_which() -> None:
    hall = Hall()
    hall.open("1")
    ticket = hall.take("f1")
    hall.call("1")
    hall.serve("1")
    asked = desk_row(hall.state, "1").asked
    assert asked is not None
    assert (asked.number, asked.given) == ("F001", False)
    hall.do(c.Evaluate(ticket=ticket.id, grade=1, source="keypad"))
    after = desk_row(hall.state, "1").asked
    assert after is not None
    assert after.given
    assert "grade" not in repr(after)


def test_the_desk_counts_what_it_served_and_how_long_it_took() -> None:
    hall = Hall()
    hall.open("1")
    for seconds in (100, 300):
        hall.take("f1")
        hall.call("1")
        hall.serve("1", seconds)
    row = desk_row(hall.state, "1")
    assert (row.finished, row.mean_s) == (2, 200)


def test_a_call_is_said_in_the_services_words_else_its_groups_else_the_halls() -> None:
    hall = Hall(
        config(
            voice=Voice(Text("{number}请到{window}", "")),
            groups=(
                Group("a", "A", text("综合")),
                Group("b", "B", text("税务"), voice=Text("税务{number}到{window}", "Tax {number} to {window}")),
                Group("f", "F", text("发证")),
            ),
            services=(*SERVICES[:2], service("b1", "b", voice=Text("发票{number}", "")), SERVICES[3]),
        )
    )
    hall.open("1")
    said = []
    for name in ("b1", "f1"):
        hall.take(name)
        hall.call("1")
        said.append(call_row(hall.state, hall.state.recent[-1]).voice)
        hall.do(c.Serve(counter="1"))
        hall.do(c.Finish(counter="1"))
    assert said == [Text("发票{number}", "Tax {number} to {window}"), Text("{number}请到{window}", "")]
    assert hall_row(hall.state, hall.facts, "").voice.languages == ("zh", "en")
