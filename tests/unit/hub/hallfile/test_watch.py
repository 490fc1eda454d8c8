"""The hall is changed while it is open; a slip of the hand never closes it."""

from pathlib import Path

import pytest

from shared.hub.hallfile.load import HallFileError
from shared.hub.hallfile.watch import Broken, Changed, HallFile, Same
from tests.unit.hub.hallfile.small import SMALL


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "hall.toml"
    path.write_text(SMALL)
    return path


def test_a_comment_changes_nothing(path: Path) -> None:
    file = HallFile(path)
    path.write_text("# 夏令时\n" + SMALL)
    assert file.reload() == Same()


def test_a_changed_hall_is_in_force_at_once(path: Path) -> None:
    file = HallFile(path)
    path.write_text(SMALL + "[rules]\nnamed = 3\n")
    outcome = file.reload()
    assert isinstance(outcome, Changed)
    assert outcome.config.rules.named == 3
    assert file.current() == outcome.config
    assert file.reload() == Same()


def test_a_broken_file_leaves_the_last_good_hall_in_force(path: Path) -> None:
    file = HallFile(path)
    good = file.current()
    for text in (SMALL.replace('"3"', "3"), "[[", ""):
        path.write_text(text)
        outcome = file.reload()
        assert isinstance(outcome, Broken)
        assert outcome.error.flaws[0].file == str(path)
        assert file.current() == good
    path.unlink()
    assert isinstance(file.reload(), Broken)
    assert file.current() == good
    path.write_text(SMALL)
    assert file.reload() == Same()


def test_a_hub_restarts_with_a_broken_file_on_what_it_had(path: Path) -> None:
    last_good = HallFile(path).current()
    path.write_text("[[")
    with pytest.raises(HallFileError):
        HallFile(path)
    file = HallFile(path, last_good)
    assert file.current() == last_good
    assert isinstance(file.reload(), Broken)


def test_a_hub_restarts_on_what_was_changed_meanwhile(path: Path) -> None:
    last_good = HallFile(path).current()
    path.write_text(SMALL.replace('name_en = "Yunxi"', 'name_en = "Yunxi City"'))
    outcome = HallFile(path, last_good).reload()
    assert isinstance(outcome, Changed)
    assert outcome.config.name.en == "Yunxi City"
