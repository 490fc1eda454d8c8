"""A folder becomes a day, or one sentence says which line of which file is wrong."""

from pathlib import Path

import pytest

from shared.replay.day import read_day
from shared.replay.errors import BadDay
from tests.unit.replay.days import EIGHT_MS, SERVICES, arrivals, polls, write_day


def test_a_folder_is_read_into_services_arrivals_and_polls(tmp_path: Path) -> None:
    day = read_day(write_day(tmp_path))
    assert day.date == "2020-01-13"
    assert [service.name for service in day.services] == ["Dowody", "Kasa, opłaty", "Odpisy"]
    first = day.arrivals[0]
    assert (len(day.arrivals), first.n, first.at_ms, first.service) == (60, 1, EIGHT_MS + 30_000, "11")
    assert len(day.polls) == 13
    assert (day.polls[6].waiting, day.polls[6].windows) == ({"11": 6, "12": 4, "13": 0}, {"11": 2, "12": 1, "13": 1})
    assert day.begins_ms == EIGHT_MS


def test_a_service_takes_what_it_took_that_day_else_what_was_published_else_the_median(tmp_path: Path) -> None:
    unknown = "14,B,Karty,0,1,0,,\n"
    day = read_day(write_day(tmp_path, services=SERVICES + unknown))
    assert [service.mean_s for service in day.services] == [120, 150, 180, 150]
    assert [service.minutes for service in day.services] == [4, 5, 3, 2]


def test_people_are_taken_in_the_order_of_their_time(tmp_path: Path) -> None:
    day = read_day(write_day(tmp_path, arrivals="at,service\n09:00,12\n08:30:05,11\n"))
    assert [(arrival.n, arrival.service) for arrival in day.arrivals] == [(1, "11"), (2, "12")]


def test_a_day_without_polls_is_still_a_day(tmp_path: Path) -> None:
    day = read_day(write_day(tmp_path, polled=None))
    assert (day.polls, day.begins_ms) == ((), EIGHT_MS + 30_000)


@pytest.mark.parametrize(
    ("table", "text", "what"),
    [
        ("services", None, "services.csv is missing"),
        ("arrivals", None, "arrivals.csv is missing"),
        ("arrivals", "", "arrivals.csv, line 1: the column at is missing"),
        ("arrivals", "at,service\n", "arrivals.csv: nobody arrives"),
        ("arrivals", "at;service\n08:00;11\n", "arrivals.csv, line 1: the column at is missing"),
        ("arrivals", "at,service\n08:00,11\n25:00,11\n", "arrivals.csv, line 3: at is '25:00'"),
        ("arrivals", "at,service\n08:00+01:00,11\n", "arrivals.csv, line 2: at is '08:00+01:00'"),
        ("arrivals", "at,service\n08:00\n", "arrivals.csv, line 2: the row is cut short"),
        ("arrivals", "at,service\n08:00,99\n", "arrivals.csv, line 2: service '99' is not in services.csv"),
        ("arrivals", 'at,service\n08:00,"11\n', "arrivals.csv is no table in UTF-8 with commas"),
        ("services", SERVICES + "11,C,Again,1,1,1,1,1\n", "services.csv, line 5: service '11' is empty or there"),
        ("services", SERVICES + ",C,Nameless,1,1,1,1,1\n", "services.csv, line 5: service '' is empty or there"),
        ("services", SERVICES.replace("150", "-3"), "services.csv, line 3: busy_seconds_per_ticket is '-3'"),
        ("services", SERVICES.replace("120,4", ",").replace("150,5", ",").replace(",,3", ",,"), "no service has busy"),
        ("polled", polls().replace("08:30", "half past"), "polled.csv, line 8: time is 'half past'"),
        ("polled", polls().replace(",6,", ",many,"), "polled.csv, line 8: waiting is 'many'"),
        ("polled", polls().replace("windows", "desks"), "polled.csv, line 1: the column windows is missing"),
    ],
)
def test_a_garbled_table_is_told_by_file_line_and_cell(tmp_path: Path, table: str, text: str | None, what: str) -> None:
    folder = write_day(tmp_path, **{table: text})
    with pytest.raises(BadDay) as bad:
        read_day(folder)
    assert what in str(bad.value)
    assert "\n" not in str(bad.value)


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    folder = write_day(tmp_path)
    (folder / "arrivals.csv").write_bytes(b"at,service\n\xff\xfe\x00,11\n")
    with pytest.raises(BadDay, match=r"arrivals.csv is no table in UTF-8 with commas"):
        read_day(folder)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadDay, match="is no folder"):
        read_day(tmp_path / "nowhere")


def test_a_date_that_does_not_exist_is_told(tmp_path: Path) -> None:
    folder = write_day(tmp_path, arrivals=arrivals()).rename(tmp_path / "small-2020-02-30")
    with pytest.raises(BadDay, match="small-2020-02-30 ends in a date that is none"):
        read_day(folder)
