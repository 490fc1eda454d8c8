"""``fairhall hub`` for somebody who has never seen it, and for somebody whose machine is in trouble."""

import resource
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from shared.cli import main
from shared.client.pairing import pair
from shared.hub.hallfile.load import load
from tests.integration.hubs import HALL, ROOT, Child, records, token

ANYWHERE = ("--listen", "127.0.0.1:0", "--public", "127.0.0.1:0", "--no-discovery")


def fairhall(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    """A command that is expected to end."""
    command = [sys.executable, "-m", "shared.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=20, cwd=ROOT, **options)  # type: ignore[call-overload,no-any-return]


def refused(*arguments: object, **options: object) -> str:
    """What a hub that cannot start says: no traceback, nothing on stdout, exit 1."""
    ended = fairhall("hub", *arguments, *ANYWHERE, **options)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "Traceback" not in ended.stderr
    assert "is up" not in ended.stderr
    return ended.stderr


@pytest.fixture
def data(tmp_path: Path) -> Path:
    data = tmp_path / "hub"
    data.mkdir()
    (data / "hall.toml").write_text(HALL)
    return data


def test_the_first_start_makes_a_hall_and_says_what_to_do_next(tmp_path: Path) -> None:
    data = tmp_path / "fairhall"
    hub = Child(data)
    try:
        assert hub.said.startswith(f"Wrote a sample hall to {data / 'hall.toml'}: edit it")
        assert data.stat().st_mode & 0o777 == 0o700
        identity = pair(hub.address, token(data, "kiosk", "K1"))
        assert identity.role == "kiosk"
    finally:
        assert hub.end() == 0
    for step in (
        f"fairhall pair --data {data} --role kiosk --name K1",
        "fairhall kiosk --pair TOKEN",
        f"fairhall pair --data {data} --role counter --name 1 --counter 1",
        f"fairhall clerk add --data {data}",
        "Tickets' pages: http://",
    ):
        assert step in hub.said
    sample = load(data / "hall.toml")
    assert (len(sample.groups), len(sample.counters)) == (6, 12)
    assert {mode.stat().st_mode & 0o777 for mode in (data / "keys").iterdir()} == {0o600}


def test_what_it_says_to_do_can_be_done_as_it_is_written(tmp_path: Path) -> None:
    data = tmp_path / "fairhall"
    hub = Child(data)
    assert hub.end() == 0
    for line in hub.said.splitlines():
        _, found, step = line.partition("fairhall ")
        if found and "TOKEN" not in step:
            done = fairhall(*step.split(), input="correct horse\n")
            assert done.returncode == 0, done.stderr


def test_the_second_start_says_only_that_it_is_up(data: Path) -> None:
    first = Child(data)
    pair(first.address, token(data, "kiosk", "K1"))
    assert first.end() == 0
    assert fairhall("clerk", "add", "--data", data, "0801", "王芳", input="correct horse\n").returncode == 0
    second = Child(data)
    assert second.end() == 0
    lines = second.said.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("Hall 云溪市政务服务中心 (yunxi) is up on port ")


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('letter = "A"', "letter = A", 13, ""),
        ('policy = "fifo"', 'policy = "cherrypick"', 22, '"issue", "call" or "fifo"'),
        ('group = "tax"', 'group = "taxes"', 41, "taxes"),
    ],
)
def test_a_broken_hall_file_is_named_by_line_with_the_remedy(
    data: Path, old: str, new: str, line: int, said: str
) -> None:
    (data / "hall.toml").write_text(HALL.replace(old, new))
    heard = refused("--data", data)
    assert f"{data / 'hall.toml'}:{line}: " in heard
    assert said in heard


def test_a_hall_that_has_run_before_opens_on_its_last_good_file(data: Path) -> None:
    first = Child(data)
    assert first.end() == 0
    (data / "hall.toml").write_text(HALL.replace('letter = "A"', "letter = A"))
    second = Child(data)
    assert second.end() == 0
    assert "the last good hall file stays in force" in second.log
    assert f"{data / 'hall.toml'}:13: " in second.log


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://fairhall:hush@db/fairhall", "leave the password out of the address"),
        (
            "postgresql://fairhall:hush%zz@db/fairhall",
            "is no PostgreSQL address: write postgresql://USER@HOST/DATABASE",
        ),
    ],
)
def test_a_password_in_the_address_of_the_database_is_refused(data: Path, address: str, said: str) -> None:
    ended = fairhall("hub", "--data", data, *ANYWHERE, "--journal", address)
    assert ended.returncode == 1
    assert said in ended.stderr
    assert "hush" not in ended.stderr


def test_a_lot_over_two_windows_is_warned_of_at_the_start(data: Path) -> None:
    (data / "hall.toml").write_text(HALL.split('\n[[counter]]\nid = "3"')[0])
    hub = Child(data)
    assert hub.end() == 0
    assert 'service "id-card" has 2 windows' in hub.log


def test_no_hall_file_where_one_was_named(tmp_path: Path) -> None:
    assert str(tmp_path / "my-hall.toml") in refused("--data", tmp_path / "d", "--hall", tmp_path / "my-hall.toml")


@pytest.mark.parametrize("option", ["--listen", "--public"])
def test_a_taken_port_is_one_sentence(data: Path, option: str) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        ended = fairhall("hub", "--data", data, *ANYWHERE, option, f"127.0.0.1:{port}")
    assert ended.returncode == 1
    sentence = f"127.0.0.1:{port} cannot be had (Address already in use): choose another by {option}"
    assert ended.stderr == f"the hub cannot start: {sentence}\n"
    assert not (data / "journal.db").exists(), "nothing was begun"


def test_a_second_hub_by_mistake_disturbs_nobody(data: Path) -> None:
    first = Child(data)
    kiosk = pair(first.address, token(data, "kiosk", "K1"))
    ended = fairhall("hub", "--data", data, *ANYWHERE, "--listen", first.address)
    assert ended.returncode == 1
    assert kiosk.role == "kiosk"
    assert first.end() == 0
    assert "rebuilding" not in first.log
    assert {record["term"] for record in records(data / "journal.db")} == {1}


def test_a_data_directory_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    heard = refused("--data", tmp_path / "file" / "hub")
    assert heard == (
        f"the hub cannot start: {tmp_path / 'file' / 'hub'} cannot be made (Not a directory): "
        "name another place by --data\n"
    )


def test_a_data_directory_that_may_not_be_written(data: Path) -> None:
    """As root may write anywhere, a file stands in the way instead."""
    (data / "keys").write_text("")
    heard = refused("--data", data)
    assert heard.startswith("the hub cannot start: ")
    assert "keys" in heard


@pytest.mark.parametrize("name", ["journal.db", "access.db"])
def test_a_database_that_is_none(data: Path, name: str) -> None:
    (data / name).write_text("this is not a database, " * 100)
    heard = refused("--data", data)
    assert str(data / name) in heard
    assert len(heard.splitlines()) == 1


@pytest.mark.parametrize("name", ["ca.pem", "tickets.secret", "persons.secret"])
def test_a_damaged_key_is_named_and_never_replaced(data: Path, name: str) -> None:
    (data / "keys").mkdir()
    (data / "keys" / name).write_text("damaged")
    heard = refused("--data", data)
    assert name in heard
    assert "backup" in heard
    assert (data / "keys" / name).read_text() == "damaged"


def test_a_journal_whose_end_somebody_changed(data: Path) -> None:
    hub = Child(data)
    assert hub.end() == 0
    with closing(sqlite3.connect(data / "journal.db")) as database:
        database.execute("UPDATE journal SET body = replace(body, 'hub', 'me') WHERE seq = 3")
        database.commit()
    heard = refused("--data", data)
    assert "journal.db" in heard
    assert "restore" in heard


def test_a_disk_that_is_full_from_the_start(data: Path) -> None:
    """A file may not grow beyond some kilobytes, as on a full disk."""

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))

    heard = refused("--data", data, preexec_fn=small)
    assert "disk" in heard
    assert len(heard.splitlines()) <= 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--listen", "7443"), "'7443' is not HOST:PORT"),
        (("--listen", "127.0.0.1:99999"), "is not HOST:PORT"),
        (("--listen", "127.0.0.1:²"), "127.0.0.1:²"),
        (("--journal", "mysql://hall"), "is neither sqlite:FILE nor postgresql:"),
        (("--journal", "sqlite:"), "is neither sqlite:FILE nor"),
        (("--journal", "postgresql:hall"), "is neither sqlite:FILE nor"),
        (("--cherrypick",), "unrecognized arguments"),
    ],
)
def test_a_wrong_option_is_a_question_of_usage(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["hub", *arguments])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_the_journal_may_stand_elsewhere(data: Path, tmp_path: Path) -> None:
    hub = Child(data, *ANYWHERE, "--journal", f"sqlite:{tmp_path / 'elsewhere.db'}")
    assert hub.end() == 0
    assert records(tmp_path / "elsewhere.db")[0]["type"] == "hall-configured"
    assert not (data / "journal.db").exists()


def test_it_ends_in_order_and_the_next_start_replays_nothing(data: Path) -> None:
    hub = Child(data)
    assert hub.end() == 0
    with closing(sqlite3.connect(data / "journal.db")) as database:
        ((kept,),) = database.execute("SELECT max(seq) FROM snapshot")
    assert kept == len(records(data / "journal.db"))
    assert "Traceback" not in hub.log
    assert "Task was destroyed" not in hub.log
